import { posix } from 'node:path';
import { programDoes } from '../../../src/knowledge/program-traits.js';
import { isWithin, withoutSlash } from '../../../src/path-folders.js';
import { type Command, operandWords, type Word } from '../../../src/shell/index.js';
import {
  type Effect,
  isCache,
  isInside,
  isKeyOfBuild,
  nothing,
  type Operand,
  outside,
  pathIn,
  type Site,
} from './effect.js';
import { valueIn } from '../../../src/steps/index.js';
import {
  isOfPackages,
  isScratch,
  isShared,
  isSystem,
} from '../../../src/knowledge/system/folders.js';
import { editsInPlace } from '../../../src/knowledge/system/output-options.js';
import { isMatch, ownFolder } from '../folders.js';

/** What makes, changes and removes the files that it is given. */
const changing = ['makesFolders', 'makesFiles', 'removes', 'edits', 'writesInput'] as const;
/** What is given an owner, a mode or the like before the files. */
const marking = ['modes', 'grants'] as const;
const copying = ['copies', 'moves'] as const;
/** What nobody misses when it is gone. */
const rubbish =
  /^(?:\/root\/\.(?:config|local)|\/var\/log|\/usr\/share\/(?:doc|info|locale|man)|\/opt\/yarn-)/;
const packageSources = /^\/etc\/(?:apt\/|apk\/(?:repositories|keys))|^\/usr\/share\/keyrings\//;

/** Whether a program changes files that it is given. */
export function isFileTool(program: string): boolean {
  return programDoes(program, ...changing, ...marking, ...copying, 'links') || program === 'find';
}

/** What a file tool does: below the application's folder it may do what it likes (handbook B27). */
export function fileEffect(command: Command, program: string, site: Site): Effect {
  const words = operandsOf(command, program);
  if (program === 'sed' && !editsInPlace(words.map(({ text }) => text))) return nothing;
  const operands = words.filter(({ text }) => !text.startsWith('-') || text === '-');
  if (programDoes(program, ...copying) && !words.some(({ text }) => text === '-d'))
    return copyEffect(command, program, [...operands, ...targetOf(command, program)], site);
  if (programDoes(program, 'links')) return linkEffect(command, operands, site);
  return changeEffect(command, program, changedBy(command, program, operands), site);
}

/** The folder that `cp -t` names before what goes there; `rsync -t` keeps times. */
function targetOf({ words }: Command, program: string): readonly Word[] {
  if (program === 'rsync') return [];
  const option = words.findIndex(({ text }) => /^(?:-t|--target-directory)$/.test(text));
  return option === -1 ? [] : words.slice(option + 1, option + 2);
}

/** The words of a command but for the values of its options. */
function operandsOf({ words }: Command, program: string): readonly Word[] {
  const takes =
    program === 'sed'
      ? /^(?:-e|--expression|-f)$/
      : program === 'install'
        ? /^(?:-[a-z]*[gmot]|--target-directory)$/
        : program === 'mkdir'
          ? /^(?:-[a-z]*m|--mode)$/
          : /^(?:--reference|-t|--target-directory)$/;
  return words.slice(1).filter((_, index) => !takes.test(words[index]?.text ?? ''));
}

function changedBy(
  { words }: Command,
  program: string,
  operands: readonly Word[],
): readonly Word[] {
  if (program === 'sed')
    return operands.slice(words.some(({ text }) => /^(?:-e|--expression)/.test(text)) ? 0 : 1);
  if (program === 'find')
    return words.some(({ text }) => /^-(?:delete|exec|execdir|fprint|ok)/.test(text))
      ? operands.filter(({ text }) => /[./$]/.test(text))
      : [];
  return operands.slice(programDoes(program, ...marking) ? 1 : 0);
}

/** Files and folders are made, removed, or given another owner or mode. */
function changeEffect(
  command: Command,
  program: string,
  words: readonly Word[],
  site: Site,
): Effect {
  const removes = programDoes(program, 'removes');
  const read = words.map((word) => ({ word, value: valueIn(site, word) }));
  const far = read.filter(({ value }) => value === undefined || !isHarmless(program, value, site));
  const operands = far.flatMap(({ word, value }): Operand[] => {
    const path = pathIn(site, value);
    return path === undefined ? [] : [{ path, word }];
  });
  const lost = far.find(({ value }) => pathIn(site, value) === undefined);
  if (lost) return outside(command, `works on ${lost.value ?? 'what a variable names'}`);
  const paths = read.flatMap(({ value }) => pathIn(site, value) ?? []);
  const owner = program === 'chown' ? operandWords(command)[0]?.value : undefined;
  const given = owner === undefined ? {} : { given: { owner, paths } };
  const clears = removes ? paths : [];
  const before = read.filter(({ value }) => isAwaited(value, site));
  if (before.length > 0 && (removes || program === 'find')) {
    const alone = read.every((one) => before.includes(one) && /^["']?\//.test(one.word.text));
    return removes && alone
      ? { does: 'system', clears }
      : outside(command, `works on ${before[0]?.value}`);
  }
  if (operands.length === 0) {
    const values = read.flatMap(({ value }) => value ?? []);
    if (removes && values.some((value) => /^\/var\/(?:lib\/apt|cache)/.test(value)))
      return { does: 'cleaning', clears };
    return values.some((value) => isInside(site, value))
      ? { does: 'files', clears, ...given }
      : { ...nothing, clears };
  }
  if (operands.every(({ path }) => packageSources.test(path))) return { does: 'sources' };
  if (program === 'find') return outside(command, `works on ${operands[0]?.path}`);
  const without = words.filter((word) => !operands.some((one) => one.word === word));
  return { does: 'system', operands, clears, without, ...given };
}

/** Whether a path is a package's, in a folder that gets more by a later COPY: that takes nothing away. */
function isAwaited(value: string | undefined, site: Site): boolean {
  const path = pathIn(site, value);
  return (
    path !== undefined &&
    site.awaited.some((folder) =>
      path === folder ? posix.extname(folder) === '' : isWithin(path, folder),
    )
  );
}

/** Whether a path is a folder that only WORKDIR makes: its owner and mode are all there may be of it. */
function isEntered(program: string, value: string, { entered }: Site): boolean {
  return (
    programDoes(program, 'modes', 'makesFolders') && entered.includes(value.replace(/(.)\/$/, '$1'))
  );
}

function isHarmless(program: string, value: string, site: Site): boolean {
  if (isInside(site, value) && !isEntered(program, value, site)) return true;
  const path = pathIn(site, value);
  if (path === undefined) return false;
  if (isKeyOfBuild(path, site)) return true;
  if (site.isTemporaryForProgram(path)) return false;
  if (programDoes(program, 'makesFolders')) return isWithin(site.root, path) || isScratch(path);
  // No image has anything there but what the build made.
  if (programDoes(program, 'removes') && ownFolder(path) !== undefined) return true;
  if (programDoes(program, 'removes') || program === 'find')
    return isCache(path) || rubbish.test(path);
  // A pattern such as `/home/app/*` names the application's folder, too, and nothing where that is missing.
  if (programDoes(program, 'modes') && path !== '/' && path !== '/*')
    if (isWithin(site.root, path) || isMatch(site.root, path)) return true;
  return /^\/(?:dev|proc)\//.test(path) || isScratch(path);
}

/** Files are copied or moved; those that are copied out of the application go along. */
function copyEffect(
  command: Command,
  program: string,
  operands: readonly Word[],
  site: Site,
): Effect {
  const values = operands.map((word) => valueIn(site, word));
  const last = values.at(-1);
  const destination = pathIn(site, last);
  const clears =
    program === 'mv' ? values.slice(0, -1).flatMap((value) => pathIn(site, value) ?? []) : [];
  const moved = program === 'mv' ? values.find((value) => isAwaited(value, site)) : undefined;
  if (moved !== undefined) return outside(command, `works on ${moved}`);
  if (last !== undefined && isInside(site, last)) return { does: 'files', clears };
  if (last === undefined || destination === undefined || operands.length < 2)
    return outside(command, `works on ${last ?? 'what a variable names'}`);
  if (packageSources.test(destination)) return { does: 'sources' };
  const sources = values.slice(0, -1);
  if (sources.every((value) => isOfSystem(value, site)))
    return { does: 'system', operands: [{ path: destination, word: operands.at(-1) as Word }] };
  const fills = targets(sources, destination, last.endsWith('/'));
  return fills ? { does: 'files', fills, clears } : outside(command, `works on ${destination}`);
}

/** Whether a path lies where the image or a package put it. */
function isOfSystem(value: string | undefined, site: Site): boolean {
  const path = pathIn(site, value);
  return path !== undefined && !isInside(site, value ?? '') && isOfPackages(path);
}

/** What copying makes: names in a folder, or the destination itself. */
function targets(
  sources: readonly (string | undefined)[],
  destination: string,
  folder: boolean,
): readonly string[] | undefined {
  const own = !isShared(destination);
  // `cp -r dist /site/` makes /site/dist where the folder is there, and /site itself where it is not.
  if (own && (!folder || (sources.length === 1 && !isSystem(destination))))
    return [withoutSlash(destination)];
  const names = sources.map((source) =>
    source === undefined || /[*?[]|\/\.?$/.test(source) ? undefined : posix.basename(source),
  );
  if (!names.includes(undefined))
    return names.map((name) => posix.join(destination, name as string));
  return own ? [withoutSlash(destination)] : undefined;
}

/** A link outside is made again; where it leads must be there, too. */
function linkEffect(command: Command, operands: readonly Word[], site: Site): Effect {
  const [target, place] = operands;
  const value = target && valueIn(site, target);
  if (!target || value === undefined || operands.length > 2)
    return outside(command, 'makes links that can’t be followed');
  const link = pathIn(site, place ? valueIn(site, place) : posix.basename(value));
  if (link === undefined) return outside(command, 'makes a link in an unknown place');
  const uses = [value];
  if (isInside(site, link)) return { does: 'files', uses };
  if (isScratch(link)) return { does: 'files', fills: [link], uses };
  return place && (value.startsWith('/') || isShared(posix.dirname(link)))
    ? { does: 'system', operands: [{ path: link, word: place }], uses }
    : outside(command, `works on ${link}`);
}
