import type { Wrong } from './plant.js';
import { app, two, stages } from './texts.js';

/** Rewrites after which a stage or a variable is not what a line means. */
export const references: readonly Wrong[] = [
  [
    'an inserted stage shifts --from=0',
    stages,
    `FROM alpine:3\n\n${stages}`,
    /stage 0 begins|not in its place/,
    { stages: 1 },
  ],
  [
    'an inserted stage, without steps to betray it',
    'FROM a\n\nFROM b\nCOPY --from=0 /a /a\n',
    'FROM a\n\nFROM c\n\nFROM b\nCOPY --from=0 /a /a\n',
    /stage 1 begins/,
    { stages: 1 },
  ],
  ['stage name lost', two, two.replace(' AS build', ''), /stage "build" lost its name/],
  ['stage name changed', two, two.replaceAll('build', 'builder'), /stage "build" lost its name/],
  ['platform lost', 'FROM --platform=linux/amd64 node:20\n', 'FROM node:20\n', /lost its platform/],
  [
    'a new name shadows an image',
    'FROM node:20\n\nFROM node\nCMD ["a"]\n',
    'FROM node:20 AS node\n\nFROM node\nCMD ["a"]\n',
    /another base|base would be/,
  ],
  [
    "a build argument's default, silently, which FROM sees",
    'ARG V=20\nFROM node:$V\nRUN a\n',
    'ARG V=22\nFROM node:$V\nRUN a\n',
    /stage 0 has another base/,
    { rewrites: [], writes: ['ARG V=22'] },
  ],
  [
    'the name of a new stage is taken',
    two,
    `${two}\nFROM node:20 AS BUILD\nCOPY --from=1 /app /app\n`,
    /"build" can't be the name/,
    { stages: 1 },
  ],
  [
    'the name of a new stage is reserved',
    app,
    `${app}\nFROM node:20 AS scratch\n`,
    /can't be the name/,
    { stages: 1 },
  ],
  [
    '--from names nothing',
    app,
    `${app}COPY --from=biulder /a /a\n`,
    /"biulder" in .* names no earlier stage/,
  ],
  [
    '--from names a later stage',
    two,
    two
      .replace('RUN npm ci', 'RUN npm ci\nCOPY --from=last /b /b')
      .replace('FROM node:20\nC', 'FROM node:20 AS last\nC'),
    /"last" in .* names no earlier stage/,
  ],
  [
    '--from names its own stage',
    two,
    two.replace('RUN npm ci', 'RUN npm ci\nCOPY --from=build /b /b'),
    /"build" in .* names no earlier stage/,
  ],
  [
    'a mount from a number',
    stages,
    stages.replace('RUN npm ci', 'RUN npm ci\nRUN --mount=from=0 ls'),
    /"0" in .* names no earlier stage/,
  ],
  [
    'of several mounts, one from nothing',
    two,
    `${two}RUN --mount=from=BUILD,target=/a --mount=from=0,target=/b --mount=from=biulder,target=/c ls\n`,
    /^(?!.*"(?:BUILD|0)" in).*"biulder" in .* names no earlier stage/s,
  ],
  [
    'an undeclared variable',
    app,
    `${app}LABEL v=$VERSION\n`,
    /"VERSION" is not declared/,
    { image: { labels: 'v=$VERSION' } },
  ],
  [
    'an undeclared variable on an unknown image',
    'FROM mine\n',
    'FROM mine\nLABEL v=$VERSION\n',
    /"VERSION" is not declared/,
    { image: { labels: 'v=$VERSION' } },
  ],
  [
    'a repeated line without its ARG',
    'FROM mine AS a\nARG V\nLABEL v=$V\n',
    'FROM mine AS a\nARG V\n\nFROM mine\nLABEL v=$V\n',
    /"V" would have another value/,
    { stages: 1 },
  ],
  [
    "FROM with a stage's ARG",
    'FROM node:20\nARG V=20\n',
    'FROM node:20\nARG V=20\n\nFROM node:$V\n',
    /"V" is not declared where "FROM/,
    { stages: 1, image: { base: 'node:$V' } },
  ],
  [
    'a global ARG moved below FROM',
    'ARG V=20\nFROM node:$V\n',
    'FROM node:$V\nARG V=20\n',
    /"V" is not declared|another base/,
  ],
];
