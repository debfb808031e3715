import { type Need, need } from '../demands.js';
import type { Reached } from '../move.js';

/** What tar calls to unpack: the option's letter, its long forms, the endings, and Debian's package. */
const packers = [
  { letter: 'j', option: /^--(?:bzip2|bunzip2)$/, ending: /\.(?:tar\.bz2|tbz2?)$/, from: 'bzip2' },
  {
    letter: 'J',
    option: /^--(?:xz|lzma|unlzma)$/,
    ending: /\.(?:tar\.(?:xz|lzma)|t[xl]z)$/,
    from: 'xz-utils',
  },
  { letter: '', option: /^--zstd$/, ending: /\.(?:tar\.zst|tzst)$/, from: 'zstd' },
] as const;

/**
 * The program that tar calls for an archive: the full image has bzip2 and xz, the slim one neither. BusyBox
 * unpacks both itself.
 */
export function* archiveDemands({ command, caller }: Reached, program: string): Iterable<Need> {
  if (program !== 'tar') return;
  const words = command.words
    .slice(1)
    .map(({ value, text }) => value ?? text.replaceAll(/["']/g, ''));
  const letters = words.filter((word, at) => (at === 0 ? /^-?\w+$/ : /^-\w+$/).test(word)).join('');
  for (const { letter, option, ending, from } of packers)
    if (
      (letter !== '' && letters.includes(letter)) ||
      words.some((word) => option.test(word) || ending.test(word))
    )
      yield need(
        caller,
        [from],
        `${caller.label} lets tar call ${from === 'xz-utils' ? 'xz' : from}`,
      );
}
