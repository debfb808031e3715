import { idleOption, takesValue } from '../../knowledge/npm/manager-options.js';
import { type Elsewhere, type OtherCall, unknownOption } from './call.js';

/** The words after some options, and where the options say to run. */
interface Rest {
  readonly words: readonly string[];
  readonly where?: Elsewhere;
}

/**
 * Takes the options in front of a command or script off a command line.
 *
 * @param placeOf the place that an option names, with the word behind it
 */
export function afterOptions(
  manager: 'yarn' | 'pnpm' | 'bun',
  words: readonly string[],
  placeOf: (option: string, next: string | undefined) => Elsewhere | undefined,
): Rest | OtherCall {
  let where: Elsewhere | undefined;
  let at = 0;
  for (let word = words[at]; word?.startsWith('-'); word = words[at]) {
    const idle = idleOption(manager, word);
    const place = idle === undefined ? placeOf(word, words[at + 1]) : undefined;
    if (idle === undefined && (!place || where)) return unknownOption(word);
    where ??= place;
    const alone = place?.kind === 'root' || place?.kind === 'each' || word.includes('=');
    at += idle ?? (alone ? 1 : 2);
  }
  return { words: words.slice(at), ...(where && { where }) };
}

/** The words of an install that are no options and no values of options. */
export function operandsOf(words: readonly string[]): readonly string[] {
  return words.filter(
    (word, index) => !word.startsWith('-') && !takesValue(words[index - 1] ?? ''),
  );
}
