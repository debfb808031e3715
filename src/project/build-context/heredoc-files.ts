import { type Dockerfile, heredocText, type Instruction } from '../../dockerfile/index.js';
import { copiesOf, heredocSource } from './copies.js';
import type { Files } from '../files.js';

/**
 * The files of a build context, and beside them those that COPY and ADD write by heredocs, by the names that
 * {@link heredocSource} gives them: what reads a script of the context reads these, too.
 */
export function withHeredocs(files: Files, file: Dockerfile): Files {
  if (file.instructions.every(({ line }) => line.heredocs.length === 0)) return files;
  const texts = heredocTexts(file);
  return {
    ...files,
    read: (path) => (texts.has(path) ? texts.get(path) : files.read(path)),
    has: (path) => texts.has(path) || files.has(path),
  };
}

/** Their texts; undefined for one of which not every byte is known. */
function heredocTexts(file: Dockerfile): ReadonlyMap<string, string | undefined> {
  const texts = new Map<string, string | undefined>();
  const copies = file.stages.flatMap((stage) => copiesOf(stage, file.stages));
  for (const copy of copies) {
    if (!copy) continue;
    for (const { name, text } of bodiesOf(copy.instruction)) {
      const path = heredocSource(copy.destination, name);
      texts.set(path, texts.has(path) && texts.get(path) !== text ? undefined : text);
    }
  }
  return texts;
}

/** What the builder makes of a body with variables is known when it builds (handbook A09). */
function bodiesOf({ line: { heredocs, joined } }: Instruction) {
  return heredocs.map((one) => {
    const text = heredocText(joined.fileText, one);
    return { name: one.name, text: one.expand && /[$\\]/.test(text) ? undefined : text };
  });
}
