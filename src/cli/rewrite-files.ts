import {
  addTo,
  noTotals,
  paintWith,
  type Report,
  reportIn,
  summaryOf,
  type Totals,
  totalsLine,
  type View,
  writtenLine,
} from '../report/index.js';
import { visible } from '../report/visible.js';
import { type FileResult, type Request, run, statusOf } from '../run/index.js';
import type { Transform } from '../transform.js';
import type { Arguments } from './arguments.js';
import { viewOf } from './colours.js';
import { Failures } from './failures.js';
import { inLittleMemory } from './little-memory.js';
import type { Output } from './output.js';
import { reportFile } from './report-file.js';
import { requestFor } from './requests.js';
import { standardError, standardOutput } from './standard-streams.js';

/** Rewrites the files that the user names, and tells what became of each. */
export async function rewriteFiles(given: Arguments, output: Output): Promise<number> {
  const request = await requestFor(given, process.cwd());
  if (!given.interactive) return rewriteAll(request, given, output);
  const { reviewOnTerminal } = await import('./interactive.js');
  const { review, close } = reviewOnTerminal(given.color);
  try {
    return await rewriteAll({ ...request, review }, given, output);
  } finally {
    close();
  }
}

async function rewriteAll(request: Request, given: Arguments, output: Output): Promise<number> {
  const failures = new Failures(given, request.transforms);
  const told = viewOf(standardError(), given.color);
  const out = given.output === undefined ? output : reportFile(given.output, given.paths);
  const report = reportOf(given, request.transforms);
  let totals = noTotals;
  await out.print(report?.start() ?? '');
  try {
    for await (const result of inLittleMemory(resultsOf(request, given))) {
      totals = addTo(totals, result);
      failures.see(result);
      await out.print(printed(result, given, report));
      await output.tell(toldOf(result, given, told));
      if (output.isClosed() && !given.write) break;
    }
  } catch (error) {
    if (isDocument.test(given.format ?? '')) await out.print(report?.end() ?? '');
    throw error;
  }
  await out.print(report?.end() ?? '');
  if (!given.quiet && given.format !== 'summary')
    await output.tell(`${await lastLine(totals, request)}\n`);
  return failures.exitCode();
}

/** Threads take their time to start, and standard input has one reader. */
async function* resultsOf(request: Request, given: Arguments): AsyncGenerator<FileResult> {
  if (given.jobs === 1 || given.interactive || request.paths.includes('-'))
    return yield* run(request);
  const { runInThreads } = await import('./jobs/threads.js');
  yield* runInThreads(request, given);
}

async function lastLine(totals: Totals, { review, write }: Request): Promise<string> {
  if (!review) return totalsLine(totals, write);
  const { reviewedLine } = await import('./interactive.js');
  return reviewedLine(review, totals.changed);
}

/** Reports that no program can read without their end, whatever ended the run. */
const isDocument = /^(?:json|sarif|html)$/;

/** A file is not a terminal, whatever standard output is. */
const plainView: View = { paint: paintWith(false) };

/** A diff by default; nothing where the files are written or only checked. */
function reportOf(
  { format, write, check, color, output }: Arguments,
  transforms: readonly Transform[],
): Report | undefined {
  if (format === undefined && output === undefined && (write || check)) return undefined;
  const view: View = output === undefined ? viewOf(standardOutput(), color) : plainView;
  return reportIn(format ?? 'diff', view, transforms);
}

/** With --write, standard input goes to standard output whole, changed or not. */
function printed(
  result: FileResult,
  { write, format }: Arguments,
  report: Report | undefined,
): string {
  if (write && format === undefined && result.path === '-')
    return result.error === undefined ? result.text : '';
  return report?.file(result) ?? '';
}

/** What goes to standard error; errors even where the user wants it quiet. */
function toldOf(result: FileResult, { quiet, format, interactive }: Arguments, view: View): string {
  const error =
    result.error === undefined ? '' : `${view.paint.red('error')} ${visible(result.error)}\n`;
  if (quiet || format === 'json' || format === 'summary') return error;
  if (result.written && format === undefined) {
    // Who was asked has read the cautions.
    return error + writtenLine(interactive ? { ...result, cautions: [] } : result, view);
  }
  return error + (statusOf(result) === 'failed' ? '' : summaryOf(result, view));
}
