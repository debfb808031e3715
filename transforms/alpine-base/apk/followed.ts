import {
  chainOf,
  type Dockerfile,
  type Instruction,
  instructionsOf,
  type Stage,
} from '../../../src/dockerfile/index.js';
import type { Span } from '../../../src/edits.js';
import { imageOf, type ImageState } from '../../../src/image-state.js';
import { hasChromium, movedPath, renamedProgram } from '../../../src/knowledge/system/programs.js';
import { type Declined, decline, replace } from '../../../src/transform.js';
import type { Rewording } from '../demands.js';
import type { Move } from '../move.js';
import { alpineRelease } from '../image/twins.js';
import type { Translation } from './translation.js';

/** A program that has another name or place on Alpine, as a file writes it. */
const elsewhere =
  /(?<![\w./-])(?:\/usr\/s?bin\/(?:tini|tini-static|gosu|chromium)|gosu)(?![\w./-])/g;
const runs = new Set(['CMD', 'ENTRYPOINT', 'HEALTHCHECK', 'RUN']);
/** The packages of Alpine's that have these programs. */
const packages = new Set(['tini', 'tini-static', 'su-exec', 'chromium']);

/**
 * Renamed programs are followed where an instruction calls them (handbook C69): gosu is su-exec,
 * and tini lies in /sbin.
 */
export function* followed(
  move: Move,
  stage: Stage,
  there: readonly Translation[],
): Iterable<Rewording | Declined> {
  const { file } = move;
  if (!there.some((one) => one.packages.some((name) => packages.has(name)))) return;
  const taken = there.flatMap(({ commands, idle }) => [...commands, ...idle]);
  const release = alpineRelease(move, stage);
  for (const at of stage.instructions) {
    const found = callsIn(file, at, taken).filter(({ text }) => !isThere(text, release));
    const unknown = found.find(({ to }) => to === undefined);
    const odd = runs.has(at.keyword) ? unknown : found[0];
    if (odd) yield stranded(at, odd.text);
    else if (found.length > 0) yield reworded(file, stage, at, found as Required<Call>[]);
  }
}

/** Whether a path of Debian's leads to the same program on an Alpine release. */
function isThere(path: string, release: string | undefined): boolean {
  return path === '/usr/bin/chromium' && hasChromium(release);
}

interface Call extends Span {
  readonly text: string;
  /** What it is on Alpine, where that is known. */
  readonly to?: string | undefined;
}

function callsIn({ text }: Dockerfile, at: Instruction, taken: readonly Span[]): Call[] {
  return [...text.slice(at.start, at.end).matchAll(elsewhere)]
    .map(({ 0: word, index }) => ({
      start: at.start + index,
      end: at.start + index + word.length,
      text: word,
      to: movedPath(word) ?? renamedProgram(word),
    }))
    .filter(({ start }) => !taken.some((one) => one.start <= start && start < one.end))
    .filter(
      ({ start }) => !at.line.innerComments.some((one) => one.start <= start && start < one.end),
    );
}

function reworded(
  file: Dockerfile,
  stage: Stage,
  at: Instruction,
  calls: readonly Required<Call>[],
): Rewording {
  const names = [...new Set(calls.map(({ text, to }) => `${text} is ${to}`))].join(', ');
  const image = effectOn(file, stage, at);
  return {
    kind: 'rewording',
    rule: 'alpine-base/renamed-program',
    stage,
    at,
    because: `On Alpine ${names}.`,
    edits: calls.map((one) => replace(one, one.to as string)),
    ...(image && { effect: { image } }),
  };
}

const properties: Readonly<Record<string, keyof ImageState>> = {
  CMD: 'command',
  ENTRYPOINT: 'entrypoint',
  HEALTHCHECK: 'healthcheck',
};

/** What the final image says after it, where this instruction is the one that counts. */
function effectOn(
  { stages }: Dockerfile,
  stage: Stage,
  at: Instruction,
): Partial<ImageState> | undefined {
  const property = properties[at.keyword];
  const final = stages.at(-1) as Stage;
  const all = instructionsOf(final);
  const counts = all.findLast(({ keyword }) => keyword === at.keyword) === at;
  if (property === undefined || !counts || !chainOf(final).includes(stage)) return undefined;
  const text = imageOf(final)[property].replace(
    elsewhere,
    (word) => movedPath(word) ?? renamedProgram(word) ?? word,
  );
  return { [property]: text };
}

function stranded(at: Instruction, path: string): Declined {
  return decline(
    'alpine-base/package-files',
    at,
    `${path} is not there on every Alpine.`,
    'Name the program without its folder, or set the base image yourself.',
  );
}
