import { setFlagsFromString } from 'node:v8';

const major = Number.parseInt(process.versions.node, 10);
/** The newest Node.js on which these flags were tried: the engine complains of one that it does not know. */
const newestTried = 24;

/**
 * Tells the engine what kind of program runs here: one that does much, each thing a few times. The
 * optimising compiler of Node.js 20 took more than a third of the time over 10,000 files and gave
 * nothing back, so it waits until code is hot indeed. Later versions have another compiler before
 * it, and no such flag.
 *
 * What stays in memory is little, whatever the number of files: the engine collects garbage when that
 * has grown by 40 %, not when it is four times as much, for a hundredth or two of the time
 * (docs/benchmark.md, memory).
 */
export function tuneEngine(): void {
  if (major === 20) setFlagsFromString('--interrupt-budget=500000');
  if (major <= newestTried) setFlagsFromString('--heap-growing-percent=40');
}
