/** Whether small commands, whose words no parser reads, are asked what they do. */
export function asksForHelp(words: readonly string[]): boolean {
  return words.some((word) => word === '--help' || word === '-h');
}
