/**
 * A report with no more than what there is room for: first the diffs go, then the files at the end.
 *
 * @param room how much there is, how a text is measured, and where the rest can be seen
 */
export function fitting(markdown, { longest, size, elsewhere }) {
  if (size(markdown) <= longest) return markdown;
  const short = markdown.replaceAll(/^<details>[^]*?^<\/details>\n/gm, '');
  const note = `\nThere was no room for the diffs here: ${elsewhere}.\n`;
  if (size(short + note) <= longest) return short + note;
  const more = `\n\nAnd more, for which there was no room here: ${elsewhere}.\n`;
  const [head, ...files] = short.split(/(?=\n### )/);
  let left = longest - size(head + more);
  const end = files.findIndex((file) => (left -= size(file)) < 0);
  return `${head}${files.slice(0, end).join('')}${more}`;
}
