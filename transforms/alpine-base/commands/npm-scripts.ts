import { programDoes } from '../../../src/knowledge/program-traits.js';
import { literally } from '../../../src/literally.js';
import { posix } from 'node:path';
import { managerCall, type ManagerCall } from '../../../src/command/index.js';
import {
  folderOf,
  fromContext,
  isIgnored,
  type Manifest,
  type Project,
  readManifest,
  scriptLine,
} from '../../../src/project/index.js';
import { type Command, knownWords, parseScript, programOf } from '../../../src/shell/index.js';
import { type Declined, decline } from '../../../src/transform.js';
import { applicationAt, managerFolder } from './folders.js';
import type { Caller, Inner, Surroundings } from '../move.js';
import { installHooks } from '../../../src/knowledge/npm/install-scripts.js';
import { commandOf } from './wrappers.js';

/** Words of a package manager's own that a script may be called, too. */
const ownWords =
  /^(?:ci|clean-install|i|add|link|pack|publish|version|install|global|exec|run|workspaces?)$/;

/** Who reads on, from one script to the next, is at the end of his stack some day. */
const mostScripts = 500;

/** A package.json, and the folder in the image in which its scripts run. */
interface Member {
  readonly manifest: Manifest;
  readonly folder: string;
}

/** What a package manager runs: a script, those around an install, a program of a package. */
export function* managerCommands(
  around: Surroundings,
  caller: Caller,
  command: Command,
): Iterable<Inner | Declined> {
  const words = knownWords(command);
  const call = managerCall(words);
  if (call?.kind === 'bin')
    yield {
      commands: [commandOf([call.bin, ...call.args], caller)],
      caller: { ...caller, script: true },
    };
  else if (
    call ||
    programDoes(programOf(command), 'runsScripts') ||
    words.some((word) => word.startsWith('npm:'))
  )
    for (const member of membersOf(around, caller, words))
      for (const name of namesOf(member.manifest, words, call)) yield* bodyOf(member, name, caller);
}

function namesOf(
  { scripts }: Manifest,
  words: readonly string[],
  call: ManagerCall | undefined,
): string[] {
  if (call?.kind === 'script') return withHooks(call.script);
  const wanted = words
    .slice(1)
    .map((word) => word.replace(/^npm:/, ''))
    .filter((word) => !ownWords.test(word));
  const named = [...scripts.keys()].filter((name) => wanted.some((word) => isNamed(name, word)));
  return [...(call ? installHooks : []), ...named.flatMap(withHooks)];
}

/** Runners take patterns: `run-p watch:*`. */
function isNamed(name: string, pattern: string): boolean {
  if (!pattern.includes('*')) return name === pattern;
  const parts = pattern.split(/\*+/).map(literally);
  return new RegExp(`^${parts.join('.*')}$`).test(name);
}

function withHooks(name: string): string[] {
  return [`pre${name}`, name, `post${name}`];
}

function* bodyOf(
  { manifest, folder }: Member,
  name: string,
  caller: Caller,
): Iterable<Inner | Declined> {
  const body = manifest.scripts.get(name);
  const key = `${manifest.path} ${name}`;
  if (body === undefined || caller.seen.has(key)) return;
  caller.seen.add(key);
  if (caller.seen.size > mostScripts)
    return yield decline(
      'alpine-base/unread-run',
      caller.at,
      `${caller.label} starts more than ${mostScripts} scripts, one through another; no more are read.`,
    );
  const label = `${manifest.path}:${scriptLine(manifest, name)}`;
  const script = parseScript(body);
  if (script)
    yield { commands: script.commands, caller: { ...caller, folder, label, script: true } };
  else
    yield decline(
      'alpine-base/unread-run',
      caller.at,
      `${label} can't be read as plain shell, so nothing is known of what it needs.`,
    );
}

/** The package.json that a call works with; in a workspace, those of its packages, too. */
function membersOf(around: Surroundings, caller: Caller, words: readonly string[]): Member[] {
  const { project } = around;
  const folder = managerFolder(words, caller.folder);
  const manifest = applicationAt(around, caller.stage, folder)?.manifest;
  if (!manifest || folder === undefined) return [];
  const root = { manifest, folder };
  const paths = isWorkspace(manifest, project) ? packagesBelow(manifest, project) : [];
  const members = paths.flatMap((path) => readManifest(project, path) ?? []);
  const base = folderOf(manifest.path);
  return [
    root,
    ...members.map((one) => ({
      manifest: one,
      folder: posix.join(folder, posix.relative(base, folderOf(one.path))),
    })),
  ];
}

function isWorkspace({ path, hasWorkspaces }: Manifest, { files }: Project): boolean {
  const beside = (name: string) => files.has(posix.join(folderOf(path), name));
  return hasWorkspaces || beside('pnpm-workspace.yaml') || beside('lerna.json');
}

/** Every other package.json of a workspace that the build context holds. */
function packagesBelow({ path }: Manifest, project: Project): string[] {
  const folder = folderOf(path);
  const prefix = folder === '' ? '' : `${folder}/`;
  return project.files
    .list()
    .filter((one) => one !== path && one.startsWith(prefix) && one.endsWith('/package.json'))
    .filter((one) => !isIgnored(project, fromContext(project, one)));
}

/** The manifests that an install in a folder reads besides the one there. */
export function workspaceManifests(manifest: Manifest, project: Project): Manifest[] {
  if (!isWorkspace(manifest, project)) return [];
  return packagesBelow(manifest, project).flatMap((path) => readManifest(project, path) ?? []);
}
