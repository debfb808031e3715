import { posix } from 'node:path';
import { cased, fittingChain } from '../../../src/layout/index.js';
import {
  type Dockerfile,
  environmentAt,
  type Instruction,
  type Stage,
} from '../../../src/dockerfile/index.js';
import { isWithin } from '../../../src/path-folders.js';
import { onDemand } from '../../../src/memo.js';
import type { Project } from '../../../src/project/index.js';
import { caution, type Finding, type Options } from '../../../src/transform.js';
import { isPosixShell } from '../../../src/shell/index.js';
import { firstOf } from '../reasons.js';
import { lastStepIndex } from '../runtime-stage/settings.js';
import { buildCachesIn } from './build-caches.js';
import { type Installed, installedIn, pruneObstacles } from './installed.js';
import { needs, runTimeOf } from './needs.js';
import { pruneStep } from './step.js';
import { siteModulesIn } from './site-modules.js';
import { strayLockfiles } from './stray-lockfile.js';

/** What takes development dependencies away at the end of a builder. */
export interface Prune {
  /** Instructions to append, as texts. */
  readonly lines: readonly string[];
  /** Why development dependencies stay in a folder. */
  readonly cautions: readonly Finding[];
}

/** Where no development dependency would go along anyway. */
export const nothingToPrune: Prune = { lines: [], cautions: [] };

/** What of a stage's installs goes to another stage. */
interface Handover {
  /** The stage whose container runs. */
  readonly runtime: Stage;
  /** The folders whose node_modules it gets. */
  readonly folders: ReadonlySet<string>;
}

/**
 * The steps that remove development dependencies once nothing builds any more, one for each folder
 * with an install (handbook B.6), where it is proven that what runs needs none of them (B.7).
 *
 * @param stage the stage that installs and builds
 * @param handover the stage that runs, where it is another one already
 */
export function pruneOf(
  file: Dockerfile,
  stage: Stage,
  project: Project,
  options: Options,
  handover?: Handover,
): Prune {
  const { runtime = stage, folders } = handover ?? {};
  const isHandedOver = ({ folder }: { readonly folder: string }): boolean =>
    folders?.has(folder) ?? true;
  const all = installedIn(file, stage, project).filter(isHandedOver);
  const removed = new Set(all.flatMap(({ provision }) => [...provision.removed]));
  const runTime = onDemand(() => runTimeOf(file, runtime, project, removed, options));
  const shell = shellObstacle(stage);
  const sites =
    shell === undefined
      ? siteModulesIn(file, stage, runtime, project, runTime).filter(isHandedOver)
      : [];
  const installed = all.filter(({ folder }) => !sites.some((one) => one.folder === folder));
  const workdir = environmentAt(stage, lastStepIndex(stage) + 1).workdir ?? '/';
  const reasons = installed.map((one) => {
    const because = firstOf(pruneObstacles, { ...one, file, stage, project }) ?? shell;
    return because === undefined
      ? firstOf(needs, { project, runTime: runTime(), provision: one.provision })
      : { because };
  });
  const free = installed
    .filter((_, index) => reasons[index] === undefined)
    .map((one) => ({ ...one, stray: strayLockfiles(one, file, stage, project) }));
  // A builder that the user wrote keeps what it keeps, but for development dependencies.
  const caches = handover || shell !== undefined ? [] : buildCachesIn(file, stage, project);
  return {
    lines: linesFor(file, stage, [
      ...sites.map(({ folder, step }) => ({
        after: step,
        commands: [removalOf(posix.join(folder, 'node_modules'), workdir)],
      })),
      ...free.map((one) => ({
        after: one.step,
        commands: pruneStep(one, stage, project, workdir, one.stray),
      })),
      ...caches.map(({ path, index }) => ({
        after: { stage, index },
        commands: [removalOf(path, workdir)],
      })),
    ]),
    cautions: [
      ...installed.flatMap((one, index) => {
        const reason = reasons[index];
        return reason ? [kept(one, reason)] : [];
      }),
      ...free.flatMap((one) => one.stray.map((name) => unfollowed(one, name))),
    ],
  };
}

function shellObstacle(stage: Stage): string | undefined {
  return isPosixShell(environmentAt(stage, lastStepIndex(stage) + 1).shell)
    ? undefined
    : 'SHELL names a shell whose language is not understood.';
}

/** What is done at the end of a builder to what an earlier step made. */
interface LastStep {
  readonly after: { readonly stage: Stage; readonly index: number };
  /** As words. */
  readonly commands: readonly (readonly string[])[];
}

/** The last steps, each as the user of the one that it is about (handbook B50). */
function linesFor(file: Dockerfile, stage: Stage, steps: readonly LastStep[]): readonly string[] {
  let { user } = environmentAt(stage, lastStepIndex(stage) + 1);
  return steps.flatMap(({ after, commands }) => {
    const run = fittingChain(file, 'RUN', commands);
    const wanted = environmentAt(after.stage, after.index).user ?? user;
    if (wanted === user || user === 'root') return [run];
    user = wanted;
    return [`${cased(file, 'USER')} ${wanted}`, run];
  });
}

function removalOf(path: string, workdir: string): readonly string[] {
  return ['rm', '-rf', isWithin(path, workdir) ? posix.relative(workdir, path) : path];
}

/** The image has other versions than those of the lockfile, before as after. */
function unfollowed({ step, folder }: Installed, name: string): Finding {
  const call = [step.program, ...step.words].join(' ');
  return caution(
    'split-stages/lockfile-not-followed',
    step.run,
    `"${call}" did not go by ${posix.join(folder, name)}, so npm prune does without it.`,
    {
      advice: `Copy ${name} together with package.json, keep it up to date, and install with npm ci.`,
    },
  );
}

function kept(
  { step, provision, folder }: Installed,
  { because, name }: { readonly because: string; readonly name?: string },
): Finding {
  const at: Instruction = step.run;
  const where = posix.join(folder, 'package.json');
  if (name === undefined)
    return caution(
      'split-stages/no-prune',
      at,
      `The development dependencies of ${where} stay in the image: ${because}`,
    );
  const others = provision.removed.size > 1 ? ', so that the others can be removed' : '';
  return caution(
    'split-stages/dev-dependency-used',
    at,
    `The development dependencies of ${where} stay in the image: ${because}`,
    {
      advice: `Move "${name}" to the dependencies of ${provision.root.path}${others}.`,
    },
  );
}
