import type { Options } from '../transform.js';

/** A test case written as a document: why it exists, what goes in, what comes out. */
export interface Fixture {
  /** The first paragraph. */
  readonly why: string;
  readonly before: string;
  /** Absent when the file must stay as it is. */
  readonly after?: string;
  /** One line each: `3: declined alpine-base/digest-pin`; absent when nobody looks. */
  readonly findings?: readonly string[];
  /** The files around the Dockerfile, by path. */
  readonly files: Readonly<Record<string, string>>;
  /** Files of which only the existence matters. */
  readonly tree: readonly string[];
  readonly options: Partial<Options> & { readonly path?: string; readonly context?: string };
}

const block = /^(`{3,})([^\n`]*)\n([^]*?)^\1[ \t]*$/gm;

/**
 * Reads a fixture: a paragraph, then fenced blocks. The info string says what a block is:
 * `dockerfile before`, `dockerfile after`, `text findings`, `json options`, `text tree`, or a
 * language and the path of a file of the project. A blank block stands for an empty text, and the
 * word `unterminated` after `before` or `after` leaves out the final newline.
 *
 * @throws Error when there is no `before`
 */
export function readFixture(markdown: string): Fixture {
  const blocks = [...markdown.matchAll(block)].map(([, , info = '', body = '']) => {
    const [, name = '', ...flags] = info.trim().split(/\s+/);
    return { name, body: flags.includes('unterminated') ? body.replace(/\n$/, '') : body };
  });
  const find = (name: string): string | undefined => blocks.find((one) => one.name === name)?.body;
  const before = find('before');
  if (before === undefined) throw new Error('a fixture needs a block "dockerfile before"');
  const special = new Set(['before', 'after', 'findings', 'options', 'tree']);
  const after = find('after');
  const findings = find('findings')?.split('\n').filter(Boolean);
  return {
    why: markdown.split(/\n\s*\n/, 1)[0]?.trim() ?? '',
    before,
    ...(after !== undefined && { after }),
    ...(findings && { findings }),
    files: Object.fromEntries(
      blocks.filter(({ name }) => !special.has(name)).map(({ name, body }) => [name, body]),
    ),
    tree: (find('tree') ?? '').split('\n').filter(Boolean),
    options: JSON.parse(find('options') ?? '{}') as Fixture['options'],
  };
}
