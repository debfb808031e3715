import type { Dockerfile, Instruction } from './dockerfile/index.js';
import type { Edit, Span } from './edits.js';
import { rememberedFor } from './memo.js';
import { type Change, type Declined, decline, type Finding } from './transform.js';

/** A comment that asks for something to be left alone. */
export interface Ignore {
  readonly comment: Span;
  /** What tells it from the others, wherever it moves. */
  readonly key: string;
  /** The instruction below it, the whole file, or nothing. */
  readonly scope: Instruction | 'file' | 'nothing';
  /** Rules and transforms; none stands for all of them. */
  readonly names: readonly string[];
}

const form = /^#\s*slim-dockerfile:?\s+(ignore(?:-file)?)(?![\w-])[=:\s]*(.*)$/i;

/** Whether a comment asks for something to be left alone. */
export function isIgnore(comment: string): boolean {
  return form.test(comment.trim());
}

/** Whether a comment holds for the instruction below it, and for a copy of it as well. */
export function isIgnoreOfInstruction(comment: string): boolean {
  return form.exec(comment.trim())?.[1]?.toLowerCase() === 'ignore';
}

/**
 * The comments of a file that ask for something to be left alone: `# slim-dockerfile ignore` above
 * an instruction, or at the file's head with a blank line below; `# slim-dockerfile ignore-file`
 * anywhere. Behind it stand rules or transforms, and a reason behind `--`. What looks like one in a
 * continued RUN or a heredoc is a part of that, and none.
 */
export const ignoresIn = rememberedFor((file: Dockerfile): readonly Ignore[] => {
  if (!namesUs(file)) return [];
  const seen = new Map<string, number>();
  const below = new Map(file.instructions.flatMap((one) => one.comments.map((it) => [it, one])));
  const head = file.instructions[0]?.start ?? 0;
  return file.comments.flatMap((comment) => {
    const text = file.text.slice(comment.start, comment.end).trim();
    const [, kind, rest = ''] = form.exec(text) ?? [];
    if (kind === undefined) return [];
    const times = seen.get(text) ?? 0;
    seen.set(text, times + 1);
    const [list = ''] = rest.split(/(?:^|\s)--(?=\s|$)/, 1);
    const names = list.split(/[\s,]+/).filter(Boolean);
    const scope =
      kind.toLowerCase() === 'ignore-file'
        ? 'file'
        : (below.get(comment) ?? (comment.end <= head ? 'file' : 'nothing'));
    return [{ comment, key: `${times} ${text}`, scope, names }];
  });
});

/** Whether a file speaks of this program at all. */
export function namesUs({ text }: Dockerfile): boolean {
  return /slim-dockerfile/i.test(text);
}

/** Why nothing at all is to be done to a file, if a comment says so. */
export function wholeFileIgnore(file: Dockerfile): Declined | undefined {
  const whole = ignoresIn(file).find(({ scope, names }) => scope === 'file' && names.length === 0);
  if (!whole) return undefined;
  const because = 'A comment in this file leaves it alone.';
  return decline('file/ignored', whole.comment, because, 'Take the comment away to rewrite it.');
}

/** The name by which an ignore means a rule; undefined when it does not. Empty where it means all. */
export function nameFor({ names }: Ignore, rule: string): string | undefined {
  if (names.length === 0) return '';
  return names.find((name) => name === rule || rule.startsWith(`${name}/`));
}

/** Whether an ignore holds where a finding is told. */
export function covers({ scope }: Ignore, { at }: Finding): boolean {
  if (scope === 'file') return true;
  return scope !== 'nothing' && at.start >= scope.start && at.start < scope.end;
}

/** Whether a change is told of what an ignore holds for, or would edit it. */
export function touches(ignore: Ignore, change: Change): boolean {
  const { scope } = ignore;
  if (covers(ignore, change)) return true;
  if (scope === 'file' || scope === 'nothing') return false;
  const { rewrites = [] } = change.effect ?? {};
  return rewrites.includes(scope) || change.edits.some((edit) => isInside(edit, scope));
}

/** What is written before or behind an instruction leaves it as it is. */
function isInside(edit: Edit, { start, end }: Span): boolean {
  return edit.start < end && edit.end > start;
}
