import { posix } from 'node:path';
import { mountsOf, type Stage } from '../../../src/dockerfile/index.js';
import { pruneCommand } from '../../../src/knowledge/npm/prune-commands.js';
import { isWithin } from '../../../src/path-folders.js';
import { joinPath, folderOf, type Project } from '../../../src/project/index.js';
import type { Installed } from './installed.js';
import { carriedOptions } from '../../../src/installs/index.js';
import { isPnpmWorkspace } from './pnpm-workspace.js';

/** The commands of the RUN that prunes a folder, as words (handbook B40, B48, B51). */
export function pruneStep(
  { folder, step, major = 0, provision }: Installed,
  stage: Stage,
  project: Project,
  workdir: string,
  stray: readonly string[],
): readonly (readonly string[])[] {
  const whose = isPnpmWorkspace({ step, provision }) ? 'pnpmWorkspace' : step.manager;
  const command = whose === 'bun' ? undefined : pruneCommand(whose, major);
  const words = (command?.words ?? '')
    .split(' ')
    .filter((word) => word !== '--frozen-lockfile' || (provision.lockfile && isFrozen(step.words)));
  const whole =
    step.manager === 'yarn' && major > 1 && provision.manifests.length > 1 ? ['--all'] : [];
  const options = new Set([
    ...carriedOptions(step.words),
    ...removedSettings(stage, project, provision.root.path),
  ]);
  const prune = [
    ...(command?.variable === undefined ? [] : [command.variable]),
    step.program,
    ...words,
    ...whole,
    ...[...options].filter((word) => !words.includes(word)),
  ];
  const path = isWithin(folder, workdir) ? posix.relative(workdir, folder) : folder;
  const [first = [], ...rest] = [
    ...(folder === workdir ? [] : [['cd', path]]),
    // Without one npm goes by what is installed, and writes another.
    ...(stray.length === 0 ? [] : [['rm', '-f', ...stray]]),
    prune,
  ];
  return [[...mounts(step), ...first], ...rest];
}

/** An install that may change the lockfile says nothing of whether the one beside it is up to date. */
function isFrozen(words: readonly string[]): boolean {
  return words.some((word) => /^--(?:frozen-lockfile|immutable)(?:=true)?$/.test(word));
}

/** What is in a cache mount is in no layer: a prune that reads it needs the mount, too. */
function mounts({ manager, run }: Installed['step']): readonly string[] {
  return manager === 'npm' ? [] : mountsOf(run).map(({ flag }) => `--mount=${flag.value ?? ''}`);
}

/** Settings of an .npmrc that a step has removed by then. */
function removedSettings(stage: Stage, project: Project, manifest: string): readonly string[] {
  const gone = stage.instructions.some(
    ({ keyword, argument }) => keyword === 'RUN' && /\brm\s[^;&|]*\.npmrc\b/.test(argument),
  );
  const written = stage.instructions
    .filter(({ keyword, argument }) => keyword === 'RUN' && argument.includes('.npmrc'))
    .map(({ argument }) => argument);
  const own = project.files.read(joinPath(folderOf(manifest), '.npmrc') ?? '') ?? '';
  return gone && [own, ...written].some((text) => /legacy-peer-deps\s*=\s*true/.test(text))
    ? ['--legacy-peer-deps']
    : [];
}
