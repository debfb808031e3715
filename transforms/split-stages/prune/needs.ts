import { sentence } from '../../../src/sentence.js';
import type { Dockerfile, Stage } from '../../../src/dockerfile/index.js';
import { databaseNames, loadersOf } from '../../../src/knowledge/npm/loaded-by-name.js';
import {
  folderOf,
  isBelow,
  joinPath,
  type Loaded,
  loadedModules,
  type Manifest,
  type Project,
  workspaceAbove,
  workspaceOf,
} from '../../../src/project/index.js';
import type { Options } from '../../../src/transform.js';
import { manifestCaller } from '../../drop-npm/callers/manifests.js';
import { plannedStart } from '../../drop-npm/start/planned-start.js';
import { firstOf, type Reason } from '../reasons.js';
import { namedInSettings } from './named-in-settings.js';
import { type Given, givenTo, namedInVariables } from './named-in-variables.js';
import { type Beginnings, beginningsOf } from './programs.js';
import { providerOf, type Provision } from '../../../src/installs/index.js';
import { runInImage } from './run-in-image.js';
import { servedPackage } from './served-packages.js';
import { afterReplacement } from './replaced.js';
import { silentReasons } from './silent-reasons.js';
import { commandNeed } from './source-commands.js';
import { startedBy } from '../started/index.js';

/** A reason to leave development dependencies where they are. */
export interface Need {
  /** The package that is needed; absent where that can't be told. */
  readonly name?: string;
  /** A sentence. */
  readonly because: string;
}

/** What the container loads, as far as a prune asks. */
export interface RunTime {
  readonly beginnings: Beginnings;
  readonly loaded: readonly Loaded[];
  /** What else the container is given. */
  readonly variables: readonly Given[];
  readonly unknown?: string;
}

/**
 * Follows the program of a stage through everything that it starts and loads.
 *
 * @param removed the packages that a prune would take away
 */
export function runTimeOf(
  file: Dockerfile,
  stage: Stage,
  project: Project,
  removed: ReadonlySet<string>,
  options: Options,
): RunTime {
  const planned = plannedStart(file, stage, project, options);
  const started = afterReplacement(startedBy(file, stage, project), planned);
  const beginnings = beginningsOf(file, stage, project, started.calls);
  const names = new Set([...removed, ...databaseNames, ...[...removed].flatMap(loadersOf)]);
  const manifests = [...new Set(beginnings.entries.map(({ manifest }) => manifest))];
  const loaded = manifests.map((manifest) => {
    const own = beginnings.entries.filter((entry) => entry.manifest === manifest);
    return loadedModules(project, {
      folder: folderOf(manifest.path),
      entries: own.flatMap(({ path }) => path ?? []),
      everything: own.some(({ path }) => path === undefined),
      names,
      workspaces: workspacesOf(project, manifest),
      isBundle: (path) => isBundle(manifest, path),
    });
  });
  const elsewhere = manifestCaller(file, stage, project);
  const unknown =
    elsewhere?.because.replace(/\.$/, '') ??
    started.unknown ??
    beginnings.unknown ??
    loaded.find((one) => one.unknown !== undefined)?.unknown;
  const variables = givenTo(file, stage, project);
  return { beginnings, loaded, variables, ...(unknown !== undefined && { unknown }) };
}

/** What frameworks write so that it needs no development dependency (handbook B62, B63). */
function isBundle(
  { path: manifest, dependencies, devDependencies }: Manifest,
  path: string,
): boolean {
  if (/(?:^|\/)(?:\.output\/server|\.next\/standalone)\//.test(path)) return true;
  const svelte = [dependencies, devDependencies].some((list) => list.has('@sveltejs/adapter-node'));
  const build = joinPath(folderOf(manifest), 'build') ?? 'build';
  return svelte && (path === build || path.startsWith(`${build}/`));
}

/** The project's own packages. */
function workspacesOf(project: Project, manifest: Manifest): ReadonlyMap<string, string> {
  const workspace = workspaceOf(project, manifest) ?? workspaceAbove(project, manifest);
  // A package may load parts of itself by its own name.
  return new Map(
    [...(workspace?.members ?? []), manifest].flatMap(({ name, path }) =>
      name === undefined ? [] : [[name, folderOf(path)] as const],
    ),
  );
}

/** What the container loads, and what a prune of one install would take from it. */
export interface Question {
  readonly project: Project;
  readonly runTime: RunTime;
  readonly provision: Provision;
}

/** Why the development dependencies of an install can't go (handbook B.7). */
export const needs: readonly Reason<Question, Need>[] = [
  { name: 'start command', find: namedNeed },
  {
    name: 'unknown',
    find: ({ runTime: { unknown } }) =>
      unknown === undefined ? undefined : { because: `${sentence(unknown)}.` },
  },
  { name: 'import', find: importNeed },
  { name: 'command in a source', find: commandNeed },
  { name: 'path of a package', find: servedPackage },
  { name: 'name in settings', find: namedInSettings },
  { name: 'name in variables', find: namedInVariables },
  { name: 'run in the image', find: runInImage },
  {
    name: 'loaded in silence',
    find: (question) => {
      for (const name of question.provision.removed) {
        const because = firstOf(silentReasons, { ...question, name });
        if (because !== undefined) return { name, because };
      }
      return undefined;
    },
  },
];

/** Modules find packages in the folders above them alone. */
function isServed({ root }: Provision, path: string): boolean {
  return isBelow(path, folderOf(root.path));
}

function namedNeed({ runTime, provision }: Question): Need | undefined {
  for (const { name, kind, from, by } of runTime.beginnings.named) {
    if (from !== undefined && !isServed(provision, from)) continue;
    const lost = kind === 'package' ? name : providerOf(name, provision);
    if (lost !== undefined && provision.loses(lost, from ?? provision.root.path))
      return {
        name: lost,
        because: `${by} starts or loads "${name}", which only development dependencies bring.`,
      };
  }
  return undefined;
}

function importNeed({ runTime, provision }: Question): Need | undefined {
  for (const { name, path, line } of runTime.loaded.flatMap(({ uses }) => uses))
    if (isServed(provision, path) && provision.loses(name, path))
      return {
        name,
        because: `${path}:${line} uses "${name}", which only development dependencies bring.`,
      };
  return undefined;
}
