import { posix } from 'node:path';
import { programDoes } from '../../../src/knowledge/program-traits.js';
import {
  folderOption,
  managerCall,
  managerNamed,
  withoutFolder,
} from '../../../src/command/index.js';
import { packageCommandOf } from '../../../src/packages/index.js';
import { isWithin } from '../../../src/path-folders.js';
import type { Manifest } from '../../../src/project/index.js';
import {
  type Command,
  commandText,
  knownWords,
  parseScript,
  programOf,
} from '../../../src/shell/index.js';
import { calledScripts, innerScript, siteWithin, walked } from '../../../src/steps/index.js';
import { type Effect, isCache, isInside, nothing, type Site } from './effect.js';
import { farOutput } from './far-outputs.js';

/** What a script of package.json does, those that it calls and its hooks included. */
export function scriptEffect(script: string, manifest: Manifest | undefined, site: Site): Effect {
  const seen = new Set<string>();
  for (const name of scriptsCalled(manifest, script, site.folders[0] ?? site.root, seen)) {
    const body = manifest?.scripts.get(name) ?? '';
    const far = farPathIn(body, site) ?? farOutputIn(body, site, seen);
    if (far !== undefined)
      return {
        does: 'obstacle',
        rule: 'outside-state',
        why: `The script "${name}" names ${far}, outside ${site.root}.`,
      };
    const install = systemInstall(body, site);
    if (install !== undefined)
      return {
        does: 'obstacle',
        rule: 'outside-state',
        why: `The script "${name}" runs "${install}", which installs outside ${site.root}.`,
      };
    if (/\b(?:playwright|cypress|browsers) install\b/.test(body))
      return {
        does: 'obstacle',
        rule: 'home-cache',
        why: `The script "${name}" installs programs below the home folder, which the runtime stage does not get.`,
      };
  }
  return /^(?:test|lint|typecheck|type-check|check|audit)/.test(script)
    ? nothing
    : { does: 'build' };
}

/** What a script, or a shell script that it starts, installs beside the application. */
function systemInstall(body: string, site: Site, deep = true): string | undefined {
  // Most scripts name no program that installs anything.
  if (!/\b(?:add|install|i)\b|\.sh\b/.test(body)) return undefined;
  for (const command of parseScript(body)?.commands ?? []) {
    if (installsOutside(command)) return commandText(command);
    const inner = deep ? shellScript(command, site) : undefined;
    const found = inner === undefined ? undefined : systemInstall(inner, site, false);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** System packages and those of other languages; what npm installs globally is asked for by its name. */
function installsOutside(command: Command): boolean {
  if (packageCommandOf(command)?.action === 'install') return true;
  const words = knownWords(command);
  const [program = '', ...args] = words[0] === 'sudo' ? words.slice(1) : words;
  return (
    programDoes(posix.basename(program), 'foreign') &&
    args[0] === 'install' &&
    !args.some((word) => /^(?:-t|--target|--prefix)$/.test(word))
  );
}

/** The text of a shell script of the project that a command starts. */
function shellScript(command: Command, { root, folders, textOf }: Site): string | undefined {
  const path = knownWords(command).find((word) => word.endsWith('.sh'));
  return path === undefined ? undefined : textOf(posix.resolve(folders[0] ?? root, path));
}

/** The first path of a script's text that leads out of the application's folder. */
function farPathIn(body: string, site: Site): string | undefined {
  const paths = [
    ...body.matchAll(/(?<=^|[\s='"])((?:~|\.\.)?\/[\w.-]+(?:\/[\w.-]+)*|\.\.(?=\s|$))/g),
  ];
  const foldersAt = paths.length === 0 ? () => [] : foldersAlong(body, site);
  return paths.find(({ 0: path, index }) => {
    const stays = foldersAt(index).every((one) => isWithin(posix.resolve(one, path), site.root));
    return !isCache(path) && (path.startsWith('~') || !stays);
  })?.[0];
}

/** The scripts that one calls, itself included, but for those that were read: they may call each other in many ways. */
function scriptsCalled(
  manifest: Manifest | undefined,
  script: string,
  folder: string,
  seen: Set<string>,
): readonly string[] {
  const called = manifest ? calledScripts(manifest, script) : [];
  const names = called.filter((name) => !seen.has(`${folder} ${name}`));
  for (const name of names) seen.add(`${folder} ${name}`);
  return names;
}

/**
 * The first path outside that the programs of a script name, in their sources, settings or scripts.
 *
 * @param seen what was read already
 */
function farOutputIn(body: string, site: Site, seen: Set<string>): string | undefined {
  const foldersAt = foldersAlong(body, site);
  for (const command of parseScript(body)?.commands ?? []) {
    const [folder, other] = foldersAt(command.start);
    if (folder === undefined || other !== undefined) continue;
    const here = { ...site, folders: [folder] };
    const far =
      farFile(command, here) ??
      farOutput(knownWords(command), folder, site) ??
      farOutputWithin(command, here, seen);
    if (far !== undefined) return far;
  }
  return undefined;
}

/** What a shell script that a command starts, or a script of another folder's package.json, leaves outside. */
function farOutputWithin(command: Command, site: Site, seen: Set<string>): string | undefined {
  const script = innerScript(command, site);
  if (script && seen.has(script.text)) return undefined;
  if (script) return farOutputIn(script.text, siteWithin(script, site), seen.add(script.text));
  const [here = site.root] = site.folders;
  const all = knownWords(command);
  const option = managerNamed(all[0]) && folderOption(all);
  const call = managerCall(option === undefined ? all : withoutFolder(all));
  if (call?.kind !== 'script') return undefined;
  const folder = posix.resolve(here, option ?? '');
  const manifest = site.manifestIn(folder);
  for (const name of scriptsCalled(manifest, call.script, folder, seen)) {
    const inner = manifest?.scripts.get(name) ?? '';
    const far = farOutputIn(inner, { ...site, folders: [folder] }, seen);
    if (far !== undefined) return far;
  }
  return undefined;
}

/** A file or folder outside that a command makes. */
function farFile(command: Command, site: Site): string | undefined {
  const [folder = site.root] = site.folders;
  const words = knownWords(command).slice(1);
  const program = programOf(command);
  const made = programDoes(program, 'makesFolders', 'makesFiles', 'writesInput')
    ? words
    : programDoes(program, 'copies', 'moves', 'links')
      ? words.slice(-1)
      : [];
  return [...command.writes, ...made].find(
    (word) =>
      word !== undefined &&
      /^(?:\.\.)?\//.test(word) &&
      !isCache(word) &&
      !isInside(site, posix.resolve(folder, word)),
  );
}

/** In which folders what stands at an offset of a script's text runs: `cd client && npm install && cd ..`. */
function foldersAlong(body: string, site: Site): (offset: number) => readonly string[] {
  const { folders, root } = site;
  const first = folders.length > 0 ? folders : [root];
  const commands = parseScript(body)?.commands ?? [];
  const places = walked(commands, { ...site, folders: first });
  return (offset) => places.findLast(([{ start }]) => start <= offset)?.[1].folders ?? first;
}
