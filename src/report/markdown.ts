import type { Told } from '../rewrite/index.js';
import { type FileResult, statusOf } from '../run/result.js';
import { unifiedDiff, visibleDiff } from './diff.js';
import { estimate } from './estimate.js';
import { megabytes } from './megabytes.js';
import { visible } from './visible.js';
import { type Totals, totalsLine } from './totals.js';

/** A file as a section for a pull request; empty where there is nothing to tell. */
export function markdownFile(result: FileResult): string {
  if (statusOf(result) === 'unchanged') return '';
  const { changes, cautions, declined, error } = result;
  const sizes = estimate(result);
  const parts = [
    `### ${code(result.path)}\n`,
    ...(error === undefined ? [] : [`**Failed:** ${plain(error)}\n`]),
    ...(sizes
      ? [`Base image about ${megabytes(sizes.before)} → ${megabytes(sizes.after)} (estimate).\n`]
      : []),
    list('Changed', changes),
    list('Please check', cautions),
    list('Left alone', declined),
    diffOf(result),
  ];
  return `${parts.filter((part) => part !== '').join('\n')}\n`;
}

/** The totals, as the first lines that a reader sees. */
export function markdownEnd(totals: Totals, wrote: boolean): string {
  return `${totalsLine(totals, wrote)}\n`;
}

function list(title: string, all: readonly Told[]): string {
  if (all.length === 0) return '';
  return `**${title}**\n\n${[...new Set(all.map(item))].join('\n')}\n`;
}

function item({ rule, line, because, advice }: Told): string {
  const what = `- line ${line}, ${code(rule)}: ${plain(because)}`;
  return advice === undefined ? what : `${what} *${plain(advice)}*`;
}

function diffOf(result: FileResult): string {
  const diff = visibleDiff(unifiedDiff(result));
  if (diff === '') return '';
  const fence = fenceFor(diff, 3);
  return `<details><summary>Diff</summary>\n\n${fence}diff\n${diff}${fence}\n\n</details>\n`;
}

/** A fence that nothing in the text can close. */
function fenceFor(text: string, least: number): string {
  const longest = Math.max(least - 1, ...[...text.matchAll(/`+/g)].map(([ticks]) => ticks.length));
  return '`'.repeat(longest + 1);
}

function code(text: string): string {
  const fence = fenceFor(text, 1);
  const gap = text.includes('`') ? ' ' : '';
  return `${fence}${gap}${visible(text).replaceAll('\n', ' ')}${gap}${fence}`;
}

/** Words from a scanned file are words: no markup, no mentions, no links of theirs. */
function plain(text: string): string {
  return visible(text)
    .replaceAll('\n', ' ')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replace(/[\\`*_[\]|~]/g, String.raw`\$&`)
    .replaceAll('@', '@\u200b')
    .replaceAll('://', ':&#47;&#47;');
}
