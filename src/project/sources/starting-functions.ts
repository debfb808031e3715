import { wordSet } from '../../grouping.js';
import { closing, signAt, wordAt } from './expression-texts.js';
import type { Token } from './tokens.js';

/** Which argument of a function says what is started, by the function's name. */
export type StartingFunctions = ReadonlyMap<string, number>;

/** Helpers call helpers, but hardly ever deeper. */
const rounds = 3;
/** Tokens between a parameter and the call that starts what it says. */
const furthest = 200;
/** How often a parameter is named in between. */
const mostUses = 4;
/** Tokens of a list of parameters. */
const longestList = 40;

/**
 * The functions of a source that start what one of their parameters says, beside those that do so by
 * themselves: `const run = (cmd) => execSync(cmd)`.
 *
 * @param calls where a call of one of the names begins whose first argument is at the second index
 */
export function functionsAround(
  tokens: readonly Token[],
  starters: StartingFunctions,
  calls: (names: StartingFunctions) => Iterable<readonly [call: number, argument: number]>,
): StartingFunctions {
  const found = new Map<string, number>();
  let names = starters;
  for (let round = 0; round < rounds; round += 1) {
    const size = found.size;
    for (const [call, argument] of calls(names)) {
      const around = functionAround(tokens, call, firstName(tokens, argument));
      if (around && !starters.has(around.name)) found.set(around.name, around.argument);
    }
    if (found.size === size) break;
    names = found;
  }
  return found;
}

/** The name that an argument begins with: `cmd`, `cmd + x`, a template or a list of it; empty where there is none. */
function firstName(tokens: readonly Token[], at: number): string {
  const token = tokens[at];
  const inside = (token?.kind === 'template' && token.value === '') || signAt(tokens, at) === '[';
  const name = inside ? at + 1 : at;
  return signAt(tokens, name + 1) === '(' ? '' : wordAt(tokens, name);
}

interface Parameter {
  /** Of the function. */
  readonly name: string;
  readonly argument: number;
}

/** The next function around a call that has a parameter of this name. */
function functionAround(
  tokens: readonly Token[],
  call: number,
  parameter: string,
): Parameter | undefined {
  if (parameter === '') return undefined;
  let uses = 0;
  for (let at = call - 1; at >= Math.max(0, call - furthest) && uses < mostUses; at -= 1) {
    if (wordAt(tokens, at) !== parameter) continue;
    uses += 1;
    const found = parameterAt(tokens, at);
    if (found) return found;
  }
  return undefined;
}

function parameterAt(tokens: readonly Token[], at: number): Parameter | undefined {
  if (isArrow(tokens, at + 1)) return named(nameBefore(tokens, at), 0);
  const { open, argument } = listAround(tokens, at) ?? {};
  if (open === undefined || argument === undefined) return undefined;
  return hasBody(tokens, closing(tokens, open, open + 2 * longestList))
    ? named(nameBefore(tokens, open), argument)
    : undefined;
}

/** Where the list opens of which a word begins an entry, and which one that is. */
function listAround(
  tokens: readonly Token[],
  at: number,
): { open: number; argument: number } | undefined {
  if (!isOneOf(tokens, at - 1, '(,')) return undefined;
  let depth = 0;
  let argument = 0;
  for (let open = at - 1; open >= Math.max(0, at - longestList); open -= 1) {
    if (isOneOf(tokens, open, ')]}')) depth += 1;
    else if (isOneOf(tokens, open, '([{')) depth -= 1;
    else if (depth === 0 && isOneOf(tokens, open, ';')) return undefined;
    else if (depth === 0 && isOneOf(tokens, open, ',')) argument += 1;
    if (depth < 0) return isOneOf(tokens, open, '(') ? { open, argument } : undefined;
  }
  return undefined;
}

function isOneOf(tokens: readonly Token[], at: number, signs: string): boolean {
  const sign = signAt(tokens, at);
  return sign !== '' && signs.includes(sign);
}

function named(name: string, argument: number): Parameter | undefined {
  return name === '' ? undefined : { name, argument };
}

/** Whether what stands behind a bracket makes it a list of parameters. */
function hasBody(tokens: readonly Token[], behind: number): boolean {
  if (signAt(tokens, behind) === '{' || isArrow(tokens, behind)) return true;
  if (signAt(tokens, behind) !== ':') return false;
  const type = tokens.slice(behind, behind + longestList);
  return type.some((_, index) => signAt(type, index) === '{' || isArrow(type, index));
}

function isArrow(tokens: readonly Token[], at: number): boolean {
  return signAt(tokens, at) === '=' && signAt(tokens, at + 1) === '>';
}

const noNames = wordSet('async await catch for function if new return switch while with');

/** What a function is called whose parameters begin at an index; empty where it has no name. */
function nameBefore(tokens: readonly Token[], open: number): string {
  const own = wordAt(tokens, open - 1);
  if (own !== '' && !noNames.has(own)) return own;
  let at = open - 1;
  while (/^(?:async|function)$/.test(wordAt(tokens, at)) || signAt(tokens, at) === '*') at -= 1;
  if (!/^[=:]$/.test(signAt(tokens, at))) return '';
  // `const run: Runner = …`
  const typed = signAt(tokens, at) === '=' && signAt(tokens, at - 2) === ':';
  return wordAt(tokens, typed ? at - 3 : at - 1);
}
