import { type Dockerfile, flagValue, type Instruction, type Stage } from '../dockerfile/index.js';
import { type Comparison, quoted, stageName, tally, textOf } from './comparison.js';

/**
 * Stages are only added at the end, so that no index shifts and no name goes away (handbook A44,
 * A46), and each is built on what it was built on, or announces another FROM.
 */
export function stageDifferences(comparison: Comparison): string[] {
  const { before, after, effects } = comparison;
  const expected = before.stages.length + effects.reduce((sum, { stages = 0 }) => sum + stages, 0);
  const found = after.stages.length;
  const count = `there are ${found} stages, not ${expected} (effect.stages)`;
  return [
    ...(found === expected ? [] : [count]),
    ...before.stages.flatMap((stage) =>
      stageDifference(stage, after.stages[stage.index], comparison),
    ),
    ...nameConflicts(before, after),
  ];
}

function stageDifference(was: Stage, is: Stage | undefined, comparison: Comparison): string[] {
  if (!is) return [`stage ${was.index} is gone`];
  if (was.name !== undefined && was.name !== is.name && !handedOn(was, comparison))
    return [`stage "${was.name}" lost its name or place`];
  if (platform(was.from) !== platform(is.from)) return [`stage ${was.index} lost its platform`];
  if (comparison.rewritten.has(was.from)) return [];
  const { before, after } = comparison;
  if (textOf(before, was.from) !== textOf(after, is.from))
    return [
      `stage ${was.index} begins with ${quoted(after, is.from)}, not ${quoted(before, was.from)} (effect.rewrites)`,
    ];
  return sameBase(was, is, comparison) ? [] : [`stage ${was.index} has another base`];
}

/** Whether an announced rewrite of FROM gave the stage's name to a stage that was added. */
function handedOn({ from, name }: Stage, { before, after, rewritten }: Comparison): boolean {
  const added = after.stages.slice(before.stages.length);
  return rewritten.has(from) && added.some((stage) => stage.name === name);
}

/** Whether an untouched FROM means what it meant; a rewritten ARG above it may give it another tag. */
function sameBase(was: Stage, is: Stage, { rewritten }: Comparison): boolean {
  if (was.base?.index !== is.base?.index) return false;
  const same = was.resolvedImage?.text === is.resolvedImage?.text;
  return same || [...rewritten].some(({ keyword }) => keyword === 'ARG');
}

function platform(from: Instruction): string | undefined {
  return flagValue(from, 'platform');
}

const reserved = new Set(['scratch', 'context']);
const valid = /^[a-z][a-z0-9-_.]*$/;

/** A new name is valid, and no other stage has it (handbook A42, A43). */
function nameConflicts(before: Dockerfile, after: Dockerfile): string[] {
  const old = tally(before.stages.flatMap((stage) => stageName(stage) ?? []));
  const names = tally(after.stages.flatMap((stage) => stageName(stage) ?? []));
  return [...names]
    .filter(([name, count]) => count > (old.get(name) ?? 0))
    .filter(([name, count]) => count > 1 || reserved.has(name) || !valid.test(name))
    .map(([name]) => `"${name}" can't be the name of a new stage`);
}
