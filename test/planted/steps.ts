import type { Wrong } from './plant.js';
import { app, two, env, arg, user } from './texts.js';

/** Rewrites after which a build step does not do what it did. */
export const steps: readonly Wrong[] = [
  [
    'duplicated RUN',
    app,
    app.replace('RUN npm ci', 'RUN npm ci\nRUN npm ci'),
    /without an announcement/,
    { writes: [] },
  ],
  ['dropped RUN', app, app.replace('RUN npm ci\n', ''), /is missing/, { rewrites: [] }],
  [
    'reordered RUNs',
    user,
    user.replace('RUN npm ci\nRUN npm test', 'RUN npm test\nRUN npm ci'),
    /not in its place/,
  ],
  [
    'RUN below USER',
    user,
    user.replace('RUN npm test\nUSER node', 'USER node\nRUN npm test'),
    /run as "node", not as "root"/,
  ],
  [
    'RUN above WORKDIR',
    app,
    app.replace('WORKDIR /app\nCOPY . .\nRUN npm ci', 'COPY . .\nRUN npm ci\nWORKDIR /app'),
    /would run in "\/"|not in its place/,
  ],
  [
    'RUN in another stage',
    two,
    two.replace('RUN npm ci\n\nFROM node:20\n', '\nFROM node:20\nRUN npm ci\n'),
    /not in its place in stage 0/,
  ],
  [
    'RUN in another stage, announced as rewritten',
    two,
    two.replace('RUN npm ci\n\nFROM node:20\n', '\nFROM node:20\nRUN npm ci\n'),
    /not in its place in stage 0/,
    { writes: ['RUN npm ci'] },
  ],
  [
    'WORKDIR below USER',
    'FROM node:20\nWORKDIR /app\nUSER node\n',
    'FROM node:20\nUSER node\nWORKDIR /app\n',
    /run as "node", not as "root"/,
  ],
  [
    'RUN in a folder that another variable names',
    'FROM node:20\nARG A\nARG B\nWORKDIR $A\nRUN make\n',
    'FROM node:20\nARG A\nARG B\nWORKDIR $B\nRUN make\n',
    /run in "\$B", not in "\$A"/,
  ],
  [
    'RUN as the user that another variable names',
    'FROM node:20\nARG A\nARG B\nUSER $A\nRUN make\n',
    'FROM node:20\nARG A\nARG B\nUSER $B\nRUN make\n',
    /run as "\$B", not as "\$A"/,
  ],
  [
    'RUN with a mount from the stage that has the name now',
    'FROM a AS x\nRUN b\n\nFROM c AS y\nRUN d\n\nFROM e\nRUN --mount=from=x,target=/x make\n',
    'FROM a AS y\nRUN b\n\nFROM c AS x\nRUN d\n\nFROM e\nRUN --mount=from=x,target=/x make\n',
    /run on files of another stage/,
  ],
  [
    'ENV moved below the RUN that needs it',
    env,
    env.replace('ENV A=1\nRUN make', 'RUN make\nENV A=1'),
    /another value of A/,
  ],
  [
    'ENV moved above a RUN that did not have it',
    env,
    env.replace('RUN make\nENV B=2', 'ENV B=2\nRUN make'),
    /another value of B/,
  ],
  [
    'ENV above an ARG of its name',
    arg,
    arg.replace('ARG V=1\nENV V=2', 'ENV V=2\nARG V=1'),
    /another value of V/,
  ],
  [
    'ARG moved below the RUN that needs it',
    'FROM node:20\nARG T\nRUN make\n',
    'FROM node:20\nRUN make\nARG T\n',
    /another value of T/,
  ],
  [
    'SHELL lost above a RUN',
    'FROM node:20\nSHELL ["/bin/bash", "-c"]\nRUN a\n',
    'FROM node:20\nRUN a\n',
    /in the shell/,
  ],
  [
    "a global ARG's default, seen by a RUN",
    'ARG V=20\nFROM node:$V\nARG V\nRUN echo $V\n',
    'ARG V=20-alpine\nFROM node:$V\nARG V\nRUN echo $V\n',
    /another value of V/,
  ],
  [
    'ARG default, silently',
    arg,
    arg.replace('V=1', 'V=3'),
    /is missing/,
    { rewrites: [], writes: [] },
  ],
  [
    'base image, silently',
    two,
    two.replace('20 AS', '22 AS'),
    /is missing/,
    { rewrites: [], writes: [] },
  ],
  [
    'another shell than the one that was announced',
    'FROM node:20\nSHELL ["/bin/bash", "-c"]\nRUN a\n',
    'FROM node:20\nSHELL ["/bin/zsh", "-c"]\nRUN a\n',
    /in the shell "\/bin\/zsh -c", not in "\/bin\/bash -c"/,
    { shell: { from: ['/bin/bash', '-c'], to: ['/bin/ash', '-c'] } },
  ],
];
