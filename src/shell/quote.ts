const plainWord = /^[\w@%+=:,./-]+$/;

/** A word that the shell reads back as exactly this text. */
export function quoteWord(text: string): string {
  return plainWord.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}
