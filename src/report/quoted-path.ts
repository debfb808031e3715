const named: Readonly<Record<number, string>> = {
  7: 'a',
  8: 'b',
  9: 't',
  10: 'n',
  11: 'v',
  12: 'f',
  13: 'r',
  34: '"',
  92: '\\',
};

/**
 * A path as git writes it in a patch (quote.c, `core.quotePath`): as it is, or in double quotes with
 * every byte escaped that is a control character, a quote, a backslash, or not ASCII.
 */
export function quotedPath(path: string): string {
  const quoted = [...new TextEncoder().encode(path)].map(quotedByte).join('');
  return quoted === path ? path : `"${quoted}"`;
}

function quotedByte(byte: number): string {
  if (named[byte] !== undefined) return `\\${named[byte]}`;
  if (byte >= 0x20 && byte < 0x7f) return String.fromCharCode(byte);
  return `\\${byte.toString(8).padStart(3, '0')}`;
}
