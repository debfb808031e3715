import { type Dockerfile, environmentAt, parse, propertiesOf } from '../dockerfile/index.js';
import type { Edit } from '../edits.js';
import { literally } from '../literally.js';
import type { Change, Outcome } from '../transform.js';
import { wholePath } from './assumed-folders.js';

/**
 * What a transform yields, with the argument in place of each assumed folder in all that it writes. Where a line can't name one by
 * its argument, the transform has to do without the assumption.
 */
export function withoutFolders(
  file: Dockerfile,
  run: (file: Dockerfile) => readonly Outcome[],
): readonly Outcome[] {
  const outcomes = run(file);
  if (file.assumed.size === 0) return outcomes;
  const named = outcomes.map((one) => (one.outcome === 'changed' ? nameFolders(file, one) : one));
  return named.includes(undefined)
    ? run(parse(file.text, file.imageMirrors, file.style))
    : named.filter((one) => one !== undefined);
}

function nameFolders(file: Dockerfile, change: Change): Change | undefined {
  let named: Change | undefined = change;
  for (const [name, path] of file.assumed)
    named = named && new Naming(file, name, path).change(named);
  return named;
}

/** Instructions in which the builder, or the shell of a build, puts the value of an argument in, outside of quotes and lists. */
const expanding = /^\s*(?:ADD|COPY|RUN|WORKDIR)\s[^"'[]*$/i;

/** Names a folder by an argument. */
class Naming {
  readonly #folder: RegExp;
  readonly #reference: string;
  /** The ARG as the last stage that has it writes it; absent where it is about others as well. */
  readonly #argument: string | undefined;

  constructor(
    readonly file: Dockerfile,
    readonly name: string,
    readonly path: string,
  ) {
    this.#folder = wholePath(path);
    this.#reference = file.text.includes(`\${${name}}`) ? `\${${name}}` : `$${name}`;
    const all = file.stages.flatMap(({ instructions }) => instructions);
    const last = all.findLast(
      (one) => one.keyword === 'ARG' && propertiesOf(one)?.some((it) => it.name === name),
    );
    const isAlone = last && propertiesOf(last)?.length === 1;
    this.#argument = isAlone ? file.text.slice(last.start, last.end) : undefined;
  }

  change(change: Change): Change | undefined {
    const edits = change.edits.map((edit) => this.#edit(edit));
    const known = edits.filter((edit) => edit !== undefined);
    if (known.length < edits.length) return undefined;
    const { writes = [] } = change.effect;
    const declares = known.some(({ text }, at) => text !== this.#named(change.edits[at]!.text));
    const declared = declares && this.#argument !== undefined ? [this.#argument] : [];
    const effect = {
      ...change.effect,
      writes: [...writes.map((one) => this.#named(one)), ...declared],
    };
    return { ...change, edits: known, effect };
  }

  #named(text: string): string {
    return text.replaceAll(this.#folder, () => this.#reference);
  }

  #edit(edit: Edit): Edit | undefined {
    if (this.#namesAbove(edit.text)) return undefined;
    const text = this.#named(edit.text);
    if (text === edit.text) return edit;
    const declared = this.#isDeclared(edit) ? text : this.#withArgument(text);
    return declared === undefined || !this.#isExpanded(edit)
      ? undefined
      : { ...edit, text: declared };
  }

  /** Whether a text names a folder above: with another value of the argument the application is no longer there. */
  #namesAbove(text: string): boolean {
    const parts = this.path.split('/');
    const above = parts.slice(2).map((_, at) => parts.slice(0, at + 2).join('/'));
    return above.some((one) =>
      new RegExp(String.raw`(?<![\w./-])${literally(one)}(?![\w./-])`).test(text),
    );
  }

  /** Whether the argument is in force where an edit adds to a stage. */
  #isDeclared({ start, text }: Edit): boolean {
    const stage = this.file.stages.findLast(({ from }) => from.start <= start);
    const index = stage?.instructions.findIndex(({ end }) => end >= start) ?? -1;
    const isKnown = stage !== undefined && index !== -1 && !/^FROM /im.test(text);
    return isKnown && environmentAt(stage, index).scope.isArgument(this.name);
  }

  /** A text that adds a stage, with the ARG that this one needs; undefined for one that adds none. */
  #withArgument(text: string): string | undefined {
    const at = text.search(/^FROM /im);
    const argument = this.#argument;
    if (at === -1 || argument === undefined) return undefined;
    return new RegExp(String.raw`^ARG ${this.name}\b`, 'im').test(text.slice(at))
      ? text
      : text.replace(/^FROM .*?(\r?\n)/im, (from, end) => `${from}${argument}${end}`);
  }

  /** Whether each line of an edit that names the folder is one in which the argument is put in. */
  #isExpanded({ start, text }: Edit): boolean {
    const around = this.file.instructions.find((one) => one.start < start && start <= one.end);
    const head = around && !/^\s*\n/.test(text) ? this.file.text.slice(around.start, start) : '';
    const lines = `${head}${text}`.replaceAll(/\\[ \t]*\r?\n/g, ' ').split('\n');
    return lines.every((line) => this.#named(line) === line || expanding.test(line));
  }
}
