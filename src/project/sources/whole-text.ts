import { rememberedByText } from '../../memo.js';

/** A class, the beginning or end of a group, or what lies between them. */
const parts = /[^\\[()]+|\\[^]|\[(?:\\[^]|[^\]\\])*\]|\(\?<?!|[^]/g;

/**
 * A pattern by which a text may have a line that matches the given one: one look at the whole, where each of its lines would
 * take ten times as long. What a pattern forbids beside itself may stand on another line, so that is not asked.
 */
export function ofWholeText({ source, flags }: RegExp): RegExp {
  return inWhole(`${flags.replaceAll(/[gmy]/g, '')}/${source}`);
}

const inWhole = rememberedByText((pattern) => {
  const end = pattern.indexOf('/');
  return new RegExp(lenient(pattern.slice(end + 1)), `${pattern.slice(0, end)}m`);
});

/** A pattern without what it forbids: it matches wherever that one does. One that numbers its groups matches all. */
function lenient(source: string): string {
  if (!/\(\?<?!/.test(source)) return source;
  if (/\\[1-9]/.test(source)) return '';
  let kept = '';
  let depth = 0;
  for (const [part] of source.matchAll(parts)) {
    if (depth > 0) depth += nesting(part);
    else if (part.startsWith('(?')) depth = 1;
    else kept += part;
  }
  return kept;
}

function nesting(part: string): number {
  if (part === ')') return -1;
  return part.startsWith('(') ? 1 : 0;
}
