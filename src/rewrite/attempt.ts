import { type Dockerfile, parse } from '../dockerfile/index.js';
import { applyEdits, type Edit } from '../edits.js';
import { differences } from '../equivalence/index.js';
import { placeOf } from '../error-place.js';
import type { Project } from '../project/index.js';
import { withoutStop } from '../sentence.js';
import {
  type Change,
  decline,
  type Declined,
  type Options,
  type Outcome,
  type Transform,
} from '../transform.js';

/** What a transform yields; when it throws, the reason why it did nothing. */
export function outcomesOf(
  transform: Transform,
  file: Dockerfile,
  project: Project,
  options: Options,
): readonly Outcome[] {
  const failed = (what: string, place = ''): readonly Outcome[] => {
    const because = `The transform "${transform.name}" failed: ${what}. It changed nothing.`;
    return [failure('file/transform-error', file, transform, because, place)];
  };
  try {
    const outcomes = [...transform.run(file, project, options)];
    const stray = outcomes.findIndex((one) => !isOutcome(one));
    if (stray < 0) return outcomes;
    return failed(`it yielded ${described(outcomes[stray])}, no change and no decline`);
  } catch (error) {
    return failed(messageOf(error), placeText(error));
  }
}

/** Transforms of third parties may be written in JavaScript, where nobody looks at types. */
function isOutcome(one: Outcome | undefined): boolean {
  if (typeof one?.at?.start !== 'number') return false;
  if (typeof one.rule !== 'string' || typeof one.because !== 'string') return false;
  return one.outcome === 'declined' || (one.outcome === 'changed' && Array.isArray(one.edits));
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
    const text = applyEdits(before.text, edits);
    const after = parse(text, before.imageMirrors, before.style, before.assumed);
    const effects = changes.map(({ effect }) => effect ?? {});
    const problems = differences(before, after, effects);
    return problems.length > 0 ? held(problems) : after;
  } catch (error) {
    return held([messageOf(error)]);
  }
}

function failure(
  rule: string,
  file: Dockerfile,
  { name }: Transform,
  because: string,
  place = '',
): Declined {
  const at = file.stages.at(-1)?.from ?? { start: 0, end: 0 };
  const bug = `This is a bug of the transform "${name}"${place}`;
  return decline(rule, at, because, `${bug}: please report it to its author with this Dockerfile.`);
}

/** Problems come in swarms; the first ones tell what to mend. */
function listed(problems: readonly string[]): string {
  const more = problems.length - 4;
  const all = problems.map(withoutStop);
  return more > 0 ? `${all.slice(0, 4).join('; ')}; and ${more} more` : all.join('; ');
}

/** Models refer to each other in circles: the names of its parts tell what an object is. */
function described(one: unknown): string {
  if (typeof one !== 'object' || one === null) return JSON.stringify(one) ?? 'undefined';
  return `{ ${Object.keys(one).join(', ')} }`;
}

/** For the author of the transform. */
function placeText(error: unknown): string {
  const place = placeOf(error);
  return place === undefined ? '' : ` (${place})`;
}

function messageOf(error: unknown): string {
  return withoutStop(error instanceof Error ? error.message : String(error));
}
