import { applyEdits, type Edit, isPartOf, type Span } from '../edits.js';
import type { Instruction } from './instruction.js';
import { type PhysicalLine, physicalLines } from './physical-lines.js';

/** How parts leave an instruction. */
interface Erasure {
  /** All inside the instruction. */
  readonly edits: readonly Edit[];
  /** Comment lines that stood below all that is left; they are taken out of the instruction. */
  readonly displaced: readonly string[];
}

/**
 * Takes parts out of an instruction, with the blanks around them and the lines that they leave
 * empty, so that what stays looks as if nobody had been there. Comments inside it stay in place.
 *
 * @param gone spans of the file inside the instruction
 * @param written words that get another text; none of them touches what is gone
 */
export function erase(
  text: string,
  at: Instruction,
  gone: readonly Span[],
  written: readonly Edit[],
): Erasure {
  const rest = physicalLines(text, at).map((line) => new Rest(text, line, gone));
  const joined = joinedStart(text, at, rest);
  const tail = tailOf(text, rest, at.end);
  const regions = [
    ...(joined ? [joined] : []),
    ...(tail ? [tail.edit] : []),
    ...cutContinuations(rest).filter(({ start }) => start !== tail?.edit.start),
  ];
  const edits = rest
    .flatMap((one) => one.edits())
    .filter((edit) => !regions.some((region) => isPartOf(edit, region)));
  const kept = written.filter((edit) => !gone.some((one) => isPartOf(edit, one)));
  return { edits: [...edits, ...regions, ...kept], displaced: tail?.displaced ?? [] };
}

/** The text of an instruction after edits inside it. */
export function textAfter(text: string, { start, end }: Span, edits: readonly Edit[]): string {
  const inside = edits.map((one) => ({ ...one, start: one.start - start, end: one.end - start }));
  return applyEdits(text.slice(start, end), inside);
}

/** What is left of a physical line. */
class Rest {
  /** The parts that go, those with blanks alone between them as one. */
  readonly #gone: readonly Span[];
  /** Where the first and the last character that stays are; absent when none does. */
  readonly first: number | undefined;
  readonly last: number | undefined;

  constructor(
    readonly text: string,
    readonly line: PhysicalLine,
    gone: readonly Span[],
  ) {
    this.#gone = line.skipped ? [] : merged(text, line, gone);
    const places = this.#places();
    this.first = places[0];
    this.last = places.at(-1);
  }

  get touched(): boolean {
    return this.#gone.length > 0;
  }

  /** It held something and holds nothing any more. */
  get vanishes(): boolean {
    return this.touched && this.first === undefined;
  }

  get stays(): boolean {
    return !this.line.skipped && this.first !== undefined;
  }

  edits(): Edit[] {
    const { start, next } = this.line;
    if (this.vanishes) return [{ start, end: next, text: '' }];
    return this.#gone.map((span) => ({ ...this.#withBlanks(span), text: '' }));
  }

  #places(): number[] {
    const found: number[] = [];
    for (let at = this.line.start; at < this.line.textEnd; at += 1)
      if (
        !/\s/.test(this.text[at] ?? '') &&
        !this.#gone.some((one) => one.start <= at && at < one.end)
      )
        found.push(at);
    return found;
  }

  /** One blank is left between neighbours, none before a joint or at the end, the indent at the start. */
  #withBlanks({ start, end }: Span): Span {
    const { line, text } = this;
    const before = text.slice(line.start, start).trimEnd().length + line.start;
    const after = end + (/^[\t ]*/.exec(text.slice(end, line.textEnd))?.[0].length ?? 0);
    if (after >= line.textEnd) return { start: before, end: line.continued ? end : after };
    if (before === line.start) return { start, end: after };
    return { start: /[;)]/.test(text[after] ?? '') ? before : start, end: after };
  }
}

function merged(text: string, line: PhysicalLine, gone: readonly Span[]): readonly Span[] {
  const inside = gone
    .map(({ start, end }) => ({
      start: Math.max(start, line.start),
      end: Math.min(end, line.textEnd),
    }))
    .filter(({ start, end }) => start < end && /\S/.test(text.slice(start, end)))
    .toSorted((a, b) => a.start - b.start);
  const all: Span[] = [];
  for (const span of inside) {
    const last = all.at(-1);
    if (last && /^[\t ]*$/.test(text.slice(last.end, Math.max(last.end, span.start))))
      all[all.length - 1] = { start: last.start, end: Math.max(last.end, span.end) };
    else all.push(span);
  }
  return all;
}

/** A first line that is left with its keyword alone goes on with the line below it. */
function joinedStart(
  text: string,
  at: Instruction,
  [first, ...rest]: readonly Rest[],
): Edit | undefined {
  if (!first?.touched || !first.line.continued || first.last === undefined) return undefined;
  const argument = at.line.joined.offsetAt(at.argumentAt);
  if (first.last >= argument || /\s/.test(text[first.last] ?? '')) return undefined;
  const next = rest.find(({ vanishes }) => !vanishes);
  if (!next?.stays || next.first === undefined) return undefined;
  return { start: first.last + 1, end: next.first, text: ' ' };
}

/** Where lines below the last that stays are gone, everything behind it goes. */
function tailOf(
  text: string,
  rest: readonly Rest[],
  end: number,
): { readonly edit: Edit; readonly displaced: readonly string[] } | undefined {
  const index = rest.findLastIndex((one) => one.stays);
  const below = rest.slice(index + 1);
  const last = rest[index];
  if (last?.last === undefined || !below.some(({ vanishes }) => vanishes)) return undefined;
  const displaced = below
    .filter(({ line }) => line.skipped)
    .map(({ line }) => text.slice(line.start, line.end).trim())
    .filter((comment) => comment !== '');
  return { edit: { start: last.last + 1, end, text: '' }, displaced };
}

/** In the body of a heredoc a command may end above the instruction's end. */
function cutContinuations(rest: readonly Rest[]): Edit[] {
  return rest.flatMap((one, index) => {
    if (!one.stays || !one.line.continued || one.last === undefined) return [];
    const below = rest.slice(index + 1).filter(({ line }) => !line.skipped);
    const open = below.findIndex(({ vanishes, line }) => !vanishes || !line.continued);
    const ends = open !== -1 && below[open]?.vanishes === true;
    return ends ? [{ start: one.last + 1, end: one.line.end, text: '' }] : [];
  });
}
