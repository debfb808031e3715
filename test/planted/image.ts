import type { Wrong } from './plant.js';
import { app, user } from './texts.js';

/** Single lines whose loss changes the final image. */
export const lost = ['ENV A=1', 'LABEL a=b', 'EXPOSE 3000', 'VOLUME /data', 'STOPSIGNAL SIGINT']
  .concat('HEALTHCHECK CMD ["curl", "localhost"]', 'USER node', 'MAINTAINER me', 'WORKDIR /srv')
  .map((line): Wrong => [`lost ${line.split(' ')[0]}`, `${app}${line}\n`, app, /final image's/]);

/** Rewrites after which the image is not what was announced. */
export const image: readonly Wrong[] = [
  ['changed WORKDIR', app, app.replace('/app', '/srv'), /workdir would be "\/srv"/],
  [
    'WORKDIR by another variable',
    'FROM node:20\nARG A\nARG B\nWORKDIR $A\n',
    'FROM node:20\nARG A\nARG B\nWORKDIR $B\n',
    /workdir/,
  ],
  [
    'CMD other than announced',
    app,
    app.replace('a.js', 'b.js'),
    /command would be/,
    { image: { command: '["node","c.js"]' } },
  ],
  [
    'CMD in the shell form',
    app,
    app.replace('["node", "a.js"]', 'node a.js'),
    /command would be "sh:/,
    { image: { command: '["node","a.js"]' } },
  ],
  [
    'ENTRYPOINT clears an inherited CMD',
    `${app.replace('20', '20 AS a')}FROM a\n`,
    `${app.replace('20', '20 AS a')}FROM a\nENTRYPOINT ["e"]\n`,
    /command would be "none"/,
    { image: { entrypoint: '["e"]' } },
  ],
  [
    "ENTRYPOINT clears the base image's CMD",
    'FROM node:20\n',
    'FROM node:20\nENTRYPOINT ["e"]\n',
    /command would be "none"/,
    { image: { entrypoint: '["e"]' } },
  ],
  [
    'another base image keeps nothing',
    'FROM node:20\nCMD ["a"]\n',
    'FROM alpine:3\nCMD ["a"]\n',
    /entrypoint came from "node"/,
    { image: { base: 'alpine:3' } },
  ],
  [
    'base image, announced as an instruction only',
    app,
    app.replace('node:20', 'node:22'),
    /base would be "node:22"/,
  ],
  ['USER changed', user, user.replace('USER node', 'USER root'), /user would be "root"/],
  [
    'SHELL lost below a shell form',
    'FROM node:20\nSHELL ["/bin/bash", "-c"]\nCMD node a.js\n',
    'FROM node:20\nCMD node a.js\n',
    /CMD would run in the shell/,
  ],
  [
    'SHELL moved below the shell form',
    'FROM node:20\nSHELL ["/bin/bash", "-c"]\nCMD node a.js\n',
    'FROM node:20\nCMD node a.js\nSHELL ["/bin/bash", "-c"]\n',
    /CMD would run in the shell/,
  ],
  ['a second CMD', app, `${app}CMD ["b"]\n`, /second CMD/, { image: { command: '["b"]' } }],
  [
    'EXPOSE with an open quote',
    "FROM node:20\nEXPOSE 80'\n",
    "FROM node:20\nEXPOSE 81'\n",
    /exposed/,
  ],
  [
    'ENV in another order',
    'FROM node:20\nENV A=1\nENV B=$A\n',
    'FROM node:20\nENV B=$A\nENV A=1\n',
    /"A" would have another value/,
  ],
];
