import { posix } from 'node:path';
import { chainOf, type Stage } from '../../dockerfile/index.js';
import { isInstallVerb } from '../../knowledge/npm/install-verbs.js';
import { rememberedFor } from '../../memo.js';
import { foldersTo, isWithin } from '../../path-folders.js';
import { copiesOf, type Copy, folderOfCopy } from '../../project/index.js';
import { knownWords, runsIn } from '../../shell/index.js';
import { isGlobalInstall } from './globals.js';
import { managerNamed } from './managers.js';

/**
 * The folder whose node_modules has the programs of an application: its own, or one above it where
 * the same package.json is installed, or from where the modules alone are copied, as Strapi's own
 * Dockerfile does. npm looks for programs in each folder above a package, and these files set PATH besides.
 *
 * @param origin the path in the repository of a file of the image
 */
export function modulesFolder(
  stages: readonly Stage[],
  stage: Stage,
  folder: string,
  origin: (path: string) => string | undefined,
): string {
  const filled = filledFolders(stages);
  const copies = chainOf(stage).flatMap((one) => copiesOf(one, stages));
  if (filled.has(folder) || copies.some((copy) => copy && bringsFilled(copy, folder, filled)))
    return folder;
  const manifest = origin(posix.join(folder, 'package.json'));
  const copied = new Set(chainOf(stage).flatMap((one) => copiedTo(one, stages)));
  const holds = (one: string) => {
    const above = origin(posix.join(one, 'package.json'));
    return filled.has(one) && (above === manifest || (above === undefined && copied.has(one)));
  };
  return foldersTo(posix.dirname(folder)).find(holds) ?? folder;
}

/** Whether a COPY brings a folder along from where it is filled. */
function bringsFilled(copy: Copy, folder: string, filled: ReadonlySet<string>): boolean {
  const destination = folderOfCopy(copy);
  if (copy.stage === undefined || !isWithin(folder, destination)) return false;
  const below = posix.relative(destination, folder);
  return copy.sources.some((source) => filled.has(posix.join('/', source, below)));
}

/** The folders in which some stage installs packages, or to which it copies node_modules. */
const filledFolders = rememberedFor(
  (stages: readonly Stage[]): ReadonlySet<string> =>
    new Set(stages.flatMap((stage) => [...installFolders(stage), ...copiedTo(stage, stages)])),
);

/**
 * Whether a step of an image may fill the node_modules of a folder: an install, or a COPY from another
 * stage. What the host has there comes along with some builds only.
 */
export function mayFillModules(stages: readonly Stage[], stage: Stage, folder: string): boolean {
  const modules = posix.join(folder, 'node_modules');
  return chainOf(stage).some(
    (one) =>
      installFolders(one).length > 0 ||
      copiesOf(one, stages).some((copy) => copy === undefined || brings(copy, modules)),
  );
}

/** Whether a COPY from another stage may bring a folder, or parts of it. */
function brings(copy: Copy, folder: string): boolean {
  const destination = folderOfCopy(copy);
  const isAbove = isWithin(folder, destination) && !copy.sources.every(isFileName);
  return copy.stage !== undefined && (isAbove || isWithin(destination, folder));
}

function isFileName(path: string): boolean {
  return /\.\w+$/.test(posix.basename(path));
}

function installFolders(stage: Stage): string[] {
  return runsIn(stage).flatMap(({ environment: { workdir }, commands = [] }) =>
    workdir !== undefined && commands.map(knownWords).some(isInstall) ? [workdir] : [],
  );
}

/** Whether npm fills every node_modules that some stage fills. */
export function installsWithNpm(stages: readonly Stage[]): boolean {
  const installs = stages
    .flatMap((stage) => runsIn(stage))
    .flatMap(({ commands = [] }) => commands.map(knownWords).filter(isInstall));
  return installs.length > 0 && installs.every(([program]) => managerNamed(program) === 'npm');
}

/** Whether a command fills the node_modules of a folder. */
export function isInstall(words: readonly string[]): boolean {
  const manager = managerNamed(words[0]);
  if (manager === 'corepack') return isInstall(words.slice(1));
  if (manager === undefined || manager === 'npx' || isGlobalInstall(words)) return false;
  const verb = words.slice(1).find((word) => !word.startsWith('-'));
  return verb === undefined ? manager === 'yarn' : isInstallVerb(verb);
}

function copiedTo(stage: Stage, stages: readonly Stage[]): string[] {
  return copiesOf(stage, stages).flatMap((copy) => {
    const destination = copy && folderOfCopy(copy);
    return destination !== undefined && posix.basename(destination) === 'node_modules'
      ? [posix.dirname(destination)]
      : [];
  });
}

const namesFolder = /^(?:--prefix|-C|--cwd|--dir)(?:=|$)/;

/** The folder that `--prefix`, `-C` or `--cwd` names. */
export function folderOption(words: readonly string[]): string | undefined {
  const at = words.findIndex((word) => namesFolder.test(word));
  const [, inline] = /=(.*)/.exec(words[at] ?? '') ?? [];
  return at === -1 ? undefined : (inline ?? words[at + 1]);
}

/** What such an option and its folder leave of a command line that has one. */
export function withoutFolder(words: readonly string[]): readonly string[] {
  const at = words.findIndex((word) => namesFolder.test(word));
  const taken = words[at]?.includes('=') ? 1 : 2;
  return [...words.slice(0, at), ...words.slice(at + taken)];
}
