import type { Edit } from '../../../src/edits.js';
import type { PackageCommand, SystemPackage } from '../../../src/packages/index.js';
import { systemPackage } from '../../../src/packages/index.js';
import type { Word } from '../../../src/shell/index.js';
import { variableIn } from './lists.js';
import { isRefusal, type Refusal, refusal, type Translated, translated } from './names.js';
import type { Step } from './step.js';
import type { System } from './system.js';

/** A package that a command names, by its name on Debian. */
export interface Listed {
  readonly debian: string;
  readonly word: Word;
}

/** A package of a command, with the word that names it. */
export interface Named extends Translated {
  readonly word: Word;
  /** The variable that holds the word, where it stands in a list. */
  readonly list?: string;
}

/** The packages that a command takes away; those of a variable are the words that it was set to. */
export function listedBy(read: PackageCommand, step: Step): readonly Listed[] | Refusal {
  const found: Listed[] = [];
  for (const { one } of read.packages.flatMap((each) => spelledOut(each, step))) {
    if (one.name === undefined && one.text === undefined)
      return refusal('variable-packages', `${one.word.text} decides which packages apt removes`);
    found.push({ debian: one.name ?? one.word.text, word: one.word });
  }
  return found;
}

/** The packages of an install with their names on Alpine, or why one has none. */
export function namedBy(
  read: PackageCommand,
  step: Step,
  system: System,
): readonly Named[] | Refusal {
  const found: Named[] = [];
  for (const { one, list } of read.packages.flatMap((each) => spelledOut(each, step))) {
    const names = translated(one, system);
    if (isRefusal(names)) return names;
    found.push({ word: one.word, ...names, ...(list !== undefined && { list }) });
  }
  return found;
}

function spelledOut(
  one: SystemPackage,
  { lists, script, packages }: Step,
): { readonly one: SystemPackage; readonly list?: string }[] {
  const variable = one.name === undefined ? variableIn(one.word) : undefined;
  const list = lists.find(({ name }) => name === variable);
  if (!list || !isForPackages(list.name, script.text, packages)) return [{ one }];
  return list.words.map((word) => ({ one: systemPackage(word, word.value), list: list.name }));
}

/** Whether nothing but the commands of apt reads a variable. */
function isForPackages(name: string, text: string, packages: Step['packages']): boolean {
  const uses = text.match(new RegExp(`\\$\\{?${name}(?!\\w)`, 'g'))?.length ?? 0;
  const known = [...packages.values()].flatMap((read) => read.packages);
  return uses === known.filter(({ word }) => variableIn(word) === name).length;
}

/** How the words of an install change; each name of Alpine's is written once. */
interface Written {
  readonly edits: readonly Edit[];
  /** Words whose packages Alpine does not need. */
  readonly gone: readonly Word[];
  readonly packages: readonly string[];
  /** The last word that stays. */
  readonly last?: Word;
}

/** @param joined how several names in place of one word are set apart */
export function writtenNames(
  all: readonly Named[],
  joined: (word: Word, names: readonly string[]) => string,
): Written {
  const packages = new Set<string>();
  const edits: Edit[] = [];
  const gone: Word[] = [];
  let last: Word | undefined;
  for (const { alpine, word } of all) {
    const names = alpine.filter((name) => !packages.has(name));
    for (const name of names) packages.add(name);
    if (names.length === 0) gone.push(word);
    else last = word;
    const text = joined(word, names);
    if (names.length > 0 && text !== word.text)
      edits.push({ start: word.start, end: word.end, text });
  }
  return { edits, gone, packages: [...packages], ...(last && { last }) };
}

/** Packages by their Debian names, as far as a stage has them. */
export type Added = Map<string, readonly string[]>;

/**
 * The Alpine packages that go with packages of Debian's: those that were added for them and for
 * none that stays.
 */
export function removed(all: readonly Listed[], added: Added): readonly string[] {
  const names = new Set(all.map(({ debian }) => debian));
  const stay = new Set([...added].flatMap(([debian, alpine]) => (names.has(debian) ? [] : alpine)));
  const go = [...names].flatMap((name) => added.get(name) ?? []).filter((name) => !stay.has(name));
  return [...new Set(go)];
}

/** Whether two commands name the same packages. */
export function samePackages(some: readonly Listed[], others: readonly Listed[]): boolean {
  const key = (all: readonly Listed[]): string =>
    [...new Set(all.map(({ debian }) => debian))].toSorted().join(' ');
  return key(some) === key(others);
}
