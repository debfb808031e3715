import { type Dockerfile, type Instruction, type Stage } from '../../src/dockerfile/index.js';
import type { Project } from '../../src/project/index.js';
import { commandsOf } from '../../src/shell/index.js';
import { type Declined, decline } from '../../src/transform.js';
import { type Deed, type Effect, isWithin, type Site } from './effects.js';
import { effectsOf } from './run-reader.js';
import { siteOf } from './site.js';

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

/** What a RUN that could not be told says where it builds. */
const buildWords = /\b(?:build|bundle|compile|dist|prod|production|tsc|webpack)\b/;
const advice =
  "Keep what the container needs below the application's folder, or split this file by hand.";

/** Reads every RUN of a stage. */
export function stepsOf(file: Dockerfile, stage: Stage, project: Project, root: string): Steps {
  const read = stage.instructions.flatMap((run, index) =>
    run.keyword === 'RUN' ? [readRun(run, siteOf(file, stage, index, project, root))] : [],
  );
  const effects = read.flatMap((one) => one.effects);
  const packages = repeated(read);
  const obstacle =
    read.find((one) => one.obstacle)?.obstacle ??
    (Array.isArray(packages) ? undefined : (packages as Declined));
  return {
    builds:
      effects.some(({ does }) => does === 'build') ||
      read.some((one) => one.obstacle && buildWords.test(one.run.argument)),
    toolchain: effects.some(({ does }) => does === 'toolchain'),
    left: effects
      .filter(({ does }) => does === 'globals' || does === 'toolchain')
      .flatMap(({ names = [] }) => names),
    packages: Array.isArray(packages) ? (packages as Instruction[]) : [],
    ...(obstacle && { obstacle }),
  };
}

function readRun(run: Instruction, site: Site): ReadRun {
  const commands = commandsOf(run, site.environment);
  // The redirection of a group belongs to no single command.
  if (!commands || (!run.json && /(?:[)}]|\bdone|\bfi)\s*\d*>/.test(run.argument)))
    return {
      run,
      effects: [],
      obstacle: decline(
        'split-stages/unread-run',
        run,
        "This RUN can't be read as plain shell, so nothing is known of what it does.",
      ),
    };
  const effects = [...effectsOf(commands, site), ...(hasBackground(run) ? [service] : [])];
  const problem = effects.find(({ does }) => does === 'obstacle');
  const obstacle =
    mountObstacle(run, site.root) ??
    (problem && decline(`split-stages/${problem.rule}`, run, problem.why ?? '', advice));
  return { run, effects, ...(obstacle && { obstacle }) };
}

/** Whether a lone `&` stands anywhere in a RUN, groups included. */
function hasBackground({ json, argument }: Instruction): boolean {
  return !json && /(?<![&<>|\d])&(?![&>\d])/.test(argument.replace(/'[^']*'|"[^"]*"|\\./g, ''));
}

const service: Effect = {
  does: 'obstacle',
  rule: 'service-in-run',
  why: 'This RUN starts a program in the background.',
};

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
  const wanted = all
    .slice(0, last + 1)
    .filter((one) => has(one, 'packages', 'sources') || (lists && has(one, 'lists')));
  const mixed = wanted.find(
    (one) => has(one, 'files', 'dependencies', 'build', 'globals') || ofThisBuild(one.run),
  );
  if (mixed)
    return decline(
      'split-stages/system-packages',
      mixed.run,
      'This RUN installs system packages that may be needed at run time, and does other things, too.',
      'Give the packages a RUN of their own.',
    );
  return wanted.map(({ run }) => run);
}

/** Whether a RUN uses files or secrets of the build, which the runtime stage does not have (handbook A73). */
function ofThisBuild({ flags }: Instruction): boolean {
  return flags.some(
    ({ name, value = '' }) => name === 'mount' && !/type=(?:cache|tmpfs)/.test(value),
  );
}

/** Files in a cache mount are in no layer (handbook A72); caches of build tools are not missed. */
function mountObstacle(run: Instruction, root: string): Declined | undefined {
  const mounts = run.flags.filter(
    ({ name, value = '' }) => name === 'mount' && /type=(?:cache|tmpfs)/.test(value),
  );
  const inside = mounts.find(({ value = '' }) => {
    const target = /(?:^|,)(?:target|dst|destination)=([^,]*)/.exec(value)?.[1] ?? '';
    const isToolCache =
      /(?:^|\/)(?:\.?cache|\.npm|\.nx|\.parcel-cache|\.pnpm-store|\.turbo)(?:\/|$)/.test(target);
    return !isToolCache && (!target.startsWith('/') || isWithin(target, root));
  });
  return (
    inside &&
    decline(
      'split-stages/cache-mount-output',
      run,
      "A cache mount lies in the application's folder; what it holds is in no layer.",
      "Mount the package manager's cache instead, such as /root/.npm.",
    )
  );
}
