import { type Dockerfile, finalEnvironment, type Stage } from '../../../src/dockerfile/index.js';
import type { Project } from '../../../src/project/index.js';
import { type Declined, decline } from '../../../src/transform.js';
import { crossPlatform, usedElsewhere } from '../obstacles.js';
import { findIn, type GoSources } from './sources.js';

/** Users that the images of Go, Alpine and Debian have in common, and numbers. */
const commonUser = /^(?:root|nobody|\d+)(?::(?:root|\d+))?$/;
/** Packages of the standard library and beyond that read sources, modules or plugins while they run. */
const toolchainUse =
  /"go\/(?:build|importer)"|"golang\.org\/x\/tools\/go\/(?:loader|packages)|^\s*(?:import\s+)?"plugin"|\bruntime\.GOROOT\(/;

/** Why a Go file is left alone, as far as its steps do not matter. */
export function goObstacle(
  file: Dockerfile,
  stage: Stage,
  project: Project,
  sources: GoSources | undefined,
): Declined | undefined {
  const { user } = finalEnvironment(stage);
  if (user === undefined || !commonUser.test(user))
    return decline(
      'split-stages/other-user',
      stage.from,
      `The image runs as ${user ?? 'a user that a variable names'}, whom the runtime stage would not have.`,
      'Use nobody or a number.',
    );
  const use = sources && findIn(sources, toolchainUse);
  return (
    crossPlatform(stage) ??
    usedElsewhere(file, stage, project) ??
    (use &&
      decline(
        'split-stages/go-toolchain',
        stage.from,
        `${use.path}:${use.line} uses the Go toolchain or a plugin while the program runs.`,
        'Keep the toolchain in the image.',
      ))
  );
}
