import { folderOf, joinPath } from './files.js';
import { type Manifest, parseObject, readManifest } from './manifest.js';
import { type PathMatcher, pathMatcher } from './path-pattern.js';
import type { Project } from './project.js';
import { yamlValue } from './yaml.js';
import { plainText } from './plain-text.js';

/** A repository of several packages that one install serves. */
interface Workspace {
  readonly root: Manifest;
  /** The other packages, each with a package.json of its own. */
  readonly members: readonly Manifest[];
}

const cache = new WeakMap<object, Map<string, Workspace | undefined>>();

/** The workspace that a package.json is the root of; undefined where it names no other packages. */
export function workspaceOf(project: Project, root: Manifest): Workspace | undefined {
  const known = cache.get(project.files) ?? new Map<string, Workspace | undefined>();
  cache.set(project.files, known);
  if (!known.has(root.path)) known.set(root.path, readWorkspace(project, root));
  return known.get(root.path);
}

/** The workspace that a package belongs to, by a package.json of a folder above it. */
export function workspaceAbove(project: Project, manifest: Manifest): Workspace | undefined {
  for (let folder = folderOf(manifest.path); folder !== '';) {
    folder = folderOf(folder);
    const path = joinPath(folder, 'package.json') ?? '';
    const root = readManifest(project, path);
    const workspace = root && workspaceOf(project, root);
    if (workspace?.members.some(({ path: member }) => member === manifest.path)) return workspace;
  }
  return undefined;
}

/** More are nobody's, and each is held against every package.json. */
const mostPatterns = 500;

function readWorkspace(project: Project, root: Manifest): Workspace | undefined {
  const folder = folderOf(root.path);
  const named = [...root.workspaces, ...patternsBeside(project, folder)].flatMap(spelledOut);
  const patterns = [...new Set(named)].slice(0, mostPatterns);
  if (patterns.length === 0) return undefined;
  const wanted = patterns.filter((one) => !one.startsWith('!')).map((one) => matcher(folder, one));
  const not = patterns
    .filter((one) => one.startsWith('!'))
    .map((one) => matcher(folder, one.slice(1)));
  const members = project.files
    .list()
    .filter((path) => path.endsWith('/package.json') && path !== root.path)
    .filter((path) => wanted.some((one) => one(path)) && !not.some((one) => one(path)))
    .flatMap((path) => readManifest(project, path) ?? []);
  return { root, members };
}

/** pnpm and lerna have files of their own for it. */
function patternsBeside({ files }: Project, folder: string): string[] {
  const packages = packagesIn(files.read(joinPath(folder, 'pnpm-workspace.yaml') ?? '') ?? '');
  const lerna = parseObject(files.read(joinPath(folder, 'lerna.json') ?? '') ?? '{}');
  const others = typeof lerna === 'string' ? [] : lerna.packages;
  return [packages, others].flatMap((list) => (Array.isArray(list) ? list.map(plainText) : []));
}

function packagesIn(yaml: string): unknown {
  try {
    return (yamlValue(yaml) as { packages?: unknown } | undefined | null)?.packages;
  } catch {
    return undefined;
  }
}

/** More than two lists of names in one pattern, or long ones, are nobody's, and too many patterns. */
const twoLists = /^[^{]*(?:\{[^{}]*\}[^{]*){1,2}$/;
const longest = 200;

/** `{apps,packages}/*` stands for two patterns. */
function spelledOut(pattern: string): string[] {
  if (pattern.length > longest || !twoLists.test(pattern)) return [pattern];
  const [before = '', rest = ''] = split(pattern, '{');
  const [list, after] = split(rest, '}');
  return list.split(',').flatMap((one) => spelledOut(`${before}${one}${after}`));
}

function split(text: string, at: string): [string, string] {
  const index = text.indexOf(at);
  return [text.slice(0, index), text.slice(index + 1)];
}

/** A pattern of folders, `packages/*`, `apps/**`: it is held against the package.json in them, as pnpm does it. */
function matcher(folder: string, pattern: string): PathMatcher {
  return pathMatcher(joinPath(folder, `${pattern}/package.json`) ?? pattern);
}
