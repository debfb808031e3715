import { posix } from 'node:path';
import { type Dockerfile, environmentAt, type Instruction, type Stage } from '../../src/dockerfile/index.js';
import { applicationIn, findInSources, originOf, type Project } from '../../src/project/index.js';
import { commandsOf } from '../../src/shell/index.js';
import { type Declined, decline } from '../../src/transform.js';
import { type Deed, type Effect, isWithin, type Site } from './effects.js';
import { effectsOf } from './run-reader.js';

/** What the RUNs of a stage do, as far as a split asks. */
export interface Steps {
  /** Something is made out of the sources (handbook B21). */
  readonly builds: boolean;
  /** Tools that only a build needs are installed (handbook B23). */
  readonly toolchain: boolean;
  /** Names of programs that stay in the builder: global installs and compilers. */
  readonly left: readonly string[];
  /** RUNs on system packages alone: the runtime stage repeats them (handbook B24, B25). */
  readonly packages: readonly Instruction[];
  /** The first step that may matter at run time in a way that can't be told. */
  readonly obstacle?: Declined;
}

interface ReadRun {
  readonly run: Instruction;
  readonly effects: readonly Effect[];
  readonly obstacle?: Declined;
}

const advice = 'Keep what the container needs below the application\'s folder, or split this file by hand.';

/** Reads every RUN of a stage. */
export function stepsOf(file: Dockerfile, stage: Stage, project: Project, root: string): Steps {
  const read = stage.instructions.flatMap((run, index) => (run.keyword === 'RUN' ? [readRun(run, siteOf(file, stage, index, project, root))] : []));
  const effects = read.flatMap((one) => one.effects);
  const packages = repeated(read);
  const obstacle = read.find((one) => one.obstacle)?.obstacle ?? (Array.isArray(packages) ? undefined : (packages as Declined));
  return {
    builds: effects.some(({ does }) => does === 'build'),
    toolchain: effects.some(({ does }) => does === 'toolchain'),
    left: effects.filter(({ does }) => does === 'globals' || does === 'toolchain').flatMap(({ names = [] }) => names),
    packages: Array.isArray(packages) ? (packages as Instruction[]) : [],
    ...(obstacle && { obstacle }),
  };
}

function siteOf(file: Dockerfile, stage: Stage, index: number, project: Project, root: string): Site {
  const environment = environmentAt(stage, index);
  const textOf = (path: string): string | undefined => {
    const origin = originOf(project, stage, file.stages, path);
    return origin === undefined ? undefined : project.files.read(origin);
  };
  const manifestIn = (folder: string) => applicationIn(project, stage, file.stages, folder)?.manifest;
  return { root, folders: environment.workdir === undefined ? [] : [environment.workdir], environment, manifestIn, textOf, startsPython: startsPython(project) };
}

const pythonPackages = /^(?:python-shell|pythonia|youtube-dl-exec|yt-dlp-\w+|@distube\/yt-dlp|node-calls-python)$/;

/** Whether the sources or a dependency of the project start python while they run. */
function startsPython(project: Project): boolean {
  const { context } = project;
  if (context === undefined) return false;
  const manifest = project.files.read(posix.join(context, 'package.json')) ?? '';
  const named = [...manifest.matchAll(/"([^"\s]+)"\s*:/g)].some(([, name = '']) => pythonPackages.test(name));
  return named || findInSources(project, context, /\b(?:spawn|exec|execFile|fork|execa)(?:Sync)?\s*\(\s*['"`]python/) !== undefined;
}

function readRun(run: Instruction, site: Site): ReadRun {
  const commands = commandsOf(run, site.environment);
  // The redirection of a group belongs to no single command.
  if (!commands || (!run.json && /(?:[)}]|\bdone|\bfi)\s*\d*>/.test(run.argument)))
    return { run, effects: [], obstacle: decline('split-stages/unread-run', run, 'This RUN can\'t be read as plain shell, so nothing is known of what it does.') };
  const background = !run.json && /[^&]&\s*$/.test(run.argument);
  const service: Effect[] = background ? [{ does: 'obstacle', rule: 'service-in-run', why: 'This RUN starts a program in the background.' }] : [];
  const effects = [...effectsOf(commands, site), ...service];
  const problem = effects.find(({ does }) => does === 'obstacle');
  const obstacle = mountObstacle(run, site.root) ?? (problem && decline(`split-stages/${problem.rule}`, run, problem.why ?? '', advice));
  return { run, effects, ...(obstacle && { obstacle }) };
}

function has({ effects }: ReadRun, ...deeds: readonly Deed[]): boolean {
  return effects.some(({ does }) => deeds.includes(does));
}

/**
 * The RUNs that the runtime stage needs again: those that install packages, with what they rest on
 * above them: package lists and sources. A RUN can only be repeated as a whole.
 */
function repeated(all: readonly ReadRun[]): readonly Instruction[] | Declined {
  const last = all.findLastIndex((one) => has(one, 'packages'));
  const lists = all.some((one) => has(one, 'packages') && !has(one, 'lists'));
  const wanted = all.slice(0, last + 1).filter((one) => has(one, 'packages', 'sources') || (lists && has(one, 'lists')));
  const mixed = wanted.find((one) => has(one, 'files', 'dependencies', 'build', 'globals') || ofThisBuild(one.run));
  if (mixed) return decline('split-stages/system-packages', mixed.run, 'This RUN installs system packages that may be needed at run time, and does other things, too.', 'Give the packages a RUN of their own.');
  return wanted.map(({ run }) => run);
}

/** Whether a RUN uses files or secrets of the build, which the runtime stage does not have (handbook A73). */
function ofThisBuild({ flags }: Instruction): boolean {
  return flags.some(({ name, value = '' }) => name === 'mount' && !/type=(?:cache|tmpfs)/.test(value));
}

/** Files in a cache mount are in no layer (handbook A72); caches of build tools are not missed. */
function mountObstacle(run: Instruction, root: string): Declined | undefined {
  const mounts = run.flags.filter(({ name, value = '' }) => name === 'mount' && /type=(?:cache|tmpfs)/.test(value));
  const inside = mounts.find(({ value = '' }) => {
    const target = /(?:^|,)(?:target|dst|destination)=([^,]*)/.exec(value)?.[1] ?? '';
    const isToolCache = /(?:^|\/)(?:\.?cache|\.npm|\.nx|\.parcel-cache|\.pnpm-store|\.turbo)(?:\/|$)/.test(target);
    return !isToolCache && (!target.startsWith('/') || isWithin(target, root));
  });
  return inside && decline('split-stages/cache-mount-output', run, 'A cache mount lies in the application\'s folder; what it holds is in no layer.', 'Mount the package manager\'s cache instead, such as /root/.npm.');
}
