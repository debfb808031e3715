import type { Told } from '../rewrite/index.js';
import { type FileResult, shownName } from '../run/result.js';
import { type Estimate, estimate } from './estimate.js';
import { megabytes } from './megabytes.js';
import { type Paint, type View } from './paint.js';
import { visible, visibleName } from './visible.js';
import { wrap } from './wrap.js';

type Kind = 'changed' | 'caution' | 'declined';

const indent = ' '.repeat(12);

/** What was changed, cautioned and declined in a file; empty where there is nothing to tell. */
export function summaryOf(result: FileResult, view: View): string {
  const { path, changes, cautions, declined } = result;
  const sizes = estimate(result);
  const parts = [
    ...grouped(changes).map((group) => entry('changed', path, group, view)),
    ...grouped(cautions).map((group) => entry('caution', path, group, view)),
    ...grouped(declined).map((group) => entry('declined', path, group, view)),
    ...(sizes ? [sizeEntry(sizes, view)] : []),
  ];
  return parts.length === 0 ? '' : [view.paint.bold(shown(path)), ...parts, '', ''].join('\n');
}

/** One line on a file that was written, with its cautions: a second run does not tell them again. */
export function writtenLine(result: FileResult, view: View): string {
  const names = [...new Set(result.changes.map(({ transform }) => transform))];
  const line = `${view.paint.green('wrote')} ${shown(result.path)}: ${names.join(', ')}`;
  const cautions = grouped(result.cautions).map((group) =>
    entry('caution', result.path, group, view),
  );
  return [line, ...cautions, ''].join('\n');
}

/** The same text at several lines is told once. */
function grouped(all: readonly Told[]): Told[][] {
  const groups = new Map<string, Told[]>();
  for (const told of all) {
    const key = JSON.stringify([told.rule, told.because, told.advice]);
    groups.set(key, [...(groups.get(key) ?? []), told]);
  }
  return [...groups.values()];
}

function entry(kind: Kind, path: string, group: readonly Told[], { paint, width }: View): string {
  const [{ rule, because, advice }] = group as [Told];
  const lines = [...new Set(group.map(({ line }) => line))].join(', ');
  return [
    `  ${colour(kind, paint)(kind.padEnd(9))} ${shown(path)}:${lines}  ${paint.dim(rule)}`,
    wrap(visible(because), indent, width),
    ...(advice === undefined ? [] : [adviceText(advice, width)]),
  ].join('\n');
}

/** Its lines hang below its first word, not below the arrow. */
function adviceText(advice: string, width: number | undefined): string {
  const text = wrap(visible(advice), `${indent}  `, width);
  return `${indent}→ ${text.trimStart()}`;
}

function sizeEntry(
  { before, after, withMinimalRuntime }: Estimate,
  { paint, width }: View,
): string {
  const less =
    withMinimalRuntime === undefined
      ? ''
      : `; about ${megabytes(withMinimalRuntime)} with --runtime minimal`;
  const text = `base image about ${megabytes(before)} → ${megabytes(after)} (estimate)${less}`;
  return `  ${paint.cyan('size'.padEnd(9))} ${wrap(text, indent, width).trimStart()}`;
}

function colour(kind: Kind, paint: Paint): (text: string) => string {
  return { changed: paint.green, caution: paint.yellow, declined: paint.magenta }[kind];
}

function shown(path: string): string {
  return visibleName(shownName(path));
}
