import type { RepositoryResult } from '../../repositories/index.js';
import { visible, visibleName } from '../../report/visible.js';
import type { Output } from '../output.js';

/** Shows how far a run is. */
interface Progress {
  done(result: RepositoryResult): Promise<void>;
  stop(): void;
}

/** What a progress depends on. */
interface Circumstances {
  readonly quiet: boolean;
  readonly interactive: boolean;
}

/** Whether the progress has a line for each repository. */
export function hasLines({ quiet, interactive }: Circumstances): boolean {
  return !quiet && (interactive || !process.stderr.isTTY);
}

/** A bar on a terminal that is not used for questions, a line for each repository elsewhere. */
export async function progressOver(
  total: number,
  output: Output,
  circumstances: Circumstances,
): Promise<Progress> {
  if (circumstances.quiet) return { done: async () => {}, stop: () => {} };
  if (hasLines(circumstances)) return lines(total, output);
  const { SingleBar } = (await import('cli-progress')).default;
  const bar = new SingleBar({
    format: '{bar} {value}/{total} repositories, {eta_formatted} to go  {name}',
    stream: process.stderr,
    hideCursor: true,
    clearOnComplete: true,
  });
  bar.start(total, 0, { name: '' });
  return {
    done: async (result) => bar.increment({ name: visibleName(result.source.name) }),
    stop: () => bar.stop(),
  };
}

function lines(total: number, output: Output): Progress {
  let count = 0;
  return {
    done: async (result) => {
      count += 1;
      await output.tell(`[${count}/${total}] ${lineOf(result)}\n`);
    },
    stop: () => {},
  };
}

/** `api: changed, 2 of 3 Dockerfiles` */
export function lineOf({ source, outcome, because, files }: RepositoryResult): string {
  const name = visibleName(source.name);
  if (because !== undefined) return `${name}: ${outcome}: ${visible(because)}`;
  const changed = files.filter(({ before, text }) => before !== text).length;
  return `${name}: ${outcome}, ${changed} of ${files.length} Dockerfiles`;
}
