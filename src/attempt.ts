import { type Dockerfile, parse } from './dockerfile/index.js';
import { applyEdits, type Edit } from './edits.js';
import { differences } from './equivalence.js';
import type { Project } from './project/index.js';
import {
  type Change,
  decline,
  type Declined,
  type Options,
  type Outcome,
  type Transform,
} from './transform.js';

/** What a transform yields; when it throws, the reason why it did nothing. */
export function outcomesOf(
  transform: Transform,
  file: Dockerfile,
  project: Project,
  options: Options,
): readonly Outcome[] {
  try {
    const outcomes = [...transform.run(file, project, options)];
    const stray = outcomes.find((one) => !isOutcome(one));
    if (outcomes.every(isOutcome)) return outcomes;
    throw new TypeError(`it yielded ${JSON.stringify(stray)}, no change and no decline`);
  } catch (error) {
    const because = `The transform "${transform.name}" failed: ${messageOf(error)}. It changed nothing.`;
    return [failure('file/transform-error', file, transform, because)];
  }
}

/** Transforms of third parties may be written in JavaScript, where nobody looks at types. */
function isOutcome(one: Outcome | undefined): boolean {
  return one?.at !== undefined && (one.outcome === 'changed' || one.outcome === 'declined');
}

/** The file after the edits, or the reason why the self-check holds it back. */
export function checked(
  before: Dockerfile,
  edits: readonly Edit[],
  changes: readonly Change[],
  transform: Transform,
): Dockerfile | Declined {
  const held = (problems: readonly string[]): Declined => {
    const because = `The rewrite did not pass its own check: ${listed(problems)}. Nothing was changed by this transform.`;
    return failure('file/self-check', before, transform, because);
  };
  try {
    const after = parse(applyEdits(before.text, edits), before.imageMirrors, before.style);
    const effects = changes.map(({ effect }) => effect ?? {});
    const problems = differences(before, after, effects);
    return problems.length > 0 ? held(problems) : after;
  } catch (error) {
    return held([messageOf(error)]);
  }
}

function failure(rule: string, file: Dockerfile, { name }: Transform, because: string): Declined {
  const at = file.stages.at(-1)?.from ?? { start: 0, end: 0 };
  const bug = `This is a bug of the transform "${name}"`;
  return decline(rule, at, because, `${bug}: please report it to its author with this Dockerfile.`);
}

/** Problems come in swarms; the first ones tell what to mend. */
function listed(problems: readonly string[]): string {
  const more = problems.length - 4;
  const all = problems.map(withoutStop);
  return more > 0 ? `${all.slice(0, 4).join('; ')}; and ${more} more` : all.join('; ');
}

function messageOf(error: unknown): string {
  return withoutStop(error instanceof Error ? error.message : String(error));
}

function withoutStop(sentence: string): string {
  return sentence.replace(/[.\s]+$/, '');
}
