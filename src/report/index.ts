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
 * @param transforms whose rules the results may name
 */
export function reportIn(
  format: Format,
  view: View,
  transforms: readonly Transform[] = [],
): Report {
  if (format === 'json') return jsonReport();
  if (format === 'sarif') return sarifReport(transforms);
  if (format === 'markdown') return markdownReport();
  if (format === 'html') return { start: htmlStart, file: htmlFile, end: htmlEnd };
  if (format === 'summary') return summaryReport(view);
  return { start: nothing, file: (result) => diffIn(view, result), end: nothing };
}

function summaryReport(view: View): Report {
  let totals = noTotals;
  let wrote = false;
  return {
    start: nothing,
    file(result) {
      totals = addTo(totals, result);
      wrote ||= result.written;
      return summaryOf(result, view);
    },
    end: () => `${totalsLine(totals, wrote)}\n`,
  };
}

function jsonReport(): Report {
  let totals: Totals = noTotals;
  return {
    start: jsonStart,
    file(result) {
      totals = addTo(totals, result);
      return jsonFile(result, totals.files === 1);
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

function markdownReport(): Report {
  let totals = noTotals;
  let wrote = false;
  return {
    start: () => '## slim-dockerfile\n\n',
    file(result) {
      totals = addTo(totals, result);
      wrote ||= result.written;
      return markdownFile(result);
    },
    end: () => markdownEnd(totals, wrote),
  };
}

function nothing(): string {
  return '';
}
