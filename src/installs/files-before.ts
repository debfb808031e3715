import { posix } from 'node:path';
import {
  copyAt,
  fromContext,
  isCopy,
  isIgnored,
  originOf,
  originThrough,
  type Project,
} from '../project/index.js';
import { chainOf, type Dockerfile, type Instruction, type Stage } from '../dockerfile/index.js';

/**
 * Tells of a path whether a file lies there when an instruction of a stage runs: one that was copied
 * from the build context is there, and what nothing copies, mounts or makes is not.
 *
 * @returns undefined where that can't be told
 */
export function filesBefore(
  project: Project,
  { stages }: Dockerfile,
  stage: Stage,
  index: number,
): (path: string) => boolean | undefined {
  return (path) => {
    if (project.context === undefined) return undefined;
    if (isCopied(project, stages, stage, index, path)) return true;
    const before = [
      ...chainOf(stage)
        .slice(0, -1)
        .flatMap((one) => one.instructions),
      ...stage.instructions.slice(0, index),
    ];
    const known =
      originOf(project, stage, stages, path) === undefined &&
      !stage.instructions[index]?.flags.some(({ name }) => name === 'mount') &&
      !before.some((one) => mayMake(one, path)) &&
      stage.instructions
        .slice(0, index)
        .every((one, at) => !isCopy(one) || copyAt(stage, at, stages));
    return known ? false : undefined;
  };
}

/** Whether a COPY before an instruction, or the stage that this one goes on from, brings a file. */
export function isCopied(
  project: Project,
  stages: readonly Stage[],
  stage: Stage,
  index: number,
  path: string,
): boolean {
  const inherited = stage.base && originOf(project, stage.base, stages, path);
  return (
    isInContext(project, inherited) ||
    stage.instructions.slice(0, index).some((_, at) => isCopiedAt(project, stages, stage, at, path))
  );
}

/** Whether a COPY of a stage from an index on brings a file. */
export function isCopiedFrom(
  project: Project,
  stages: readonly Stage[],
  stage: Stage,
  index: number,
  path: string,
): boolean {
  return lastCopyOf(project, stages, stage, path) >= index;
}

/** The index of the last COPY of a stage that brings a file; -1 where none does. */
export function lastCopyOf(
  project: Project,
  stages: readonly Stage[],
  stage: Stage,
  path: string,
): number {
  return stage.instructions.findLastIndex((_, at) => isCopiedAt(project, stages, stage, at, path));
}

function isCopiedAt(
  project: Project,
  stages: readonly Stage[],
  stage: Stage,
  at: number,
  path: string,
): boolean {
  const one = stage.instructions[at];
  const copy = one && isCopy(one) ? copyAt(stage, at, stages) : undefined;
  return copy !== undefined && isInContext(project, originThrough(project, copy, stages, path));
}

function isInContext(project: Project, origin: string | undefined): boolean {
  return origin !== undefined && !isIgnored(project, fromContext(project, origin));
}

/** A RUN that names the file, or that may write a lockfile. */
function mayMake({ keyword, line }: Instruction, path: string): boolean {
  const { text } = line.joined;
  return (
    keyword === 'RUN' &&
    (text.includes(posix.basename(path)) ||
      (/\b(?:npm|pnpm|yarn|bun)\s/.test(text) &&
        !/\s(?:-g|--global|--location=global|global|config|set)\b/.test(text)))
  );
}
