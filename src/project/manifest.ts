import { rememberedIn } from '../memo.js';
import type { Files } from './files.js';
import type { Project } from './project.js';
import { plainText } from './plain-text.js';

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

/** Reads a package.json; a broken one counts as unknown and is told by brokenFiles. */
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
  if (Array.isArray(workspaces)) return workspaces.map(plainText);
  const nested = (workspaces as { packages?: unknown } | undefined | null)?.packages;
  return Array.isArray(nested) ? nested.map(plainText) : [];
}

function strings(value: unknown): Map<string, string> {
  if (typeof value !== 'object' || value === null) return new Map();
  return new Map(
    Object.entries(value).filter(
      (entry): entry is [string, string] => typeof entry[1] === 'string',
    ),
  );
}
