import type { Wrong } from './plant.js';
import { app, heredoc, continued, user } from './texts.js';

/** Rewrites that lose what no image shows, or that are no Dockerfile. */
export const text: readonly Wrong[] = [
  [
    'a comment between instructions',
    'FROM node:20\n# why\nRUN a\n',
    'FROM node:20\nRUN a\n',
    /comment "# why" would be lost/,
  ],
  [
    'a comment inside a continuation',
    continued,
    continued.replace('  # why\n', ''),
    /comment "# why" would be lost/,
  ],
  [
    'a comment moved into a heredoc',
    heredoc,
    heredoc.replace('# why\n', '').replace('echo 1', '# why\necho 1'),
    /comment "# why" would be lost/,
  ],
  [
    'a comment parted from its instruction',
    'FROM node:20\n# hadolint ignore=DL3008\nRUN a\n',
    'FROM node:20\n# hadolint ignore=DL3008\nRUN b\nRUN a\n',
    /above another instruction/,
  ],
  [
    'mixed line endings',
    app.replaceAll('\n', '\r\n'),
    `${app.replaceAll('\n', '\r\n')}RUN b\n`,
    /line endings are mixed/,
  ],
  [
    'first line endings that are mixed',
    'FROM node:20',
    'FROM node:20\r\nRUN a\nRUN b',
    /line endings are mixed/,
  ],
  ['mixed line endings, the other way', app, `${app}RUN b\r\n`, /line endings are mixed/],
  ['a lost byte-order mark', `\ufeff${app}`, app, /byte-order mark/],
  ['a lost final newline', app, app.slice(0, -1), /final newline/],
  ['an added final newline', app.slice(0, -1), app, /final newline/],
  ['a lost directive', `# escape=\\\n# check=skip=all\n${app}`, `# escape=\\\n${app}`, /directive/],
  [
    'a line above a directive',
    `# syntax=docker/dockerfile:1\n${app}`,
    `# ours\n# syntax=docker/dockerfile:1\n${app}`,
    /directive/,
  ],
  [
    'an edit that splits a continuation',
    continued,
    continued.replace('  && npm test', '\nUSER node\n  && npm test'),
    /.+/,
  ],
  [
    'an edit inside a heredoc',
    heredoc,
    heredoc.replace('echo 1', 'USER node\necho 1'),
    /missing/,
    { rewrites: [], writes: ['USER node'] },
  ],
  ['text that no longer parses', app, `${app}FORM node\n`, /FORM/],
  ['no FROM any more', app, app.replace('FROM node:20\n', ''), /FROM/],
  [
    'an instruction swallowed by a backslash',
    user,
    user.replace('RUN npm test', 'RUN npm test \\'),
    /user would be "root"/,
    { writes: ['RUN npm test \\'] },
  ],
];
