import { packageOfProgram } from '../../../src/command/index.js';
import type { Dockerfile, Stage } from '../../../src/dockerfile/index.js';
import {
  databaseDrivers,
  databaseNames,
  isCompilerHelper,
  isDatabaseDriver,
  loadsDrivers,
  peerOf,
  templateEngines,
} from '../../../src/knowledge/loaded-by-name.js';
import {
  folderOf,
  joinPath,
  type Loaded,
  loadedModules,
  type Manifest,
  type Project,
  type Use,
  workspaceAbove,
  workspaceOf,
} from '../../../src/project/index.js';
import { manifestCaller } from '../../drop-npm/manifest-callers.js';
import { type Beginnings, beginningsOf, type Named } from './programs.js';
import type { Provision } from './provision.js';
import { startedBy } from './started.js';

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
): RunTime {
  const started = startedBy(file, stage, project);
  const beginnings = beginningsOf(file, stage, project, started.calls);
  const names = new Set([...removed, ...databaseNames]);
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
  return { beginnings, loaded, ...(unknown !== undefined && { unknown }) };
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

function workspacesOf(project: Project, manifest: Manifest): ReadonlyMap<string, string> {
  const workspace = workspaceOf(project, manifest) ?? workspaceAbove(project, manifest);
  return new Map(
    (workspace?.members ?? []).flatMap(({ name, path }) =>
      name === undefined ? [] : [[name, folderOf(path)] as const],
    ),
  );
}

/** Why the development dependencies of an install can't go, if they can't (handbook B.7). */
export function needOf(project: Project, runTime: RunTime, provision: Provision): Need | undefined {
  const served = (path: string): boolean => isServed(provision, path);
  return (
    namedNeed(runTime.beginnings.named, provision, served) ??
    (runTime.unknown === undefined ? undefined : { because: `${sentence(runTime.unknown)}.` }) ??
    importNeed(runTime.loaded, provision, served) ??
    silentNeed(project, runTime, provision)
  );
}

/** Modules find packages in the folders above them alone. */
function isServed({ root }: Provision, path: string): boolean {
  const folder = folderOf(root.path);
  return folder === '' || path.startsWith(`${folder}/`);
}

function namedNeed(
  named: readonly Named[],
  provision: Provision,
  served: (path: string) => boolean,
): Need | undefined {
  for (const { name, kind, from, by } of named) {
    if (from !== undefined && !served(from)) continue;
    const lost = kind === 'package' ? name : providerOf(name, provision);
    if (lost !== undefined && provision.loses(lost, from ?? provision.root.path))
      return {
        name: lost,
        because: `${by} starts or loads "${name}", which only development dependencies bring.`,
      };
  }
  return undefined;
}

/** The package that brings a program. */
function providerOf(program: string, { lockfile, loses, root }: Provision): string | undefined {
  const owners = (lockfile?.packages ?? []).filter(({ bins }) => bins?.includes(program));
  if (owners.length > 0)
    return owners.every(({ name }) => loses(name, root.path)) ? owners[0]?.name : undefined;
  return packageOfProgram(program);
}

function importNeed(
  loaded: readonly Loaded[],
  { loses }: Provision,
  served: (path: string) => boolean,
): Need | undefined {
  for (const { name, path, line } of loaded.flatMap(({ uses }) => uses))
    if (served(path) && loses(name, path))
      return {
        name,
        because: `${path}:${line} uses "${name}", which only development dependencies bring.`,
      };
  return undefined;
}

/** Packages that are loaded without a word in the sources. */
function silentNeed(project: Project, { loaded }: RunTime, provision: Provision): Need | undefined {
  const kept = provision.manifests.flatMap(({ dependencies }) => [...dependencies.keys()]);
  for (const name of provision.removed) {
    const why =
      peerReason(name, kept) ??
      driverReason(
        name,
        kept,
        loaded.flatMap(({ uses }) => uses),
      ) ??
      engineReason(name, project, provision) ??
      helperReason(name, project, provision);
    if (why !== undefined) return { name, because: why };
  }
  return undefined;
}

function peerReason(name: string, kept: readonly string[]): string | undefined {
  const owner = peerOf(name, kept);
  return owner && `"${owner}" may load "${name}", which is a development dependency.`;
}

/** One driver for production and another for tests is fine, if the program does not ask for the latter. */
function driverReason(
  name: string,
  kept: readonly string[],
  uses: readonly Use[],
): string | undefined {
  if (!isDatabaseDriver(name) || !kept.some(loadsDrivers)) return undefined;
  const asked = uses.find((use) => databaseDrivers(use.name).includes(name));
  if (asked)
    return `${asked.path}:${asked.line} names "${asked.name}", whose driver "${name}" is a development dependency.`;
  return kept.some(isDatabaseDriver)
    ? undefined
    : `The database driver "${name}" is a development dependency, and there is no other one.`;
}

function engineReason(name: string, project: Project, { root }: Provision): string | undefined {
  const folder = folderOf(root.path);
  const template = project.files.list().find((path) => {
    const extension = /\.(\w+)$/.exec(path)?.[1] ?? '';
    return (
      (folder === '' || path.startsWith(`${folder}/`)) && templateEngines(extension).includes(name)
    );
  });
  return template && `${template} may be rendered by "${name}", which is a development dependency.`;
}

const helperSettings =
  /importHelpers"?\s*:\s*true|transform-runtime|useBuiltIns|externalHelpers"?\s*:\s*true/;

/** Compilers write imports of their helpers into what they make. */
function helperReason(name: string, project: Project, { root }: Provision): string | undefined {
  if (!isCompilerHelper(name)) return undefined;
  const folder = folderOf(root.path);
  const settings = project.files
    .list()
    .find(
      (path) =>
        (folder === '' || path.startsWith(`${folder}/`)) &&
        /(?:^|\/)(?:tsconfig[\w.-]*\.json|\.babelrc(?:\.json)?|babel\.config\.\w+|\.swcrc|package\.json)$/.test(
          path,
        ) &&
        helperSettings.test(project.files.read(path) ?? ''),
    );
  return (
    settings &&
    `${settings} lets the compiler write imports of "${name}", which is a development dependency.`
  );
}

function sentence(text: string): string {
  // A path stays as it is written.
  if (/^\S*[/.]/.test(text)) return text;
  return text.charAt(0).toUpperCase() + text.slice(1);
}
