import { jsonOf, outcomeLines, tableOf } from '../../report/verified.js';
import { type Engine, findEngine, verify, type Verified } from '../../verify/index.js';
import { subjects } from '../../verify/subjects.js';
import { viewOf } from '../colours.js';
import type { Output } from '../output.js';
import { reportFile } from '../report-file.js';
import { requestFor } from '../requests.js';
import { standardError } from '../standard-streams.js';
import { readVerifyArguments, type VerifyArguments } from './arguments.js';
import { untilInterrupted } from '../interruption.js';

/**
 * `slim-dockerfile verify`: builds and runs originals and rewrites, and tells how they differ.
 *
 * @returns 0 when all behave the same, 1 when one is worse, 2 when one could not be compared, and
 *   130 when the user interrupted it
 */
export async function verifyCommand(
  argv: readonly string[],
  width: number,
  output: Output,
): Promise<number> {
  const given = await readVerifyArguments(argv, width);
  if (typeof given === 'string') {
    await output.print(`${given}\n`);
    return 0;
  }
  const verified: Verified[] = [];
  const interrupted = await untilInterrupted(async (signal) => {
    const engine = await findEngine(given.engine, signal);
    await tell(output, given, `Using ${engine.version}.\n`);
    for await (const one of verifiedOnes(given, engine, signal, output)) verified.push(one);
  });
  if (interrupted) {
    await output.tell('Interrupted: containers, images and files of this run are removed.\n');
    return 130;
  }
  await report(verified, given, output);
  return exitCode(verified);
}

async function* verifiedOnes(
  given: VerifyArguments,
  engine: Engine,
  signal: AbortSignal,
  output: Output,
): AsyncGenerator<Verified> {
  const { rewriting, trial, against } = given;
  const request = await requestFor(rewriting, process.cwd());
  const view = viewOf(standardError(), rewriting.color);
  for await (const subject of subjects({ ...request, ...(against !== undefined && { against }) })) {
    const step = (version: string, doing: string): void => {
      const which = version === 'before' ? 'the original' : 'the rewrite';
      void tell(output, given, `${subject.path}: ${doing} ${which} …\n`);
    };
    const verified = await verify(subject, engine, trial, signal, step);
    await output.tell(outcomeLines(verified, view));
    yield verified;
  }
}

async function report(
  verified: readonly Verified[],
  { format, rewriting }: VerifyArguments,
  output: Output,
): Promise<void> {
  const file = rewriting.output;
  const out = file === undefined ? output : reportFile(file, rewriting.paths);
  if (format === 'json') return out.print(jsonOf(verified));
  if (verified.length === 0)
    return output.tell('Nothing would change, so there is nothing to verify.\n');
  await out.print(tableOf(verified));
}

async function tell(output: Output, { rewriting }: VerifyArguments, text: string): Promise<void> {
  if (!rewriting.quiet) await output.tell(text);
}

function exitCode(verified: readonly Verified[]): number {
  if (verified.some(({ verdict }) => verdict === 'worse')) return 1;
  return verified.some(({ verdict }) => verdict === 'unproven') ? 2 : 0;
}
