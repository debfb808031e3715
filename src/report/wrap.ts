/**
 * Breaks a text at blanks so that its lines fit, and indents each; without a width it stays on one
 * line. A word that is too long gets a line of its own.
 */
export function wrap(text: string, indent: string, width: number | undefined): string {
  const room = Math.max((width ?? Infinity) - indent.length, 20);
  const lines: string[] = [];
  for (const word of text.split(/\s+/)) {
    const line = lines.at(-1);
    if (line !== undefined && line.length + 1 + word.length <= room)
      lines[lines.length - 1] = `${line} ${word}`;
    else lines.push(word);
  }
  return lines.map((line) => indent + line).join('\n');
}
