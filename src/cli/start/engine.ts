import { setFlagsFromString } from 'node:v8';
import flags from './engine-flags.json' with { type: 'json' };

const major = Number.parseInt(process.versions.node, 10);

/**
 * Tells the engine what kind of program runs here: one that does much, each thing a few times. The
 * optimising compiler of Node.js 20 took more than a third of the time over 10,000 files and gave
 * nothing back, so it waits until code is hot indeed. Later versions have another compiler before
 * it, and count calls: with Node.js 22, where both waited as little, they took a third.
 *
 * Of hundreds of regular expressions most are tried a few times, on a line or a name: the engine has to
 * make neither better code nor machine code of them, which took a twentieth of the time over one file.
 * Where a text is long it makes machine code at once.
 *
 * What stays in memory is little, whatever the number of files: the engine collects garbage when that
 * has grown by 40 %, not when it is four times as much, for a hundredth or two of the time
 * (docs/benchmark.md, memory).
 *
 * All are set before anything is compiled: code that was kept under other flags is refused.
 */
export function tuneEngine(): void {
  // The engine complains of a flag that it does not know.
  if (major > flags.tried) return;
  const own = major < 22 ? flags.node20 : flags.later;
  for (const flag of [...own, ...flags.all]) setFlagsFromString(flag);
}
