import { containerCommand, isEntrypointOfImage, type Start } from '../../../src/command/index.js';
import { type Dockerfile, type Instruction, type Stage } from '../../../src/dockerfile/index.js';
import { type Edit } from '../../../src/edits.js';
import { execText, type ImageState } from '../../../src/image-state.js';
import { distrolessNode } from '../../../src/knowledge/images/distroless.js';
import { jsonArray, keywordOf, wholeLines } from '../../../src/layout/index.js';
import { remove, replace } from '../../../src/transform.js';
import { folderLine } from '../start/written-start.js';

/** Edits of some instructions, and what they make of the image. */
export interface Rewritten {
  readonly edits: readonly Edit[];
  readonly rewrites: readonly Instruction[];
  readonly writes: readonly string[];
  readonly image: Partial<ImageState>;
}

/**
 * The start command without `node` in front: the ENTRYPOINT of the image is node. An ENTRYPOINT of
 * the author's keeps its part and names node by its path.
 *
 * @returns the edits, or why there are none
 */
export function distrolessStart(file: Dockerfile, stage: Stage, start: Start): Rewritten | string {
  const { entrypoint, cmd } = containerCommand(stage);
  const writes = start.kind === 'replaceable' ? start.writes : [];
  const argvOf = (one: Instruction | undefined): readonly string[] | undefined =>
    writes.find(({ instruction }) => instruction === one)?.argv ?? one?.json;
  if (start.kind === 'unresolved') return start.because;
  if (writes.length > 1) return 'ENTRYPOINT and CMD name the program together.';
  if ([entrypoint, cmd].some((one) => one && !stage.instructions.includes(one)))
    return 'another stage says what the image runs.';
  const entry = argvOf(entrypoint);
  const command = argvOf(cmd);
  if ((entrypoint && !entry) || (cmd && !command))
    return 'the start command is in the shell form, and a distroless image has no shell.';
  if (entrypoint && entry) {
    if (entry.length === 1 && isEntrypointOfImage(entry[0] ?? ''))
      return withoutEntrypoint(file, entrypoint, cmd, command);
    return entryByPath(file, entrypoint, entry);
  }
  return cmd && command ? scriptOnly(file, cmd, command) : 'nothing says what the image runs.';
}

function isNode(word: string | undefined): boolean {
  return word === 'node' || word === '/usr/local/bin/node' || word === 'nodejs';
}

function scriptOnly(
  file: Dockerfile,
  cmd: Instruction,
  argv: readonly string[],
): Rewritten | string {
  const words = scriptOf(argv);
  if (typeof words === 'string') return words;
  const text = `${keywordOf(file, cmd)} ${jsonArray(file, words, cmd)}`;
  return {
    edits: [replace(cmd, text)],
    rewrites: [cmd],
    writes: [text],
    image: { command: execText(words), entrypoint: '' },
  };
}

/** What node gets of a start command: `docker-entrypoint.sh` starts node for a lone script, too. */
function scriptOf(argv: readonly string[]): readonly string[] | string {
  if (isNode(argv[0])) return argv.slice(1);
  if (/^[\w./-]+\.[cm]?js$/.test(argv[0] ?? '')) return argv;
  return `"${argv.join(' ')}" does not start node, and a distroless image has nothing else.`;
}

function entryByPath(
  file: Dockerfile,
  entrypoint: Instruction,
  argv: readonly string[],
): Rewritten | string {
  if (!isNode(argv[0]))
    return `ENTRYPOINT starts ${argv[0] ?? 'nothing'}, and a distroless image has nothing but node.`;
  const words = [distrolessNode, ...argv.slice(1)];
  const text = `${keywordOf(file, entrypoint)} ${jsonArray(file, words, entrypoint)}`;
  return {
    edits: [replace(entrypoint, text)],
    rewrites: [entrypoint],
    writes: [text],
    image: { entrypoint: execText(words) },
  };
}

/** The script of the official image does nothing that the distroless ENTRYPOINT does not do. */
function withoutEntrypoint(
  file: Dockerfile,
  entrypoint: Instruction,
  cmd: Instruction | undefined,
  command: readonly string[] | undefined,
): Rewritten | string {
  if (entrypoint.comments.length > 0) return 'a comment stands above ENTRYPOINT and would be lost.';
  const script =
    cmd && command ? scriptOnly(file, cmd, command) : 'nothing says what the image runs.';
  if (typeof script === 'string') return script;
  return {
    ...script,
    edits: [remove(wholeLines(file, entrypoint)), ...script.edits],
    rewrites: [entrypoint, ...script.rewrites],
  };
}

/** The WORKDIR that a start command needs. */
export function distrolessFolder(file: Dockerfile, start: Start): Rewritten {
  const folder = start.kind === 'replaceable' ? folderLine(file, start) : undefined;
  return {
    edits: folder ? [folder.edit] : [],
    rewrites: [],
    writes: folder ? [folder.text] : [],
    image: folder ? { workdir: folder.path } : {},
  };
}
