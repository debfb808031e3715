import { posix } from 'node:path';
import type { Command } from '../../src/shell/index.js';
import {
  type Effect,
  isCache,
  isInside,
  isWithin,
  nothing,
  outside,
  runsInside,
  type Site,
  valueIn,
} from './effects.js';

type Value = string | undefined;

/** Which of its operands a program changes. */
const changed: Readonly<
  Record<string, (operands: readonly Value[], words: readonly Value[]) => readonly Value[]>
> = {
  chgrp: (operands) => operands.slice(1),
  chmod: (operands) => operands.slice(1),
  chown: (operands) => operands.slice(1),
  cp: (operands) => operands.slice(-1),
  install: (operands) => operands.slice(-1),
  ln: (operands) => operands,
  mkdir: (operands) => operands,
  mv: (operands) => operands,
  rm: (operands) => operands,
  rmdir: (operands) => operands,
  sed: (operands, words) =>
    words.some((word) => /^(?:-i|-\w+i$|--in-place)/.test(word ?? ''))
      ? operands.slice(words.some((word) => /^(?:-e|--expression)/.test(word ?? '')) ? 0 : 1)
      : [],
  tee: (operands) => operands,
  touch: (operands) => operands,
  find: (operands, words) =>
    words.some((word) => /^-(?:delete|exec|execdir|fprint|ok)/.test(word ?? ''))
      ? operands.filter((word) => word === undefined || /[./]/.test(word))
      : [],
};
/** What nobody misses when it is gone. */
const rubbish =
  /^(?:(?:\/root|~)\/\.(?:config|local)|\/var\/log|\/usr\/share\/(?:doc|info|locale|man)|\/opt\/yarn-)/;
const packageSources = /^\/etc\/(?:apt\/|apk\/repositories)/;

/** Whether a program changes files that it is given. */
export function isFileTool(program: string): boolean {
  return Object.hasOwn(changed, program);
}

/** What a file tool changes: below the application's folder it may do what it likes (handbook B27). */
export function fileEffect(command: Command, program: string, site: Site): Effect {
  const words = command.words.slice(1).map((word) => valueIn(site, word));
  const operands = words.filter(
    (word, index) =>
      word === undefined || !(word.startsWith('-') || isExpression(program, words[index - 1])),
  );
  const paths = changed[program]?.(operands, words) ?? [];
  const far = paths.filter((path) => path === undefined || !isHarmless(program, path, site));
  if (far.length === 0)
    return paths.some((path) => isInside(site, path as string)) ? { does: 'files' } : nothing;
  if (far.every((path) => path !== undefined && packageSources.test(path)))
    return { does: 'sources' };
  return outside(command, `works on ${far[0] ?? 'what a variable names'}`);
}

function isExpression(program: string, before: Value): boolean {
  return program === 'sed' && /^(?:-e|--expression|-f)$/.test(before ?? '');
}

function isHarmless(program: string, path: string, site: Site): boolean {
  if (isInside(site, path)) return true;
  const absolute = site.folders.map((folder) => posix.resolve(folder, path));
  if (program === 'mkdir')
    return !/^[~$]/.test(path) && absolute.every((one) => isWithin(site.root, one));
  if (program === 'rm' || program === 'rmdir') return isCache(path) || rubbish.test(path);
  // A link, an owner or a mode in /tmp is there for a running program.
  if (/^(?:ln|ch\w+|touch)$/.test(program)) return /^\/(?:dev|proc)\//.test(path);
  // What is copied to /tmp is there for somebody to take.
  return isCache(path) && !path.startsWith('/tmp');
}

/** The options by which a program says where its output goes. */
const outputs: Readonly<Record<string, RegExp>> = {
  curl: /^(?:-\w*o|--output|--output-dir)$/,
  wget: /^(?:-\w*[OP]|--output-document|--directory-prefix)$/,
  tar: /^(?:-\w*C|--directory)$/,
  unzip: /^-d$/,
};

/** Whether a program fetches or unpacks files. */
export function isFetcher(program: string): boolean {
  return Object.hasOwn(outputs, program) || program === 'git';
}

/** Files that are fetched into the application's folder go along with it (handbook B28). */
export function fetchEffect(command: Command, program: string, site: Site): Effect {
  const words = command.words.slice(1).map((word) => valueIn(site, word));
  if (program === 'git') return gitEffect(command, words, site);
  if (program === 'tar' && /^-?\w*c/.test(words[0] ?? ''))
    return outside(command, 'writes an archive');
  const places = words.flatMap((word, index) =>
    outputs[program]?.test(words[index - 1] ?? '')
      ? [word]
      : (/^--(?:output(?:-document)?|directory(?:-prefix)?)=(.*)/.exec(word ?? '')?.[1] ?? []),
  );
  if (places.length === 0)
    return runsInside(site)
      ? { does: 'files' }
      : outside(command, 'leaves files in a folder that the runtime stage does not get');
  const far = places.find(
    (place) => place === undefined || !(place === '-' || isInside(site, place) || isCache(place)),
  );
  return places.includes(undefined) || far !== undefined
    ? outside(command, `writes to ${far ?? 'what a variable names'}`)
    : { does: 'files' };
}

function gitEffect(command: Command, words: readonly Value[], site: Site): Effect {
  const action = words.find((word) => word === undefined || !word.startsWith('-'));
  if (action === 'config' || action === 'rev-parse' || action === '--version') return nothing;
  const last = words.at(-1) ?? '$';
  const place = action === 'clone' && !/:\/\/|@/.test(last) ? last : '.';
  return isInside(site, place)
    ? { does: 'files' }
    : outside(
        command,
        `works in ${place === '.' ? (site.folders[0] ?? 'an unknown folder') : place}`,
      );
}
