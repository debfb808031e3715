import {
  type Dockerfile,
  type Instruction,
  instructionsOf,
  nodeTagOf,
  rootOf,
  type Stage,
} from '../dockerfile/index.js';
import { npmRange } from '../knowledge/images/node-releases.js';
import { pnpmOfLockfile } from '../knowledge/npm/pnpm-lockfiles.js';
import { rememberedFor } from '../memo.js';
import { applicationIn, joinPath, folderOf, type Project } from '../project/index.js';
import type { ModulesStep } from './modules-steps.js';

/** The major of the package manager that installs in a step; undefined where it can't be told. */
export function installerMajor(
  file: Dockerfile,
  stage: Stage,
  project: Project,
  { manager, folder = '/', program }: ModulesStep,
): number | undefined {
  const named = majorIn(program, manager) ?? (manager === 'bun' ? 1 : undefined);
  if (named !== undefined) return named;
  if (manager === 'npm') return npmMajor(stage);
  const { manifest, lockfile } = applicationIn(project, stage, file.stages, folder) ?? {};
  const told = majorIn(manifest?.packageManager ?? '', manager) ?? installedMajor(stage, manager);
  if (told !== undefined) return told;
  const text = project.files.read(lockfile?.path ?? '') ?? '';
  if (manager === 'pnpm')
    return pnpmOfLockfile(text) ?? (isNewest(stage, manager) ? 10 : undefined);
  if (lockfile?.kind === 'yarn-berry') return berryMajor(project, lockfile.path);
  return manifest && project.files.has(joinPath(folderOf(manifest.path), '.yarnrc.yml') ?? '')
    ? undefined
    : 1;
}

/** `pnpm@9.1.0` names its major. */
function majorIn(text: string, manager: string): number | undefined {
  const found = new RegExp(String.raw`\b${manager}@v?(\d+)`).exec(text)?.[1];
  return found === undefined ? undefined : Number(found);
}

/** What `npm install -g pnpm@9` and `corepack prepare` put into the image. */
function installedMajor(stage: Stage, manager: string): number | undefined {
  return installedMajors(stage).get(manager);
}

const installable = ['npm', 'pnpm', 'yarn', 'bun'];

const installedMajors = rememberedFor((stage: Stage): ReadonlyMap<string, number> => {
  const found = new Map<string, number>();
  for (const { argument } of runsOf(stage))
    for (const manager of installable) {
      const major = argument.includes('@') ? majorIn(argument, manager) : undefined;
      if (major !== undefined) found.set(manager, major);
    }
  return found;
});

/** `npm install -g pnpm` takes the newest one. */
function isNewest(stage: Stage, manager: string): boolean {
  const install = new RegExp(String.raw`\bnpm\s[^;&|]*\s${manager}(?:@latest)?(?=$|[\s;&|])`);
  return runsOf(stage).some(({ argument }) => install.test(argument));
}

const runsOf = rememberedFor((stage: Stage): readonly Instruction[] =>
  instructionsOf(stage, 'RUN'),
);

/** The npm of the image, or the one that a step puts in its place. */
function npmMajor(stage: Stage): number | undefined {
  const own = installedMajor(stage, 'npm');
  if (own !== undefined) return own;
  const tag = nodeTagOf(rootOf(stage));
  const range = tag?.major === undefined ? undefined : npmRange(tag.major);
  if (!range) return undefined;
  // An exact release may carry any npm of its line: the older one is understood by all of them.
  return Number.parseInt(tag?.exact === undefined ? range.last : range.first, 10);
}

/** Only a release in the repository tells the version; 2 and 3 need a plug-in to leave anything out. */
function berryMajor(project: Project, lockfile: string): number | undefined {
  const settings = project.files.read(joinPath(folderOf(lockfile), '.yarnrc.yml') ?? '') ?? '';
  const release = /yarn-(\d+)\.[\w.-]+\.cjs/.exec(settings)?.[1];
  return release === undefined ? undefined : Number(release);
}
