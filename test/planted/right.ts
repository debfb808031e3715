import type { Right } from './plant.js';
import { app, user } from './texts.js';

/** Rewrites that change what they announce and nothing else. */
export const right: readonly Right[] = [
  ['nothing', app, app, {}],
  ['CMD as announced', app, app.replace('a.js', 'b.js'), { image: { command: '["node","b.js"]' } }],
  [
    'another base image',
    app,
    app.replace('node:20', 'node:20-alpine'),
    { image: { base: 'node:20-alpine' } },
  ],
  ['a step that is new', app, app.replace('CMD', 'RUN rm -rf /tmp/x\nCMD'), {}],
  ['USER as announced', app, app.replace('CMD', 'USER node\nCMD'), { image: { user: 'node' } }],
  ['COPY with an owner', app, app.replace('COPY .', 'COPY --chown=node:node .'), {}],
  [
    'a runtime stage',
    app,
    `${app.replace('20\n', '20 AS builder\n').replace(/CMD.*\n/, '')}\nFROM node:20-slim\nCOPY --from=builder /app /app\nWORKDIR /app\nCMD ["node", "a.js"]\n`,
    { stages: 1, image: { base: 'node:20-slim' } },
  ],
  [
    'ARG and ENV repeated in a runtime stage',
    'FROM node:20 AS a\nARG V=1\nENV W=$V\nRUN make\n',
    'FROM node:20 AS a\nARG V=1\nENV W=$V\nRUN make\n\nFROM node:20\nARG V=1\nENV W=$V\nCOPY --from=a /a /a\n',
    { stages: 1 },
  ],
  [
    "a build argument's default, which only FROM sees",
    'ARG V=20\nFROM node:$V\nRUN a\n',
    'ARG V=20-alpine\nFROM node:$V\nRUN a\n',
    {},
  ],
  [
    'metadata moved with its comment',
    'FROM node:20\n# the port\nEXPOSE 80\nRUN a\n',
    'FROM node:20\nRUN a\n# the port\nEXPOSE 80\n',
    {},
  ],
  [
    'an ENV that the steps below may see',
    app,
    app.replace('RUN', 'ENV A=1\nRUN'),
    { image: { env: 'A=1' } },
  ],
  [
    'a SHELL that nothing in the shell form follows',
    'FROM node:20\nSHELL ["/bin/bash", "-c"]\nRUN ["a"]\nCMD ["b"]\n',
    'FROM node:20\nRUN ["a"]\nCMD ["b"]\n',
    {},
  ],
  [
    'one of the line endings that a file has',
    'FROM node:20\r\nRUN a\nRUN b\r\n',
    'FROM node:20\r\nRUN a\nRUN b\r\nUSER node\n',
    { image: { user: 'node' } },
  ],
  [
    'carriage returns, as the file has them',
    app.replaceAll('\n', '\r\n'),
    `${app.replaceAll('\n', '\r\n')}LABEL a=b\r\n`,
    { image: { labels: 'a=b' } },
  ],
  ['a first line ending', 'FROM node:20', 'FROM node:20\nUSER node', { image: { user: 'node' } }],
  [
    'a base variable in a new line',
    app,
    `${app}LABEL v=$NODE_VERSION p=$PATH\n`,
    { image: { labels: 'p=$PATH\nv=$NODE_VERSION' } },
  ],
  ['a step whose twin is new', user, user.replace('USER node', 'USER node\nRUN npm ci'), {}],
  [
    '--from another image, as before',
    'FROM node:20\nCOPY --from=nginx /a /a\n',
    'FROM node:20\nCOPY --from=nginx /a /a\nCOPY --from=nginx /b /b\n',
    {},
  ],
  [
    'a platform argument in FROM',
    app,
    `${app}\nFROM --platform=$BUILDPLATFORM node:20\nCMD ["node", "a.js"]\n`,
    { stages: 1, image: { workdir: '/' } },
  ],
  [
    'a shell form less, beside another with another shell',
    'FROM node:20\nHEALTHCHECK CMD a\nSHELL ["/bin/bash", "-c"]\nCMD node a.js\n',
    'FROM node:20\nHEALTHCHECK CMD a\nSHELL ["/bin/bash", "-c"]\nCMD ["node", "a.js"]\n',
    { image: { command: '["node","a.js"]' } },
  ],
  [
    'a name for a stage whose FROM had an undeclared variable already',
    'FROM node:$V\nRUN a\n',
    'FROM node:$V AS b\nRUN a\n',
    {},
  ],
  [
    'a shell that another takes the place of',
    'FROM node:20\nSHELL ["/bin/bash", "-c"]\nRUN a\nCMD b\n',
    'FROM node:20\nSHELL ["/bin/ash", "-c"]\nRUN a\nCMD b\n',
    { shell: { from: ['/bin/bash', '-c'], to: ['/bin/ash', '-c'] } },
  ],
];
