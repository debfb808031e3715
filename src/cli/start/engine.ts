import { setFlagsFromString } from 'node:v8';

/**
 * Tells the engine what kind of program runs here: one that does much, each thing a few times. The
 * optimising compiler of Node.js 20 took more than a third of the time over 10,000 files and gave
 * nothing back, so it waits until code is hot indeed. Later versions have another compiler before
 * it, and no such flag.
 */
export function tuneEngine(): void {
  if (process.versions.node.startsWith('20.')) setFlagsFromString('--interrupt-budget=500000');
}
