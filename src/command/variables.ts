/**
 * Words that only a shell can tell travel through argument vectors as marks: they may be passed on,
 * and where they decide anything the command is left alone.
 */
const mark = '\u0001';

/** The mark of the word at an index. */
export function variableMark(index: number): string {
  return `${mark}${index}${mark}`;
}

/** Whether a word of an argument vector stands for something that only a shell can tell. */
export function isVariable(word: string): boolean {
  return word.startsWith(mark);
}

/** The index behind a mark. */
export function markedIndex(word: string): number {
  return Number(word.slice(1, -1));
}

/** A sentence with the words that its marks stand for, as they are written. */
export function spelledOut(text: string, words: readonly { readonly text: string }[]): string {
  return text
    .split(mark)
    .map((part, index) => (index % 2 === 1 ? (words[Number(part)]?.text ?? '') : part))
    .join('');
}
