import {
  type Dockerfile,
  environmentAt,
  expandBody,
  heredocText,
  type Instruction,
  type Lookup,
  type Stage,
} from '../../dockerfile/index.js';
import { copyAt, heredocSource } from './copies.js';
import type { Files } from '../files.js';
import { writtenIn } from './written-files.js';

/**
 * The files of a build context, and beside them those that the Dockerfile itself writes, by heredocs of COPY and by echo and its
 * like of RUN, by the names that {@link heredocSource} gives them: what reads a script of the context reads these, too.
 */
export function withHeredocs(files: Files, file: Dockerfile): Files {
  const texts = heredocTexts(file);
  if (texts.size === 0) return files;
  return {
    ...files,
    read: (path) => (texts.has(path) ? texts.get(path) : files.read(path)),
    has: (path) => texts.has(path) || files.has(path),
  };
}

/** Their texts; undefined for one of which not every byte is known. */
function heredocTexts(file: Dockerfile): ReadonlyMap<string, string | undefined> {
  const texts = new Map<string, string | undefined>();
  const add = (path: string, text: string | undefined): void => {
    texts.set(path, texts.has(path) && texts.get(path) !== text ? undefined : text);
  };
  for (const stage of file.stages) {
    for (const [path, { text }] of writtenIn(stage)) add(heredocSource(path, ''), text);
    for (const [index, { line }] of stage.instructions.entries()) {
      const copy = line.heredocs.length > 0 ? copyAt(stage, index, file.stages) : undefined;
      if (!copy) continue;
      for (const { name, text } of bodiesOf(copy.instruction, stage, index))
        add(heredocSource(copy.destination, name), text);
    }
  }
  return texts;
}

/** The builder expands variables in a body (handbook A09); undefined where one is not known. */
function bodiesOf({ line: { heredocs, joined } }: Instruction, stage: Stage, index: number) {
  const { scope } = environmentAt(stage, index);
  // The builder makes nothing of `$@` and `$1`: what is left is nobody's script.
  const lookUp: Lookup = (name) => (/^[A-Za-z_]/.test(name) ? scope.variable(name) : undefined);
  return heredocs.map((one) => {
    const text = heredocText(joined.fileText, one);
    return { name: one.name, text: one.expand ? expandBody(text, lookUp) : text };
  });
}
