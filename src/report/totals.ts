import { type FileResult, type Status, statusOf } from '../run/result.js';

/** How many files came to what, and how many findings there were. */
export type Totals = Readonly<Record<'files' | Status | 'cautions' | 'declines', number>>;

export const noTotals: Totals = {
  files: 0,
  changed: 0,
  unchanged: 0,
  declined: 0,
  failed: 0,
  cautions: 0,
  declines: 0,
};

/** Adds one file. */
export function addTo(totals: Totals, result: FileResult): Totals {
  const status = statusOf(result);
  return {
    ...totals,
    files: totals.files + 1,
    [status]: totals[status] + 1,
    cautions: totals.cautions + result.cautions.length,
    declines: totals.declines + result.declined.length,
  };
}

/**
 * The last line of a run.
 *
 * @param wrote whether changed files were written
 */
export function totalsLine(totals: Totals, wrote: boolean): string {
  const { files, changed, unchanged, declined, failed } = totals;
  if (files === 0) return 'The configuration leaves out every Dockerfile that was found.';
  const all = counted(files, 'Dockerfile');
  if (unchanged === files) return `${all}, nothing to change.`;
  const parts = [
    changed > 0 && `${changed} ${wrote ? 'rewritten' : 'would change'}`,
    unchanged > 0 && `${unchanged} with nothing to change`,
    declined > 0 && `${declined} left alone`,
    failed > 0 && `${failed} failed`,
  ].filter((part) => part !== false);
  const next = changed > 0 && !wrote ? ' Write with --write.' : '';
  return `${all}: ${parts.join(', ')}${findings(totals)}.${next}`;
}

function findings({ cautions, declines }: Totals): string {
  const parts = [
    cautions > 0 && counted(cautions, 'caution'),
    declines > 0 && `${declines} declined`,
  ].filter((part) => part !== false);
  return parts.length > 0 ? ` (${parts.join(', ')})` : '';
}

/** `1 change`, `2 changes`. */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
