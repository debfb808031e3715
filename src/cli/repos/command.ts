import { resolve } from 'node:path';
import manifest from '../../../package.json' with { type: 'json' };
import {
  Journal,
  rewriteRepositories,
  type RepositoryResult,
  type Source,
  sourcesOf,
  type Work,
} from '../../repositories/index.js';
import { paintWith, type Report, reportIn } from '../../report/index.js';
import type { Request } from '../../run/index.js';
import { UserError } from '../../user-error.js';
import { Failures } from '../failures.js';
import { untilInterrupted } from '../interruption.js';
import { inLittleMemory } from '../little-memory.js';
import type { Output } from '../output.js';
import { reportFile } from '../report-file.js';
import { requestFor } from '../requests.js';
import { readReposArguments, type ReposArguments } from './arguments.js';
import { hasLines, lineOf, progressOver } from './progress.js';
import { entryOf, RepositoryTotals } from './totals.js';

/**
 * `slim-dockerfile repos`: rewrites many repositories and tells what became of each.
 *
 * @returns 0 when all is done, 1 for --fail-on, 2 when a repository failed, 130 after an interruption
 */
export async function reposCommand(
  argv: readonly string[],
  width: number,
  output: Output,
): Promise<number> {
  const given = await readReposArguments(argv, width);
  if (typeof given === 'string') {
    await output.print(`${given}\n`);
    return 0;
  }
  const cwd = process.cwd();
  const sources = sourcesOf(given.list, cwd);
  demandPlace(given, sources);
  const checkouts = sources.filter(({ kind }) => kind === 'checkout');
  const request = await requestFor(
    given.rewriting,
    cwd,
    checkouts.map(({ location }) => location),
  );
  const asking = given.rewriting.interactive
    ? (await import('../interactive.js')).reviewOnTerminal(given.rewriting.color)
    : undefined;
  const run = new Run(given, { ...request, ...(asking && { review: asking.review }) }, output);
  const interrupted = await untilInterrupted((signal) => run.all(sources, signal)).finally(() =>
    asking?.close(),
  );
  if (!interrupted) return run.exitCode();
  const next = given.journal === undefined ? '' : ' Run the same command again to continue.';
  await output.tell(`Interrupted; no repository was left half done.${next}\n`);
  return 130;
}

/** A commit in a clone that goes away would be lost. */
function demandPlace({ delivery, clones }: ReposArguments, sources: readonly Source[]): void {
  const remote = sources.find(({ kind }) => kind === 'remote');
  const kept = clones !== undefined || delivery.push || delivery.patches !== undefined;
  if (remote && !kept && (delivery.branch !== undefined || delivery.write))
    throw new UserError(
      `${remote.location} is cloned into a temporary folder, so that its changes would be lost.`,
      'Add --push or --patch-dir, or keep the clones with --clones DIR.',
    );
}

class Run {
  readonly #totals = new RepositoryTotals();
  readonly #failures: Failures;
  readonly #report: Report | undefined;
  readonly #out: { print(text: string): Promise<void> };
  readonly #work: Work;
  #failed = false;

  constructor(
    readonly given: ReposArguments,
    readonly request: Request,
    readonly output: Output,
  ) {
    const { rewriting, delivery, clones } = given;
    const { format, output: file } = rewriting;
    const { transforms } = request;
    this.#failures = new Failures(rewriting, transforms);
    this.#report = format && reportIn(format, { paint: paintWith(false) }, transforms);
    this.#out = file === undefined ? output : reportFile(file, []);
    const folder = (path: string) => resolve(process.cwd(), path);
    this.#work = {
      request,
      delivery: {
        ...delivery,
        ...(delivery.patches !== undefined && { patches: folder(delivery.patches) }),
        ...(delivery.bodies !== undefined && { bodies: folder(delivery.bodies) }),
      },
      ...(clones !== undefined && { clones: folder(clones) }),
    };
  }

  async all(sources: readonly Source[], signal: AbortSignal): Promise<void> {
    const { journal: path, jobs, rewriting } = this.given;
    const journal = path === undefined ? undefined : new Journal(path, this.#purpose());
    const left = await this.#left(sources, journal);
    const progress = await progressOver(left.length, this.output, rewriting);
    try {
      await this.#out.print(this.#report?.start() ?? '');
      const results = rewriteRepositories(left, this.#work, jobs, signal);
      for await (const result of inLittleMemory(results)) {
        await this.#see(result, journal);
        await progress.done(result);
      }
      await this.#out.print(this.#report?.end() ?? '');
    } finally {
      progress.stop();
      journal?.close();
    }
    const { review } = this.request;
    const reviewed =
      review && (await import('../interactive.js')).reviewedLine(review, this.#totals.changed);
    await this.output.tell(
      `${reviewed === undefined ? '' : `${reviewed}\n`}${this.#totals.toString()}`,
    );
  }

  exitCode(): number {
    return this.#failed ? 2 : this.#failures.exitCode();
  }

  /** What an earlier run did is counted and not done again. */
  async #left(sources: readonly Source[], journal: Journal | undefined): Promise<Source[]> {
    const left = sources.filter(({ location }) => {
      const entry = journal?.done(location);
      if (entry) this.#totals.add(entry);
      return !entry;
    });
    const done = sources.length - left.length;
    if (done > 0)
      await this.output.tell(`${done} of ${sources.length} repositories are done already.\n`);
    return left;
  }

  async #see(result: RepositoryResult, journal: Journal | undefined): Promise<void> {
    const entry = entryOf(result);
    this.#totals.add(entry);
    for (const file of result.files) {
      this.#failures.see(file);
      await this.#out.print(this.#report?.file(file) ?? '');
    }
    if (result.outcome === 'failed') {
      this.#failed = true;
      if (!hasLines(this.given.rewriting)) await this.output.tell(`${lineOf(result)}\n`);
    }
    // What was skipped or failed is tried again by the next run, and so is one that was left midway.
    if (result.outcome !== 'failed' && result.outcome !== 'skipped' && !this.request.review?.ended)
      journal?.add(entry);
  }

  /** A journal is good for the same work by the same version only. */
  #purpose(): unknown {
    const { options, transforms, configuration } = this.request;
    const names = transforms.map(({ name }) => name);
    return [manifest.version, names, options, configuration ?? null, this.#work.delivery];
  }
}
