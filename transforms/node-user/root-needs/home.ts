import { startedScripts, startOf, servicesOf } from '../../../src/command/index.js';
import {
  environmentAt,
  finalEnvironment,
  type Instruction,
  instructionsOf,
  type Stage,
} from '../../../src/dockerfile/index.js';
import { isWithin } from '../../../src/path-folders.js';
import {
  fillsModules,
  documentedRuns,
  folderOf,
  joinPath,
  manifestIn,
  programApplications,
  volumeOf,
} from '../../../src/project/index.js';
import { type Declined, decline } from '../../../src/transform.js';
import { isRoot } from '../account.js';
import { installerNeed, packageCacheNeed } from './home-tools.js';
import { copiesIn } from '../folders.js';
import type { Subject } from './index.js';
import { declaredVolumes } from '../volumes.js';

/** What the container finds below root's home, which node can't enter (handbook D.6). */
export function homeNeed(subject: Subject): Declined | undefined {
  return (
    homeUse(subject) ??
    installerNeed(subject) ??
    packageCacheNeed(subject) ??
    managerNeed(subject) ??
    storeNeed(subject)
  );
}

function homeUse(subject: Subject): Declined | undefined {
  const found =
    variableInHome(subject.stage) ??
    mountInHome(subject) ??
    copyInHome(subject) ??
    gitInHome(subject.stage) ??
    settingsInHome(subject.stage);
  if (found === undefined) return undefined;
  const because = `${found} lies below /root, which node can't enter.`;
  return decline(
    'node-user/home-cache',
    subject.stage.from,
    because,
    found === ofGit
      ? 'Write it to /etc/gitconfig, which is everybody’s.'
      : 'Move it to a folder that node may use.',
  );
}

const ofGit = 'The configuration of git';
const inHome = /(?:^|[=:\s"'])(?:\/root|~|\$HOME|\$\{HOME\})(?=[/\s:"']|$)/;

function variableInHome(stage: Stage): string | undefined {
  const found = instructionsOf(stage, 'ENV').find(({ argument }) => inHome.test(argument));
  return found && `What ENV ${found.argument.split(/[\s=]/, 1)[0]} names`;
}

function mountInHome({ file, stage, project }: Subject): string | undefined {
  const composed = servicesOf(project, file).flatMap(({ volumes }) => volumes.map(volumeOf));
  const documented = documentedRuns(project).flatMap(({ volumes }) => volumes);
  const mounts = [...composed, ...documented].map(({ target }) => target);
  const paths = [...declaredVolumes(stage).map(({ path }) => path), ...mounts];
  const path = paths.find((one) => isWithin(one, '/root'));
  return path === undefined ? undefined : `The volume ${path}`;
}

/** Keys and settings copied to /root, unless a RUN takes them away again. */
function copyInHome({ file, stage }: Subject): string | undefined {
  const copies = copiesIn(stage, file.stages).filter(({ destination }) =>
    isWithin(destination, '/root'),
  );
  const removed = (path: string): boolean =>
    stage.instructions.some(
      ({ keyword, argument }) =>
        keyword === 'RUN' &&
        /\brm\b/.test(argument) &&
        (argument.includes(path) || argument.includes(path.replace('/root', '~'))),
    );
  const copy = copies.find(
    ({ destination }) => !removed(destination) && !destination.endsWith('.npmrc'),
  );
  return copy && `The copy to ${copy.destination}`;
}

/** Who git commits as: a build commits nothing, so it is for the program. */
function gitInHome(stage: Stage): string | undefined {
  const identity = /\bgit\s+config\s+--global\s+(?:--add\s+)?(?:user|credential)\./;
  const found = instructionsOf(stage, 'RUN').some(({ argument }) => identity.test(argument));
  return found ? ofGit : undefined;
}

const homeSettings =
  /(?<![\w.])(?:~|\/root|\$HOME|\$\{HOME\})\/\.ssh\b|\bgit\s+config\s+--global\s/g;
/** What reads keys, known hosts and settings in a build, or takes them away again. */
const connects =
  /(?<![\w./-])(?:git(?!\s+config\b)|npm|yarn|pnpm|bun|pip3?|composer|bower|go|ssh|scp|sftp|rsync)\s|\brm\s[^;&|]{0,200}(?:\.ssh|\.gitconfig|\/root|~)/;

/** What root tells ssh and git, and no step below asks for, is there for the program. */
function settingsInHome(stage: Stage): string | undefined {
  const { instructions } = stage;
  const last = instructions.findLastIndex(
    ({ keyword, argument }, index) =>
      keyword === 'RUN' && /\.ssh\b|\bgit\s+config\b/.test(argument) && isRootsHome(stage, index),
  );
  const { argument = '' } = instructions[last] ?? {};
  const found = [...argument.matchAll(homeSettings)].at(-1);
  if (!found) return undefined;
  const { index: place } = found;
  const command = Math.max(argument.lastIndexOf('&', place), argument.lastIndexOf(';', place), 0);
  const below = instructions.slice(last + 1).filter(({ keyword }) => keyword === 'RUN');
  const rest = [argument.slice(command), ...below.map((one) => one.argument)];
  if (rest.some((text) => connects.test(text))) return undefined;
  return found[0].startsWith('git') ? ofGit : 'What RUN writes to ~/.ssh';
}

function isRootsHome(stage: Stage, index: number): boolean {
  const { user, scope } = environmentAt(stage, index);
  return user !== undefined && isRoot(user) && (scope.variable('HOME') ?? '/root') === '/root';
}

const managerInScript = /(?:^|[;&|]|\b(?:do|exec|if|then)\s)\s{0,9}(?:pnpm|yarn)\s/m;

/** A pnpm or yarn that corepack fetched for root: node would fetch it again at each start. */
function managerNeed(subject: Subject): Declined | undefined {
  const { file, stage, project } = subject;
  const caller = managerCaller(subject);
  if (!caller) return undefined;
  const pinned = manifestIn(project, stage, file.stages)?.packageManager !== undefined;
  const shared = finalEnvironment(stage).scope.variable('COREPACK_HOME') !== null;
  if (
    shared ||
    !(pinned || file.stages.some(({ instructions }) => instructions.some(usesCorepack)))
  )
    return undefined;
  const because = "The package manager was prepared in root's home, which node can't enter.";
  const advice = 'Start the program itself, or set COREPACK_HOME to a shared folder.';
  return decline('node-user/home-cache', caller, because, advice);
}

/** ENTRYPOINT or CMD, where it calls pnpm or yarn, or a script does that it starts. */
function managerCaller({ file, stage, project }: Subject): Instruction | undefined {
  const start = startOf(project, stage, file.stages);
  const caller = start.kind === 'direct' ? undefined : start.instruction;
  if (caller && /\b(?:pnpm|yarn)\b/.test(caller.argument)) return caller;
  return startedScripts(project, stage, file.stages).find(({ text = '' }) =>
    managerInScript.test(text),
  )?.instruction;
}

function usesCorepack({ keyword, argument }: Instruction): boolean {
  return keyword === 'RUN' && /\bcorepack\b/.test(argument);
}

/** Packages that stay in a store below the home of who installed them, and are only linked from it. */
function storeNeed({ file, stage, project }: Subject): Declined | undefined {
  const { lockfile, manifest } =
    programApplications(project, stage, file.stages).find((one) => one.lockfile) ?? {};
  if (!lockfile) return undefined;
  const read = (name: string): string =>
    project.files.read(joinPath(folderOf(lockfile.path), name) ?? '') ?? '';
  const linked =
    lockfile.kind === 'pnpm' &&
    /^enableGlobalVirtualStore:\s*true\b/m.test(read('pnpm-workspace.yaml'));
  const settings = read('.yarnrc.yml');
  const archives =
    lockfile.kind === 'yarn-berry' &&
    !fillsModules(settings) &&
    !/^yarn@[23]\b/.test(manifest?.packageManager ?? '') &&
    !/^(?:enableGlobalCache:\s*false|cacheFolder:|yarnPath:.*\/yarn-[23]\.)/m.test(settings);
  if (!linked && !archives) return undefined;
  const because = `${linked ? 'pnpm' : 'Yarn'} leaves the packages below root's home and links them from there, where node can't enter.`;
  const advice = linked
    ? 'Set "enableGlobalVirtualStore: false" in pnpm-workspace.yaml.'
    : 'Set "nodeLinker: node-modules" or "enableGlobalCache: false" in .yarnrc.yml.';
  return decline('node-user/home-cache', stage.from, because, advice);
}
