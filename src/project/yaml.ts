import { type Document, LineCounter, parseAllDocuments } from 'yaml';

/** Deeper lists and maps are no configuration; a parser that calls itself runs out of stack on them. */
const deepest = 200;
/** More references to anchors are no configuration: each costs a look through the whole text. */
const mostAliases = 1000;
/** Lines and members of lists: each of them takes a kilobyte to read, and large lockfiles have a hundred thousand. */
const mostParts = 300_000;
const alias = /[\s[,{]\*\w/g;
const nestedInOneLine = /(?:[-?:][\t ]{1,9}){200}/;

const options = {
  merge: true,
  uniqueKeys: false,
  prettyErrors: false,
  logLevel: 'silent',
} as const;

/** Documents of a YAML text, with what tells the lines of their nodes. */
interface Yaml {
  readonly documents: readonly Document.Parsed[];
  readonly lines: LineCounter;
}

/**
 * Reads YAML of a scanned repository. What stands in it may be made to keep a reader busy for hours
 * or to grow beyond all memory: such a text counts as one that can't be read.
 *
 * @returns undefined where it can't be read
 */
export function readYaml(text: string): Yaml | undefined {
  if (isBomb(text)) return undefined;
  const lines = new LineCounter();
  const documents = parseAllDocuments(text, { ...options, lineCounter: lines });
  return { documents: Array.isArray(documents) ? documents : [], lines };
}

/**
 * The value of a YAML text of one document.
 *
 * @throws SyntaxError where it can't be read
 */
export function yamlValue(text: string): unknown {
  const [document] = readYaml(text)?.documents ?? [];
  if (!document && text.trim() === '') return undefined;
  if (!document || document.errors.length > 0) throw new SyntaxError('no YAML that can be read');
  return document.toJS();
}

function isBomb(text: string): boolean {
  return (
    hasManyParts(text) ||
    depthOf(text) > deepest ||
    nestedInOneLine.test(text) ||
    aliasesIn(text) > mostAliases
  );
}

function hasManyParts(text: string): boolean {
  let parts = 0;
  for (let at = 0; at < text.length && parts <= mostParts; at += 1)
    if (text[at] === '\n' || text[at] === ',') parts += 1;
  return parts > mostParts;
}

function aliasesIn(text: string): number {
  return text.match(alias)?.length ?? 0;
}

/** How deep brackets stand in brackets, at most; those in strings count too, which is too many. */
function depthOf(text: string): number {
  let depth = 0;
  let most = 0;
  for (const [bracket] of text.matchAll(/[[\]{}]/g)) {
    depth = bracket === '[' || bracket === '{' ? depth + 1 : Math.max(0, depth - 1);
    most = Math.max(most, depth);
  }
  return most;
}
