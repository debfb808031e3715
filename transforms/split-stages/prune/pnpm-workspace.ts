import { chainOf, finalEnvironment } from '../../../src/dockerfile/index.js';
import { pruneCommand } from '../../../src/knowledge/npm/prune-commands.js';
import { folderOf, joinPath } from '../../../src/project/index.js';
import { type Reason, firstOf } from '../reasons.js';
import type { InstallIn } from './placed.js';

/** Whether an install of pnpm serves several packages. */
export function isPnpmWorkspace({
  step,
  provision,
}: Pick<InstallIn, 'step' | 'provision'>): boolean {
  return step.manager === 'pnpm' && provision.manifests.length > 1;
}

/** Why an install of a whole workspace by pnpm can't be pruned; a sentence. */
export function pnpmWorkspaceProblem(install: InstallIn): string | undefined {
  return isPnpmWorkspace(install) ? firstOf(pnpmObstacles, install) : undefined;
}

const otherwise =
  '"pnpm --filter NAME deploy --prod FOLDER" at the end of the builder makes a folder without them.';

/**
 * pnpm takes the links of each package away and writes those of production anew, from what is in
 * node_modules/.pnpm (run with pnpm 8.15, 9.15 and 10.20: without a store, with builds in packages, with
 * peers among the development dependencies). All that it could need beside that is an obstacle.
 */
export const pnpmObstacles: readonly Reason<InstallIn, string>[] = [
  {
    name: 'version of pnpm',
    find: ({ major }) =>
      major !== undefined && pruneCommand('pnpmWorkspace', major)
        ? undefined
        : `this version of pnpm has no proven way for a workspace. ${otherwise}`,
  },
  {
    name: 'part of a workspace',
    find: ({ step: { words } }) =>
      words.every((word) => ordinary.test(word))
        ? undefined
        : `"pnpm ${words.join(' ')}" may install a part of the workspace alone. ${otherwise}`,
  },
  {
    name: 'lockfile that may change',
    find: ({ step: { words }, provision: { lockfile } }) =>
      lockfile?.kind === 'pnpm' && words.includes('--frozen-lockfile')
        ? undefined
        : 'the install may change the lockfile. With --frozen-lockfile it is known to fit.',
  },
  { name: 'unusual node_modules', find: unusualModules },
];

const ordinary =
  /^(?:i|install|-r|--recursive|--frozen-lockfile|--offline|--prefer-offline|--ignore-scripts)$/;
/** Settings by which packages lie elsewhere than in node_modules/.pnpm, or are copied from folders (pnpm.io/settings, 2026-11). */
const unusual =
  /node[-_]?linker|virtual[-_]?store|modules[-_]?dir|(?:^|\W)symlink|shared[-_]?workspace|inject|package[-_]?import[-_]?method/i;

function unusualModules({ project, provision, stage }: InstallIn): string | undefined {
  const folder = folderOf(provision.root.path);
  const read = (name: string) => project.files.read(joinPath(folder, name) ?? '') ?? '';
  const steps = chainOf(stage)
    .flatMap(({ instructions }) => instructions)
    .map(({ keyword, line }) => (keyword === 'RUN' ? line.joined.text : ''));
  const found =
    [
      read('.npmrc'),
      read('pnpm-workspace.yaml'),
      ...steps.filter((text) => /\bconfig\s+set\b|npmrc/.test(text)),
      ...finalEnvironment(stage).scope.env().keys(),
    ].some((text) => unusual.test(text)) || /\btype: directory\b/.test(read('pnpm-lock.yaml'));
  return found
    ? `a setting lets pnpm keep packages in another way than usual. ${otherwise}`
    : undefined;
}
