import { type Dockerfile, finalEnvironment, type Stage } from '../../../src/dockerfile/index.js';
import type { Project } from '../../../src/project/index.js';
import { type Declined, decline } from '../../../src/transform.js';
import { crossPlatform, usedElsewhere } from '../obstacles/stages.js';
import type { Reason } from '../reasons.js';
import { findIn, type GoSources } from './sources.js';

/** Users that the images of Go, Alpine and Debian have in common, and numbers. */
const commonUser = /^(?:root|nobody|\d+)(?::(?:root|\d+))?$/;
/** Packages of the standard library and beyond that read sources, modules or plugins while they run. */
const toolchainUse =
  /"go\/(?:build|importer)"|"golang\.org\/x\/tools\/go\/(?:loader|packages)|^\s*(?:import\s+)?"plugin"|\bruntime\.GOROOT\(/;

/** A stage that compiles a Go program, and what is known of it. */
interface Subject {
  readonly file: Dockerfile;
  readonly stage: Stage;
  readonly project: Project;
  readonly sources: GoSources | undefined;
}

/** Why a Go file is left alone, as far as its steps do not matter. */
export const goObstacles: readonly Reason<Subject, Declined>[] = [
  { name: 'user', find: ({ stage }) => otherUser(stage) },
  { name: 'processor', find: ({ stage }) => crossPlatform(stage) },
  {
    name: 'built by name',
    find: ({ file, stage, project }) => usedElsewhere(file, stage, project),
  },
  { name: 'toolchain', find: ({ stage, sources }) => sources && usesToolchain(stage, sources) },
];

function otherUser(stage: Stage): Declined | undefined {
  const { user } = finalEnvironment(stage);
  return user !== undefined && commonUser.test(user)
    ? undefined
    : decline(
        'split-stages/other-user',
        stage.from,
        `The image runs as ${user ?? 'a user that a variable names'}, whom the runtime stage would not have.`,
        'Use nobody or a number.',
      );
}

function usesToolchain({ from }: Stage, sources: GoSources): Declined | undefined {
  const use = findIn(sources, toolchainUse);
  return (
    use &&
    decline(
      'split-stages/go-toolchain',
      from,
      `${use.path}:${use.line} uses the Go toolchain or a plugin while the program runs.`,
      'Keep the toolchain in the image.',
    )
  );
}
