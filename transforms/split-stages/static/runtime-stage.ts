import { healthcheckOf, startCommands } from '../../../src/command/index.js';
import type { Dockerfile, Instruction, Stage } from '../../../src/dockerfile/index.js';
import { execText, imageOf, type ImageState } from '../../../src/image-state.js';
import { cased, jsonArray } from '../../../src/layout/index.js';
import { programOf } from '../../../src/shell/index.js';
import type { OtherImage } from '../runtime-stage/other-image.js';
import { lastStepIndex } from '../runtime-stage/settings.js';
import { configuration, nginxRoot } from './nginx.js';
import type { StaticServer } from './servers.js';

/** What the image of nginx runs by itself; written out only where a comment stands above it. */
const own = ['nginx', '-g', 'daemon off;'];

/** The runtime stage that serves a folder of the builder by nginx, as its user. */
export function nginxStage(
  file: Dockerfile,
  stage: Stage,
  command: Instruction,
  server: StaticServer,
  folder: string,
): OtherImage {
  const setsPort = server.heedsPort && !/^PORT=/m.test(imageOf(stage).env);
  const rewrites = rewritten(file, stage, command);
  const user = `${cased(file, 'USER')} nginx`;
  const written = [...rewrites.values()].includes(user);
  return {
    image: 'nginx:alpine',
    prepared: [
      ...(setsPort ? [`${cased(file, 'ENV')} PORT=${server.port}`] : []),
      configuration(file, server),
    ],
    copies: [`${folder} ${nginxRoot}`],
    finished: written ? [] : [user],
    rewrites,
    ownUser: true,
    announces: {
      ...imageAfter(stage, command, setsPort ? server.port : undefined),
      ...healthAfter(stage, rewrites),
    },
  };
}

/** nginx starts as its image says; USER stands where the command stood. */
function rewritten(
  file: Dockerfile,
  stage: Stage,
  command: Instruction,
): ReadonlyMap<Instruction, string> {
  const user = `${cased(file, 'USER')} nginx`;
  const below = stage.instructions.slice(lastStepIndex(stage) + 1);
  const users = below.filter(({ keyword }) => keyword === 'USER');
  const rewrites = new Map<Instruction, string>();
  // Of several, too: what is left of them would start in the place of nginx.
  for (const one of stage.instructions)
    if (one.keyword === 'ENTRYPOINT' || one.keyword === 'CMD') rewrites.set(one, '');
  for (const one of users) rewrites.set(one, one === users.at(-1) ? user : '');
  if (command.comments.length > 0)
    rewrites.set(command, `${cased(file, 'CMD')} ${jsonArray(file, own)}`);
  else if (users.length === 0) rewrites.set(command, user);
  const check = healthcheckOf(stage);
  const text = check && healthcheckFor(file, stage, check);
  if (check && text !== undefined) rewrites.set(check, text);
  return rewrites;
}

/** busybox' wget takes the first address of localhost, which is one of IPv6 (handbook I39). */
function healthcheckFor(file: Dockerfile, stage: Stage, check: Instruction): string | undefined {
  const text = file.text.slice(check.start, check.end);
  const wget = startCommands(check, stage)?.some((command) => programOf(command) === 'wget');
  return wget && text.includes('//localhost')
    ? text.replaceAll('//localhost', '//127.0.0.1')
    : undefined;
}

function imageAfter(
  stage: Stage,
  command: Instruction,
  port: number | undefined,
): Partial<ImageState> {
  const { env } = imageOf(stage);
  const all = [...env.split('\n'), `PORT=${port}`].filter(Boolean).toSorted().join('\n');
  return {
    workdir: '/',
    user: 'nginx',
    entrypoint: '',
    command: command.comments.length > 0 ? execText(own) : '',
    ...(port !== undefined && { env: all }),
  };
}

function healthAfter(
  stage: Stage,
  rewrites: ReadonlyMap<Instruction, string>,
): Partial<ImageState> {
  const check = healthcheckOf(stage);
  return check && rewrites.has(check)
    ? { healthcheck: imageOf(stage).healthcheck.replaceAll('//localhost', '//127.0.0.1') }
    : {};
}
