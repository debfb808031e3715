import { parse } from './dockerfile/index.js';
import { memoryFiles, type Project, projectOf, unknownProject } from './project/index.js';
import { rewrite, type Rewrite } from './rewrite.js';
import type { Options, Transform } from './transform.js';

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

/** The rewrite of a fixture, with the transforms that its options name or with all that are given. */
export function rewriteFixture(fixture: Fixture, transforms: readonly Transform[]): Rewrite {
  const { path = 'Dockerfile', context, transforms: names, ...options } = fixture.options;
  const chosen = names ? transforms.filter(({ name }) => names.includes(name)) : transforms;
  return rewrite(fixture.before, chosen, projectFor(fixture, path, context), options);
}

/** A fixture without files is a Dockerfile of which nothing but the text is known. */
function projectFor({ before, files, tree }: Fixture, path: string, context?: string): Project {
  if (Object.keys(files).length === 0 && tree.length === 0) return unknownProject;
  const all = memoryFiles({ ...files, [path]: before }, tree);
  return projectOf(all, path, parse(before), context);
}

/** What a transform is to blame for, whatever the fixture says. */
const failures = new Set(['file/self-check', 'file/transform-error']);

/**
 * Checks a fixture: the text, the findings, that no transform failed, and that a second run changes
 * nothing.
 *
 * @returns what is wrong, a sentence each; empty when all is well
 */
export function checkFixture(fixture: Fixture, transforms: readonly Transform[]): string[] {
  const result = rewriteFixture(fixture, transforms);
  const expected = fixture.after ?? fixture.before;
  const problems: string[] = [];
  if (result.text !== expected) problems.push(`the text is\n${result.text}\nnot\n${expected}`);
  const again = rewriteFixture({ ...fixture, before: result.text }, transforms);
  if (again.text !== result.text)
    problems.push(`a second run changes the text again:\n${again.text}`);
  const failed = [...result.declined, ...again.declined].filter(({ rule }) => failures.has(rule));
  problems.push(...failed.map(({ because }) => because));
  const found = findingLines(result);
  if (fixture.findings && fixture.findings.toSorted().join('\n') !== found.toSorted().join('\n'))
    problems.push(`the findings are\n${found.join('\n')}\nnot\n${fixture.findings.join('\n')}`);
  return problems;
}

/** Findings as fixtures write them. */
export function findingLines({ changes, cautions, declined }: Rewrite): string[] {
  return [
    ...changes.map(({ line, rule }) => `${line}: changed ${rule}`),
    ...cautions.map(({ line, rule }) => `${line}: caution ${rule}`),
    ...declined.map(({ line, rule }) => `${line}: declined ${rule}`),
  ];
}
