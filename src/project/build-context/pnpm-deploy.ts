import { posix } from 'node:path';
import { environmentAt, type Stage } from '../../dockerfile/index.js';
import { rememberedFor } from '../../memo.js';
import { folderOf } from '../files.js';
import { readManifest } from '../manifest.js';
import type { Project } from '../project.js';
import { workspaceOf } from '../workspaces.js';

/** A folder that `pnpm deploy` fills with one package of the workspace in which it runs. */
interface Deployed {
  readonly workspace: string;
  /** The name of the package, or `./` and its folder. */
  readonly filter: string;
  readonly out: string;
}

const command = /\bpnpm\s([^;&|\n]*)/g;
const filters = /(?:--filter|-F)(?:=|\s+)(\S+)/g;

/** The folders that RUNs of a stage deploy packages of a workspace to (pnpm.io/cli/deploy, read 2026-11). */
export const deployedIn = rememberedFor((stage: Stage): readonly Deployed[] =>
  stage.instructions.flatMap(({ keyword, line }, index) => {
    const { workdir } = environmentAt(stage, index);
    const { text } = line.joined;
    if (keyword !== 'RUN' || workdir === undefined || /\bcd\s|\s-C\s|--dir\b/.test(text)) return [];
    return [...text.matchAll(command)].flatMap(([, words = '']) => {
      const [, after] = words.split(/(?<=^|\s)deploy(?=\s)/);
      const [first, second] = [...words.matchAll(filters)].map(([, name = '']) => plain(name));
      const out = after
        ?.replace(filters, '')
        .split(/\s+/)
        .findLast((word) => /^[\w./]/.test(word));
      if (first === undefined || second !== undefined || out === undefined) return [];
      return [{ workspace: workdir, filter: first, out: posix.resolve(workdir, plain(out)) }];
    });
  }),
);

function plain(word: string): string {
  return word.replace(/^(["'])(.*)\1$/, '$2');
}

/**
 * The folder of the package that was deployed, in the image of the stage that did it.
 *
 * @param root where the build context has the package.json of the workspace
 */
export function deployedFolder(
  project: Project,
  { workspace, filter }: Deployed,
  root: string | undefined,
): string | undefined {
  const manifest = root === undefined ? undefined : readManifest(project, root);
  const members = (manifest && workspaceOf(project, manifest)?.members) ?? [];
  const folders = members
    .filter(({ name }) => name === filter)
    .map(({ path }) => posix.relative(folderOf(root ?? ''), folderOf(path)));
  const [folder] = filter.startsWith('./') ? [filter] : folders;
  return folder === undefined ? undefined : posix.join(workspace, folder);
}
