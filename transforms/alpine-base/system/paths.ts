import {
  type Dockerfile,
  filesFrom,
  type Instruction,
  propertiesOf,
  type Stage,
} from '../../../src/dockerfile/index.js';
import { rememberedFor } from '../../../src/memo.js';
import { type Declined, decline } from '../../../src/transform.js';
import type { Demand } from '../demands.js';
import type { Move } from '../move.js';
import { systemPath, systemPathDemands } from '../presence.js';

const library =
  /LD_PRELOAD|LD_LIBRARY_PATH|(?:\/usr)?\/lib\/(?:x86_64|aarch64|arm)[\w-]*-linux-gnu|ld-linux[\w-]*\.so|\/usr\/lib\/jvm|debian-openssl/;
/** Settings that compile what has a binary. */
const fromSource = /^npm_config_build_from_source$/i;

/** What ENV and COPY of a stage take for granted that the target does not have. */
export function* pathDemands(move: Move, stage: Stage): Iterable<Demand> {
  const inTheWay =
    libraryObstacle(stage) ?? settingObstacle(move, stage) ?? foreignCopy(move.file, stage);
  if (inTheWay) yield inTheWay;
  yield* settingDemands(move, stage);
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

/** What ENV and ARG of a stage set, quotes taken off. */
const settingsIn = rememberedFor(
  ({ instructions }: Stage): readonly { at: Instruction; name: string; value?: string }[] =>
    instructions
      .filter(({ keyword }) => keyword === 'ENV' || keyword === 'ARG')
      .flatMap((at) =>
        (propertiesOf(at) ?? []).map(({ name, value }) => ({
          at,
          name,
          ...(value !== undefined && { value: value.replace(/^(["'])(.*)\1$/, '$2') }),
        })),
      ),
);

function settingObstacle({ target }: Move, stage: Stage): Declined | undefined {
  const compiling = settingsIn(stage).find(
    ({ name, value }) => fromSource.test(name) && value !== 'false',
  );
  return (
    compiling &&
    decline(
      'alpine-base/needs-toolchain',
      compiling.at,
      `${compiling.name} lets packages compile, and the ${target} image has no compiler.`,
      'Do without the setting, or set the base image yourself.',
    )
  );
}

/** Programs that ENV names by their path; every step below and the container may run them. */
function* settingDemands(move: Move, stage: Stage): Iterable<Demand> {
  for (const { at, name, value } of settingsIn(stage))
    if (value !== undefined && systemPath.test(value))
      yield* systemPathDemands(
        move,
        { stage, at, inContainer: false },
        value,
        `${name} names ${value}`,
      );
}

/** Programs from images that are not known may be made for glibc, or need libraries of the full image. */
function foreignCopy(file: Dockerfile, stage: Stage): Declined | undefined {
  const names = namesOf(file);
  const foreign = (one: Instruction): boolean =>
    filesFrom(one).some((source) => !names.has(source.toLowerCase()));
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

/** By what COPY may name the stages of a file. */
const namesOf = rememberedFor(
  ({ stages }: Dockerfile) =>
    new Set(stages.flatMap(({ name, index }) => [name?.toLowerCase(), String(index)])),
);
