import { structuredPatch } from 'diff';

/** Where two texts differ, line by line: - is what was expected, + what came out. */
export function differenceOf(expected: string, found: string): string {
  const { hunks } = structuredPatch('', '', expected, found, '', '', { context: 3 });
  const lines = hunks.flatMap(({ lines: own }, at) => [...(at > 0 ? ['…'] : []), ...own]);
  return ['- expected', '+ found', ...lines.map(shown)].map((line) => `  ${line}`).join('\n');
}

/** What ends a line unseen is what people look for the longest. */
function shown(line: string): string {
  const visible = line.replace(/\r$/, '␍');
  const end = visible.trimEnd().length;
  return end < 1 ? visible : visible.slice(0, end) + '·'.repeat(visible.length - end);
}
