import { rememberedIn } from '../memo.js';
import { baseName, type Files, folderOf, joinPath } from './files.js';
import type { Project } from './project.js';

/** What a package.json says, as far as a rewrite asks for it. */
export interface Manifest {
  /** Path from the repository's root. */
  readonly path: string;
  readonly text: string;
  readonly name?: string;
  readonly main?: string;
  readonly packageManager?: string;
  readonly hasWorkspaces: boolean;
  /** The patterns of folders that hold the other packages of the project. */
  readonly workspaces: readonly string[];
  readonly scripts: ReadonlyMap<string, string>;
  readonly dependencies: ReadonlyMap<string, string>;
  readonly devDependencies: ReadonlyMap<string, string>;
  readonly optionalDependencies: ReadonlyMap<string, string>;
  readonly peerDependencies: ReadonlyMap<string, string>;
}

/** Why a file of the project could not be used. */
export interface BrokenFile {
  readonly path: string;
  readonly message: string;
}

/** Reads a package.json; a broken one counts as unknown and is told by {@link brokenFiles}. */
export function readManifest(project: Project, path: string): Manifest | undefined {
  return manifestIn(project.files, path);
}

const manifestIn = rememberedIn((files: Files, path): Manifest | undefined => {
  const text = files.read(path);
  if (text === undefined) return undefined;
  const json = parseObject(text);
  if (typeof json === 'string') return undefined;
  const { name, main, packageManager, workspaces } = json;
  return {
    path,
    text,
    ...(typeof name === 'string' && { name }),
    ...(typeof main === 'string' && { main }),
    ...(typeof packageManager === 'string' && { packageManager }),
    hasWorkspaces: workspaces !== undefined,
    workspaces: patternsIn(workspaces),
    scripts: strings(json.scripts),
    dependencies: strings(json.dependencies),
    devDependencies: strings(json.devDependencies),
    optionalDependencies: strings(json.optionalDependencies),
    peerDependencies: strings(json.peerDependencies),
  };
}, 500);

/** The package.json nearest above a place in the repository that is there but no valid JSON. */
export function brokenFiles(project: Project): BrokenFile[] {
  const folders = [project.context, folderOf(project.dockerfile)].filter(
    (folder) => folder !== undefined,
  );
  const paths = new Set(
    folders.flatMap((folder) =>
      ['package.json', 'package-lock.json', 'npm-shrinkwrap.json'].map(
        (name) => joinPath(folder, name) ?? '',
      ),
    ),
  );
  return [...paths].flatMap((path) => {
    const problem = problemIn(project.files, path);
    return problem === undefined ? [] : [{ path, message: `${baseName(path)} ${problem}` }];
  });
}

const problemIn = rememberedIn((files: Files, path): string | undefined => {
  const text = files.read(path);
  const problem = text === undefined ? {} : parseObject(text);
  return typeof problem === 'string' ? problem : undefined;
}, 500);

/** The line of a script's name in package.json, counted from 1, for messages. */
export function scriptLine(manifest: Manifest, script: string): number {
  const at = manifest.text.indexOf(`${JSON.stringify(script)}`, manifest.text.indexOf('"scripts"'));
  return manifest.text.slice(0, Math.max(at, 0)).split('\n').length;
}

/** The object in a JSON text, or what is wrong with it. */
export function parseObject(text: string): Record<string, unknown> | string {
  try {
    const json: unknown = JSON.parse(text.replace(/^\ufeff/, ''));
    if (typeof json === 'object' && json !== null && !Array.isArray(json))
      return json as Record<string, unknown>;
    return 'holds no JSON object';
  } catch (error) {
    return `is no valid JSON (${(error as Error).message.split('\n')[0]})`;
  }
}

/** npm and yarn take a list; yarn 1 also an object that holds one. */
function patternsIn(workspaces: unknown): string[] {
  if (Array.isArray(workspaces)) return workspaces.map(String);
  const nested = (workspaces as { packages?: unknown } | undefined | null)?.packages;
  return Array.isArray(nested) ? nested.map(String) : [];
}

function strings(value: unknown): Map<string, string> {
  if (typeof value !== 'object' || value === null) return new Map();
  return new Map(
    Object.entries(value).filter(
      (entry): entry is [string, string] => typeof entry[1] === 'string',
    ),
  );
}
