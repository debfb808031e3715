import { assumedFolders } from './assumed-folders.js';
import { checked, outcomesOf } from './attempt.js';
import { type Dockerfile, parse } from '../dockerfile/index.js';
import { type Edit, lineAt, originalOffset } from '../edits.js';
import { beginFile } from '../memo.js';
import { IgnoreLedger } from './ignore-ledger.js';
import { wholeFileIgnore } from '../ignores.js';
import { obstacleTo } from './file-obstacles.js';
import { withoutFolders } from './named-folders.js';
import { redacted, secretsIn } from './redact.js';
import { shortened } from '../sentence.js';
import { brokenFiles } from '../project/broken-files.js';
import type { Project } from '../project/project.js';
import { defaultOptions, type Finding, type Options, type Transform } from '../transform.js';

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
  /** What comments leave alone. */
  readonly ledger: IgnoreLedger;
}

/** A transform that would change what a comment in the file leaves alone. */
class Held {
  constructor(
    readonly transform: string,
    readonly told: Told,
  ) {}
}

/** A transform that can't do what was asked for, so that the rewrite goes without it. */
class Unavailable {
  constructor(
    readonly told: Told,
    readonly instead: Partial<Options>,
  ) {}
}

/**
 * Rewrites the text of a Dockerfile: one transform after another, in the order of the list, each on
 * what the one before wrote, each followed by the self-check. A transform that throws is declined,
 * so that one file with a surprise does not end a run over many. One that would change what a
 * comment leaves alone does not run, and the others do what they do without it: its changes belong
 * together, and others may rest on them.
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
  beginFile();
  const mirrors = options.imageMirrors ?? defaultOptions.imageMirrors;
  const plain = parse(text, mirrors, project.style);
  const assumed = assumedFolders(plain, project);
  const file = assumed.size > 0 ? parse(text, mirrors, project.style, assumed) : plain;
  const ledger = new IgnoreLedger();
  const refused: Told[] = [];
  let running = transforms;
  let asked = options;
  for (;;) {
    const result = attempt(file, running, project, asked, ledger);
    if (!isRefused(result)) return discreet(addTo(result, [], [], refused), file);
    refused.push(result.told);
    if (result instanceof Unavailable) asked = Object.assign({}, asked, result.instead);
    else running = running.filter(({ name }) => name !== result.transform);
  }
}

/** Whether a run ended early, for another one to begin. */
function isRefused(one: State | Rewrite | Held | Unavailable): one is Held | Unavailable {
  return one instanceof Held || one instanceof Unavailable;
}

/** Files of a project are quoted, and may hold a script of a megabyte. */
const longestSentence = 2000;

/** What is cut off ends in no half of a secret: it is looked for in more than is shown. */
function discreetly(sentence: string, secrets: readonly string[]): string {
  return shortened(redacted(shortened(sentence, 4 * longestSentence), secrets), longestSentence);
}

/** No finding tells a secret: findings go further than the file does. */
function discreet(result: Rewrite, input: Dockerfile): Rewrite {
  const secrets = secretsIn(input);
  const masked = (told: Told): Told => {
    const because = discreetly(told.because, secrets);
    const advice = told.advice && discreetly(told.advice, secrets);
    const isClean = because === told.because && advice === told.advice;
    return isClean ? told : { ...told, because, ...(advice !== undefined && { advice }) };
  };
  const { changes, cautions, declined } = result;
  return {
    ...result,
    changes: changes.map(masked),
    cautions: cautions.map(masked),
    declined: declined.map(masked),
  };
}

function attempt(
  file: Dockerfile,
  transforms: readonly Transform[],
  project: Project,
  options: Partial<Options>,
  ledger: IgnoreLedger,
): Rewrite | Held | Unavailable {
  const { text } = file;
  const names = transforms.map(({ name }) => name);
  const all = { ...defaultOptions, transforms: names, ...options };
  const whole = wholeFileIgnore(file);
  const empty: Rewrite = { text, changes: [], cautions: [], declined: [] };
  if (whole) return { ...empty, declined: [tell(whole, text, [])] };
  let state: State | Held | Unavailable = {
    file,
    history: [],
    result: { ...empty, cautions: broken(project) },
    ledger,
  };
  for (const transform of transforms) {
    const { prepare } = transform;
    if (prepare) state = step(state, { ...transform, run: prepare }, project, all, text);
    if (isRefused(state)) return state;
  }
  const obstacle = obstacleTo(state.file, project);
  if (obstacle) {
    const isIgnored = ledger.leaves(state.file, obstacle);
    return isIgnored ? empty : { ...empty, declined: [tell(obstacle, text, state.history)] };
  }
  for (const transform of transforms) {
    state = step(state, transform, project, all, text);
    if (isRefused(state)) return state;
  }
  const leftovers = [...ledger.leftovers(file, new Set(names), all.rules)];
  const told = leftovers.map((finding) => tell(finding, text, []));
  return { ...addTo(state.result, [], told, []), text: state.file.text };
}

/** Runs one transform and takes what it yields, if no comment and no self-check holds it back. */
function step(
  state: State,
  transform: Transform,
  project: Project,
  options: Options,
  input: string,
): State | Held | Unavailable {
  const { file, ledger } = state;
  const told = (finding: Finding): Told =>
    tell(advised(finding, transform), input, state.history, transform.name);
  const wanted = (finding: Finding): boolean => !ledger.leaves(file, finding);
  const outcomes = withoutFolders(file, (one) => outcomesOf(transform, one, project, options));
  const changes = outcomes.filter((one) => one.outcome === 'changed');
  const held = ledger.held(file, changes);
  if (held) return new Held(transform.name, told(held));
  const all = outcomes.filter((one) => one.outcome === 'declined');
  const other = all.find(({ instead }) => instead && differs(instead, options));
  if (other?.instead) return new Unavailable(told(other), other.instead);
  const declined = all.filter(wanted);
  const result = addTo(state.result, [], [], declined.map(told));
  const edits = changes.flatMap((change) => change.edits);
  if (edits.length === 0) return { ...state, result };
  const after = checked(file, edits, changes, transform);
  if ('outcome' in after) return { ...state, result: addTo(result, [], [], [told(after)]) };
  const cautions = changes.flatMap((change) => change.cautions ?? []).filter(wanted);
  return {
    ...state,
    file: after,
    history: [...state.history, edits],
    result: addTo(result, changes.map(told), cautions.map(told), []),
  };
}

/** Whether options would have another value. */
function differs(instead: Partial<Options>, options: Options): boolean {
  return Object.entries(instead).some(([name, value]) => options[name as keyof Options] !== value);
}

function addTo(result: Rewrite, changes: Told[], cautions: Told[], declined: Told[]): Rewrite {
  return {
    text: result.text,
    changes: result.changes.concat(changes),
    cautions: result.cautions.concat(cautions),
    declined: result.declined.concat(declined),
  };
}

/** A finding says what to do; where it does not, its rule does. */
function advised(finding: Finding, { name, rules }: Transform): Finding {
  const advice = finding.advice ?? rules[finding.rule.slice(name.length + 1)]?.advice;
  return advice === undefined ? finding : { ...finding, advice };
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
    because: `${path} ${message}; what it says counts as unknown.`,
    advice: 'Repair the file and run again.',
  }));
}
