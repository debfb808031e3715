import type { FileResult } from '../run/result.js';
import type { Transform } from '../transform.js';
import { diffIn } from './diff.js';
import type { Format } from './formats.js';
import { htmlEnd, htmlFile, htmlStart } from './html/page.js';
import { jsonEnd, jsonFile, jsonStart } from './json.js';
import { markdownEnd, markdownFile } from './markdown.js';
import type { View } from './paint.js';
import { sarifEnd, sarifFile, sarifStart } from './sarif.js';
import { summaryOf } from './summary.js';
import { addTo, noTotals, type Totals, totalsLine } from './totals.js';

export type { Format } from './formats.js';
export { paintWith, type View } from './paint.js';
export { summaryOf, writtenLine } from './summary.js';
export { addTo, noTotals, type Totals, totalsLine } from './totals.js';
export { wrap } from './wrap.js';

/** Writes results one after the other, so that none has to be kept. */
export interface Report {
  start(): string;
  file(result: FileResult): string;
  end(): string;
}

/**
 * A report in a format.
 *
 * @param mirrors prefixes under which the user's registry serves official images
 * @param transforms whose rules the results may name
 */
export function reportIn(
  format: Format,
  view: View,
  mirrors: readonly string[],
  transforms: readonly Transform[] = [],
): Report {
  if (format === 'json') return jsonReport(mirrors);
  if (format === 'sarif') return sarifReport(transforms);
  if (format === 'markdown') return markdownReport(mirrors);
  if (format === 'html')
    return { start: htmlStart, file: (result) => htmlFile(result, mirrors), end: htmlEnd };
  if (format === 'summary') return summaryReport(view, mirrors);
  return { start: nothing, file: (result) => diffIn(view, result), end: nothing };
}

function summaryReport(view: View, mirrors: readonly string[]): Report {
  let totals = noTotals;
  let wrote = false;
  return {
    start: nothing,
    file(result) {
      totals = addTo(totals, result);
      wrote ||= result.written;
      return summaryOf(result, view, mirrors);
    },
    end: () => `${totalsLine(totals, wrote)}\n`,
  };
}

function jsonReport(mirrors: readonly string[]): Report {
  let totals: Totals = noTotals;
  return {
    start: jsonStart,
    file(result) {
      totals = addTo(totals, result);
      return jsonFile(result, totals.files === 1, mirrors);
    },
    end: () => jsonEnd(totals),
  };
}

function sarifReport(transforms: readonly Transform[]): Report {
  let isFirst = true;
  return {
    start: () => sarifStart(transforms),
    file(result) {
      const text = sarifFile(result, isFirst);
      isFirst &&= text === '';
      return text;
    },
    end: sarifEnd,
  };
}

function markdownReport(mirrors: readonly string[]): Report {
  let totals = noTotals;
  let wrote = false;
  return {
    start: () => '## slim-dockerfile\n\n',
    file(result) {
      totals = addTo(totals, result);
      wrote ||= result.written;
      return markdownFile(result, mirrors);
    },
    end: () => markdownEnd(totals, wrote),
  };
}

function nothing(): string {
  return '';
}
