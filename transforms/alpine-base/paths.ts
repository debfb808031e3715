import {
  type Dockerfile,
  environmentAt,
  type Instruction,
  propertiesOf,
  type Stage,
} from '../../src/dockerfile/index.js';
import { startOf } from '../../src/command/index.js';
import { type Declined, decline } from '../../src/transform.js';
import { obstacleTo as npmObstacle } from '../drop-npm/obstacles.js';
import type { Move } from './move.js';
import { systemPathObstacle } from './presence.js';

const library =
  /LD_PRELOAD|LD_LIBRARY_PATH|(?:\/usr)?\/lib\/(?:x86_64|aarch64|arm)[\w-]*-linux-gnu|ld-linux[\w-]*\.so|\/usr\/lib\/jvm|debian-openssl/;
/** Settings that compile what has a binary. */
const fromSource = /^npm_config_build_from_source$/i;

/** What ENV, COPY and SHELL of a stage take for granted that the target does not have. */
export function pathObstacle(move: Move, stage: Stage): Declined | undefined {
  return (
    libraryObstacle(stage) ??
    settingObstacle(move, stage) ??
    foreignCopy(move.file, stage) ??
    shellObstacle(move, stage)
  );
}

function libraryObstacle({ instructions }: Stage): Declined | undefined {
  const path = instructions.find(({ line }) => library.test(line.joined.text));
  return (
    path &&
    decline(
      'alpine-base/glibc-path',
      path,
      `"${library.exec(path.line.joined.text)?.[0]}" belongs to Debian's libraries.`,
      'Find its place on Alpine, and set the base image yourself.',
    )
  );
}

/** Programs that ENV names by their path. */
function settingObstacle(move: Move, stage: Stage): Declined | undefined {
  for (const instruction of stage.instructions.filter(
    ({ keyword }) => keyword === 'ENV' || keyword === 'ARG',
  ))
    for (const { name, value } of propertiesOf(instruction) ?? []) {
      const plain = value?.replace(/^(["'])(.*)\1$/, '$2');
      if (fromSource.test(name) && plain !== 'false')
        return decline(
          'alpine-base/needs-toolchain',
          instruction,
          `${name} lets packages compile, and the ${move.target} image has no compiler.`,
          'Do without the setting, or set the base image yourself.',
        );
      const obstacle =
        plain === undefined
          ? undefined
          : systemPathObstacle(move, instruction, plain, `${name} names ${plain}`);
      if (obstacle) return obstacle;
    }
  return undefined;
}

/** Programs from images that are not known may be made for glibc, or need libraries of the full image. */
function foreignCopy({ stages }: Dockerfile, stage: Stage): Declined | undefined {
  const names = new Set(stages.flatMap(({ name, index }) => [name?.toLowerCase(), String(index)]));
  const foreign = (one: Instruction): boolean =>
    sourcesOf(one).some((source) => !names.has(source.toLowerCase()));
  const copy = stage.instructions.find(foreign);
  return (
    copy &&
    decline(
      'alpine-base/foreign-copy',
      copy,
      `This ${copy.keyword} takes files from another image, which may need glibc.`,
      'Check that they work there, and set the base image yourself.',
    )
  );
}

function sourcesOf({ flags }: Instruction): string[] {
  return flags.flatMap(({ name, value = '' }) => {
    if (name === 'from') return [value];
    return name === 'mount' ? (/(?:^|,)from=([^,]*)/.exec(value)?.slice(1) ?? []) : [];
  });
}

/** drop-npm, which runs later, leaves no shell in front of the program. */
function willBeExec({ file, project, options }: Move, stage: Stage, one: Instruction): boolean {
  if (!options.transforms.includes('drop-npm') || stage !== file.stages.at(-1)) return false;
  const start = startOf(project, stage, file.stages);
  if (start.kind !== 'replaceable' || start.instruction !== one || start.argv.includes('sh'))
    return false;
  return npmObstacle(file, stage, start, project) === undefined;
}

/** A SHELL that reads RUN, CMD, ENTRYPOINT or HEALTHCHECK and is not there. */
function shellObstacle(move: Move, stage: Stage): Declined | undefined {
  const reads = /^(?:RUN|CMD|ENTRYPOINT|HEALTHCHECK)$/;
  for (const [index, one] of stage.instructions.entries()) {
    const [shell = ''] = environmentAt(stage, index).shell ?? [];
    if (
      !reads.test(one.keyword) ||
      one.json ||
      move.target !== 'alpine' ||
      !/(?:^|\/)(?:bash|dash)$/.test(shell) ||
      willBeExec(move, stage, one)
    )
      continue;
    return decline(
      'alpine-base/bash-required',
      one,
      `SHELL lets ${shell} read this ${one.keyword}, and Alpine has none.`,
      'Use /bin/sh, or add bash to the image yourself.',
    );
  }
  return undefined;
}
