import {
  containerCommand,
  healthcheckOf,
  type Replaceable,
  type Replacement,
} from '../../../src/command/index.js';
import {
  argumentSpan,
  type Dockerfile,
  type Instruction,
  keywordSpan,
  type Stage,
  textAfter,
} from '../../../src/dockerfile/index.js';
import type { Edit } from '../../../src/edits.js';
import { hunks } from './hunks.js';
import { execText, type ImageState } from '../../../src/image-state.js';
import {
  cased,
  jsonArray,
  lineAbove,
  wholeLines,
  type WrittenLine,
} from '../../../src/layout/index.js';
import { type Effect, remove, replace } from '../../../src/transform.js';
import { idleShell } from './idle-shell.js';

/** The edits that write a start command, and what they mean. */
interface WrittenStart {
  readonly edits: readonly Edit[];
  readonly effect: Effect;
}

/** Writes CMD, ENTRYPOINT or both, and WORKDIR where the program runs in another folder. */
export function writtenStart(file: Dockerfile, stage: Stage, start: Replaceable): WrittenStart {
  const lines = start.writes.map((one) => lineOf(file, one));
  const folder = folderLine(file, start);
  const vectors = lines.filter((line) => line.asVector).map(({ at }) => at);
  const shell = idleShell(file, stage, vectors);
  return {
    edits: [
      ...lines.map(({ at, text }) => replace(at, text)),
      ...(folder ? [folder.edit] : []),
      ...(shell ? [remove(wholeLines(file, shell))] : []),
    ],
    effect: {
      rewrites: [...lines.map(({ at }) => at), ...(shell ? [shell] : [])],
      writes: [...lines, ...(folder ? [folder] : [])].map(({ text }) => text),
      image: Object.assign(
        {},
        ...lines.map(({ state }) => state),
        shellStays(stage, vectors) ? {} : { shell: '' },
        folder ? { workdir: folder.path } : {},
      ) as Partial<ImageState>,
    },
  };
}

/** A WORKDIR above the start command. */
interface FolderLine extends WrittenLine {
  readonly path: string;
}

/** The WORKDIR that a start command needs: above it and the comments that belong to it. */
export function folderLine(
  file: Dockerfile,
  { instruction, workdir }: Replaceable,
): FolderLine | undefined {
  if (workdir === undefined) return undefined;
  const line = lineAbove(file, instruction, `${cased(file, 'WORKDIR')} ${workdir}`);
  return { path: workdir, ...line };
}

/** A line in place of another one. */
interface Line {
  readonly at: Instruction;
  readonly text: string;
  readonly state: Partial<ImageState>;
  /** Whether it is in the exec form. */
  readonly asVector: boolean;
}

/** Several lines keep their layout; else keyword and blanks stay, and a vector follows. */
function lineOf(file: Dockerfile, { instruction: at, argv, script }: Replacement): Line {
  const { start, end, keyword, argument, json } = at;
  const name = keyword === 'CMD' ? 'command' : 'entrypoint';
  const text = file.text.slice(start, end);
  const spread = text.includes('\n');
  const kept =
    spread && script !== undefined
      ? layoutKept(file, at, argument, script)
      : spread && json && arrayKept(file, at, json, argv);
  if (kept && script !== undefined)
    return { at, text: kept, state: { [name]: `sh: ${script}` }, asVector: false };
  const head = keywordSpan(at).end - start;
  const gap = /^[\t ]+(?=[^\s\\`])/.exec(text.slice(head))?.[0] ?? ' ';
  const plain = `${text.slice(0, head)}${gap}${jsonArray(file, argv, at)}`;
  return { at, text: kept || plain, state: { [name]: execText(argv) }, asVector: true };
}

/** The instruction with only those words changed that differ; undefined where a change spans lines. */
function layoutKept(
  { text }: Dockerfile,
  at: Instruction,
  before: string,
  after: string,
): string | undefined {
  const edits = hunks(before, after).map((one) => ({
    ...argumentSpan(at, one.start, one.end),
    text: one.text,
  }));
  if (edits.some(({ start, end }) => text.slice(start, end).includes('\n'))) return undefined;
  return textAfter(text, at, edits);
}

const string = /"(?:[^"\\]|\\.)*"/g;

/** A vector with the line breaks of the old one: between its words, or inside of them. */
function arrayKept(
  file: Dockerfile,
  at: Instruction,
  json: readonly string[],
  argv: readonly string[],
): string | undefined {
  const words = [...at.argument.matchAll(string)];
  const spans = words.map(({ index, 0: word }) => argumentSpan(at, index, index + word.length));
  const [first] = spans;
  const last = spans.at(-1);
  if (words.length !== json.length || !first || !last) return undefined;
  const textOf = (start: number, end: number): string => file.text.slice(start, end);
  if (spans.some(({ start, end }) => textOf(start, end).includes('\n')))
    return argv.length === json.length
      ? layoutKept(file, at, at.argument, sameWords(at.argument, json, argv))
      : undefined;
  const gaps = spans.slice(1).map(({ start }, index) => textOf(spans[index]?.end ?? 0, start));
  const written = argv.map((word, index) => {
    const before = index === 0 ? '' : (gaps[index - 1] ?? gaps.at(-1) ?? ', ');
    return before + JSON.stringify(word);
  });
  return textOf(at.start, first.start) + written.join('') + textOf(last.end, at.end);
}

/** The text of an array in which words were replaced one by one. */
function sameWords(argument: string, json: readonly string[], argv: readonly string[]): string {
  let index = -1;
  return argument.replace(string, (written) => {
    index += 1;
    const word = argv[index] ?? '';
    return word === json[index] ? written : JSON.stringify(word);
  });
}

/** Whether a SHELL still counts for the image once instructions are no longer in the shell form. */
function shellStays(stage: Stage, replaced: readonly Instruction[]): boolean {
  const { entrypoint, cmd } = containerCommand(stage);
  const health = healthcheckOf(stage);
  return [entrypoint, cmd, health].some((one) => one && !replaced.includes(one) && !one.json);
}
