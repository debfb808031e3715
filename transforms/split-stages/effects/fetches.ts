import { posix } from 'node:path';
import { programInArchive } from '../../../src/knowledge/system/downloads.js';
import { outputPlaces, takesOutputPlace } from '../../../src/knowledge/system/output-options.js';
import type { Command, Word } from '../../../src/shell/index.js';
import {
  type Effect,
  isInside,
  nothing,
  outside,
  pathIn,
  type Site,
  staysBehind,
} from './effect.js';
import { valueIn } from '../../../src/steps/index.js';
import { isScratch, isShared } from '../../../src/knowledge/system/folders.js';

type Value = string | undefined;

/** Whether a program fetches or unpacks files. */
export function isFetcher(program: string): boolean {
  return takesOutputPlace(program) || program === 'git';
}

/** Files that are fetched go along, wherever they lie, if their names can be told (handbook B28). */
export function fetchEffect(command: Command, program: string, site: Site): Effect {
  const words = command.words.slice(1).map((word) => valueIn(site, word) ?? optionText(word));
  if (program === 'git') return gitEffect(command, words, site);
  if (program === 'tar' && /^-?\w*c/.test(words[0] ?? ''))
    return outside(command, 'writes an archive');
  if (program === 'tar' && /^-?\w*t/.test(words[0] ?? '')) return nothing;
  const places = outputPlaces(program, words);
  if (places.length === 0) return fetchedHere(command, program, words, site);
  if (places.every(isNoFile)) return nothing;
  const fills = places.map((place) => filledAt(place, program, words, site));
  const lost = fills.indexOf(undefined);
  return lost === -1
    ? downloaded(fills.flatMap((fill) => fill ?? []))
    : outside(command, `writes to ${places[lost] ?? 'what a variable names'}`);
}

/** An option stays one where a variable in its value is not known. */
function optionText({ text }: Word): Value {
  return text.startsWith('-') ? text : undefined;
}

/** What is printed, or thrown away. */
function isNoFile(place: Value): boolean {
  return place === '-' || place === '/dev/null';
}

function downloaded(fills: readonly string[]): Effect {
  return fills.length === 0 ? { does: 'files' } : { does: 'download', fills };
}

/** What a program fills that names a place: nothing to carry, a path, or undefined. */
function filledAt(
  place: Value,
  program: string,
  words: readonly Value[],
  site: Site,
): readonly string[] | undefined {
  if (place === undefined) return undefined;
  if (isNoFile(place) || isInside(site, place)) return [];
  const path = pathIn(site, place);
  if (path === undefined) return undefined;
  if (staysBehind(path, site)) return [];
  const only = program === 'tar' ? programInArchive(words.map((word) => word ?? '')) : undefined;
  if (only !== undefined) return [posix.join(path, only)];
  const folder = place.endsWith('/') || isShared(path) || words.includes('-P');
  if (!folder || program === 'unzip' || program === 'tar')
    return isShared(path) && !isScratch(path) ? undefined : [path];
  const name = fileName(words);
  return name === undefined ? undefined : [posix.join(path, name)];
}

/** Without a place, curl writes to the standard output, and the others into the folder. */
function fetchedHere(
  command: Command,
  program: string,
  words: readonly Value[],
  site: Site,
): Effect {
  if (program === 'curl' && !words.some((word) => /^(?:-\w*O|--remote-name)/.test(word ?? '')))
    return nothing;
  const folder = pathIn(site, '.');
  if (isInside(site, '.')) return { does: 'files' };
  if (folder !== undefined && isScratch(folder)) return downloaded([folder]);
  const name = program === 'unzip' || program === 'tar' ? undefined : fileName(words);
  return folder !== undefined && name !== undefined
    ? downloaded([posix.join(folder, name)])
    : outside(command, 'leaves files in a folder that the runtime stage does not get');
}

/** The name that a fetched file gets of itself. */
function fileName(words: readonly Value[]): string | undefined {
  const url = words.find((word) => word?.includes('://'));
  const name = url === undefined ? '' : posix.basename(url.replace(/[?#].*$/, ''));
  return /^[\w.@+-]+$/.test(name) ? name : undefined;
}

/** Options of `git clone` whose value is a word of its own (git-clone(1)). */
const cloneOptions =
  /^(?:-[bcjou]|--(?:branch|bundle-uri|config|depth|filter|jobs|origin|reference|reference-if-able|revision|separate-git-dir|server-option|shallow-exclude|shallow-since|template|upload-pack))$/;

/** What `git clone` is given behind its options, which may stand behind it as well: `git clone URL -b 1.2`. */
function cloneOperands(words: readonly Value[]): readonly string[] {
  return words
    .slice(words.indexOf('clone') + 1)
    .filter((_, index, all) => !cloneOptions.test(all[index - 1] ?? ''))
    .map((word = '$') => word)
    .filter((word) => !word.startsWith('-'));
}

/** Who commits: a build commits nothing. */
function isIdentity(word: Value): boolean {
  return word !== undefined && /^(?:credential|user)\./.test(word);
}

/** The folder that `git clone` makes; undefined where a variable names it. */
export function clonedFolder(words: readonly Value[]): string | undefined {
  const [source = '$', folder = posix.basename(source).replace(/\.git$/, '')] =
    cloneOperands(words);
  return folder.includes('$') ? undefined : folder;
}

function gitEffect(command: Command, words: readonly Value[], site: Site): Effect {
  const action = words.find((word) => word === undefined || !word.startsWith('-'));
  if (action === 'config' && words.some(isIdentity) && site.startsGit()) return { does: 'system' };
  if (action === 'config' || action === 'rev-parse' || action === '--version') return nothing;
  const [source = '$', folder] = action === 'clone' ? cloneOperands(words) : [];
  const place = folder ?? '.';
  if (isInside(site, place)) return { does: 'files' };
  const named =
    action === 'clone' && folder === undefined ? posix.basename(source).replace(/\.git$/, '') : '';
  const path = pathIn(site, posix.join(place, named));
  return action === 'clone' && path !== undefined && !isShared(path)
    ? downloaded([path])
    : outside(
        command,
        `works in ${place === '.' ? (site.folders[0] ?? 'an unknown folder') : place}`,
      );
}
