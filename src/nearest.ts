import { closest, distance } from 'fastest-levenshtein';

/**
 * The question whether another word was meant, with a blank in front; nothing where no word is near,
 * for a far one only misleads.
 *
 * @param quote what stands around the word that is offered
 */
export function didYouMean(word: string, words: readonly string[], quote = ''): string {
  const nearest = nearestOf(word, words);
  return nearest === undefined ? '' : ` Did you mean ${quote}${nearest}${quote}?`;
}

/** The word of a list that another one may be meant for: at most half of it is different. */
export function nearestOf(word: string, words: readonly string[]): string | undefined {
  const nearest = closest(word, [...words]);
  return nearest && distance(word, nearest) <= word.length / 2 ? nearest : undefined;
}
