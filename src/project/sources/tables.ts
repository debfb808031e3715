import { groupedBy } from '../../grouping.js';
import { rememberedForGood } from '../../memo.js';
import { closing, signAt, wordAt } from './expression-texts.js';
import type { Token } from './tokens.js';

/** Tokens of a declared type, and of a table, beyond which nobody looks; and texts that count of it. */
const longestType = 20;
const longestTable = 500;
const mostRows = 40;

/** Where each word stands. */
export const wordPlaces = rememberedForGood(
  (tokens: readonly Token[]): ReadonlyMap<string, readonly number[]> =>
    groupedBy(tokens.keys(), (index) => wordAt(tokens, index)),
);

/** The texts that `for (const name of list)` gives to a name in turn. */
export function turnsAt(tokens: readonly Token[], index: number): readonly string[] {
  if (wordAt(tokens, index + 1) !== 'of') return [];
  const list = wordAt(tokens, index + 2);
  return list === '' ? stringsIn(tokens, index + 2) : tableTexts(tokens, list);
}

/** The texts that the lists and objects of a name hold. */
export function tableTexts(tokens: readonly Token[], name: string): readonly string[] {
  return (wordPlaces(tokens).get(name) ?? []).flatMap((index) => {
    const given = givenAt(tokens, index);
    return given === undefined ? [] : stringsIn(tokens, given);
  });
}

/** Where the value begins that a declaration or a setting gives to the name at an index, its type left out. */
function givenAt(tokens: readonly Token[], index: number): number | undefined {
  for (let at = index + 1; at < index + longestType; at += 1) {
    const sign = signAt(tokens, at);
    if (at === index + 1 && !/^[=:]$/.test(sign)) return undefined;
    if (sign === '=') return /^[=>]$/.test(signAt(tokens, at + 1)) ? undefined : at + 1;
    if (sign === ':' && /^[[{]$/.test(signAt(tokens, at + 1))) return at + 1;
    if (/^[;(){}]$/.test(sign)) return undefined;
  }
  return undefined;
}

/** The strings between the brackets that open at an index, without the names of an object's properties. */
function stringsIn(tokens: readonly Token[], open: number): readonly string[] {
  if (!/^[[{]$/.test(signAt(tokens, open))) return [];
  return tokens
    .slice(open, closing(tokens, open, open + longestTable))
    .flatMap(({ kind, value }, at) =>
      kind === 'string' && signAt(tokens, open + at + 1) !== ':' ? [value] : [],
    )
    .slice(0, mostRows);
}
