import { checked, outcomesOf } from './attempt.js';
import { type Dockerfile, parse } from './dockerfile/index.js';
import { type Edit, lineAt, originalOffset } from './edits.js';
import { obstacleTo } from './obstacles.js';
import { brokenFiles, type Project } from './project/index.js';
import { defaultOptions, type Finding, type Options, type Transform } from './transform.js';

/** A finding as it is told: by its transform and its line in the file that the user has. */
export interface Told extends Omit<Finding, 'at'> {
  /** Absent for findings on the file as a whole. */
  readonly transform?: string;
  /** Counted from 1, in the input. */
  readonly line: number;
}

/** What became of one Dockerfile. */
export interface Rewrite {
  /** The new text; the input itself when nothing changed. */
  readonly text: string;
  readonly changes: readonly Told[];
  readonly cautions: readonly Told[];
  readonly declined: readonly Told[];
}

/** A file on its way through the transforms. */
interface State {
  readonly file: Dockerfile;
  /** The edits of each transform so far, each against the text before it. */
  readonly history: readonly (readonly Edit[])[];
  readonly result: Rewrite;
}

/**
 * Rewrites the text of a Dockerfile: one transform after another, in the order of the list, each on
 * what the one before wrote, each followed by the self-check. A transform that throws is declined,
 * so that one file with a surprise does not end a run over many.
 *
 * @returns the new text and what there is to say about it
 * @throws DockerfileSyntaxError when the text is no Dockerfile
 */
export function rewrite(
  text: string,
  transforms: readonly Transform[],
  project: Project,
  options: Partial<Options> = {},
): Rewrite {
  const all = { ...defaultOptions, transforms: transforms.map(({ name }) => name), ...options };
  const file = parse(text, all.imageMirrors, project.style);
  const empty: Rewrite = { text, changes: [], cautions: broken(project), declined: [] };
  let state: State = { file, history: [], result: empty };
  for (const { prepare, ...transform } of transforms)
    if (prepare) state = step(state, { ...transform, run: prepare }, project, all, text);
  const obstacle = obstacleTo(state.file);
  if (obstacle) return { ...empty, declined: [tell(obstacle, text, state.history)] };
  for (const transform of transforms) state = step(state, transform, project, all, text);
  return { ...state.result, text: state.file.text };
}

/** Runs one transform and takes what it yields, if the self-check agrees. */
function step(
  state: State,
  transform: Transform,
  project: Project,
  options: Options,
  input: string,
): State {
  const told = (finding: Finding): Told => tell(finding, input, state.history, transform.name);
  const outcomes = outcomesOf(transform, state.file, project, options);
  const changes = outcomes.filter((one) => one.outcome === 'changed');
  const declined = outcomes.filter((one) => one.outcome === 'declined').map(told);
  const result = addTo(state.result, [], [], declined);
  const edits = changes.flatMap((change) => change.edits);
  if (edits.length === 0) return { ...state, result };
  const after = checked(state.file, edits, changes, transform);
  if ('outcome' in after) return { ...state, result: addTo(result, [], [], [told(after)]) };
  const cautions = changes.flatMap((change) => change.cautions ?? []);
  return {
    file: after,
    history: [...state.history, edits],
    result: addTo(result, changes.map(told), cautions.map(told), []),
  };
}

function addTo(result: Rewrite, changes: Told[], cautions: Told[], declined: Told[]): Rewrite {
  return {
    ...result,
    changes: [...result.changes, ...changes],
    cautions: [...result.cautions, ...cautions],
    declined: [...result.declined, ...declined],
  };
}

/** Places are told in the file that the user has, whatever earlier transforms wrote. */
function tell(
  finding: Finding,
  input: string,
  history: readonly (readonly Edit[])[],
  transform?: string,
): Told {
  const { rule, because, advice } = finding;
  const offset = history.reduceRight((at, edits) => originalOffset(edits, at), finding.at.start);
  return {
    rule,
    because,
    line: lineAt(input, offset),
    ...(advice && { advice }),
    ...(transform && { transform }),
  };
}

/** A package.json or lockfile that can't be read: its facts count as unknown, and the user is told. */
function broken(project: Project): Told[] {
  return brokenFiles(project).map(({ path, message }) => ({
    rule: 'file/broken-project-file',
    line: 1,
    because: `${path}: ${message}; what it says counts as unknown.`,
    advice: 'Repair the file and run again.',
  }));
}
