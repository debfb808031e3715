import { type Dockerfile, erase, mountsOf } from '../../../src/dockerfile/index.js';
import { type Edit, isPartOf, type Span } from '../../../src/edits.js';
import { type Condition, conditionOf, type Link } from '../../../src/shell/index.js';
import { isToolchain } from '../../../src/knowledge/system/toolchain.js';
import type { Added, Named } from './installs.js';
import { separatorAfter } from './separator.js';
import { isRefusal, type Refusal, refusal } from './names.js';
import type { Plan } from './plan.js';
import { planOf } from './planner.js';
import { removal } from './removal.js';
import { idled } from './rewriter.js';
import { mirrorsIn } from './sources.js';
import type { Step } from './step.js';
import type { System } from './system.js';

/** A RUN that does by apk what it did by apt. */
export interface Translation extends Pick<Step, 'at' | 'stage'> {
  /** All inside the instruction; none where it goes as a whole. */
  readonly edits: readonly Edit[];
  /** Nothing is left to run. */
  readonly empty: boolean;
  /** Comments that stood below all that is left of it. */
  readonly displaced: readonly string[];
  /** What Alpine has from here on. */
  readonly packages: readonly string[];
  /** What is there while this RUN runs. */
  readonly passing: readonly string[];
  /** Something decides whether it installs them at all. */
  readonly unsure: boolean;
  /** Where more packages can be named, and what stands before each. */
  readonly more?: { readonly end: number; readonly separator: string };
  readonly named: readonly Named[];
  /** The commands of apt's that were read, by their places in the file. */
  readonly commands: readonly Span[];
  /** What goes, and what becomes `true`: of it nothing is asked. */
  readonly idle: readonly Span[];
  /** Mirrors of Debian's that they named. */
  readonly mirrors: readonly string[];
}

/**
 * Translates the commands of apt in a RUN, and takes out what is there for apt alone.
 *
 * @param added what the stage has so far; what this RUN adds goes in
 * @returns undefined where the RUN has nothing to do with apt
 */
export function translate(
  file: Dockerfile,
  step: Step,
  system: System,
  added: Added,
): Translation | Refusal | undefined {
  const plan = planOf(file, step, system, added);
  if (isRefusal(plan)) return plan;
  const { goes, gone, written } = plan;
  return goes.size + gone.length + written.length === 0 ? undefined : translation(file, step, plan);
}

function translation(file: Dockerfile, step: Step, plan: Plan): Translation | Refusal {
  const { gone, idle, written, empty } = rewritten(file, step, plan);
  if (written.some(({ start, end }) => file.text.slice(start, end).includes('\n')))
    return refusal('system-packages', 'A word of this RUN is broken over two lines');
  const { at, stage } = step;
  const place = (span: Span): Span => step.script.place(span);
  const erased = empty ? { edits: [], displaced: [] } : erase(file.text, at, gone, written);
  const conditions = conditionsOf(step);
  const last = plan.last && !empty && mayJoin(plan, conditions) ? place(plan.last) : undefined;
  return {
    at,
    stage,
    ...erased,
    empty,
    packages: [...plan.packages],
    passing: [...plan.passing],
    // The question may be for another package than what is needed.
    unsure:
      conditions.includes('other') || (conditions.includes('presence') && plan.packages.size > 1),
    named: plan.named,
    commands: [...step.packages.keys()].map(place),
    idle,
    mirrors: mirrorsIn(plan.idle),
    ...(last && { more: { end: last.end, separator: separatorAfter(file, at, last) } }),
  };
}

/** What goes and what is written anew, by its place in the file. */
function rewritten(file: Dockerfile, step: Step, plan: Plan) {
  const place = (span: Span): Span => step.script.place(span);
  const removals = step.chains().map((chain) => removal(chain, fates(file, step, plan)));
  const idle = removals.flatMap((one) => one.idle);
  const trues = idle.flatMap((link) => idledIn(step, link));
  const gone = [plan, ...removals, ...trues].flatMap((one) => one.gone).map(place);
  const written = [plan, ...trues].flatMap((one) => one.written);
  return {
    gone: [...gone, ...aptMounts(step)],
    idle: [...gone, ...[...plan.idle, ...idle].map(place)],
    written: written.map((edit) => ({ ...edit, ...place(edit) })),
    empty: removals.some((one) => one.empty),
  };
}

/** On what each install of a RUN depends. */
function conditionsOf({ packages, commands }: Step): readonly Condition[] {
  return [...packages]
    .filter(([, { action }]) => action === 'install')
    .map(([command]) => conditionOf(command, commands));
}

/** Whether packages may join those of a RUN: among compilers alone they would look as if only a build needed them. */
function mayJoin({ packages }: Plan, conditions: readonly Condition[]): boolean {
  return ![...packages].every(isToolchain) && conditions.every((condition) => condition === 'none');
}

function fates(file: Dockerfile, { packages, script, errexit }: Step, { goes }: Plan) {
  const offset = (at: number): number => script.place({ start: at, end: at + 1 }).start;
  return {
    goes: (link: Link) => goes.has(link),
    sure: (link: Link) => [...packages.keys()].some((one) => isPartOf(one, link)),
    sameLine: (one: number, other: number) =>
      !file.text.slice(offset(one), offset(other)).includes('\n'),
    errexit,
  };
}

function idledIn({ commands }: Step, link: Link) {
  const command = commands.findLast((one) => isPartOf(one, link));
  if (!command) return [];
  const { gone, written } = idled(command);
  const before = link.start < command.start ? [{ start: link.start, end: command.start }] : [];
  return [{ gone: [...before, ...gone], written }];
}

/** Caches that are mounted for apt. */
function aptMounts({ at }: Step): Span[] {
  return mountsOf(at)
    .filter(
      ({ type, target = '' }) =>
        type === 'cache' && /^\/var\/(?:cache|lib)\/apt(?:\/|$)/.test(target),
    )
    .map(({ flag }) => flag);
}
