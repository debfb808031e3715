import { filesNamed, folderOf, joinPath } from '../files.js';
import { parseCommentedObject } from './json-with-comments.js';
import type { Project } from '../project.js';
import { plainText } from '../plain-text.js';

/** What a tsconfig.json or jsconfig.json says of where modules are; paths from the repository's root. */
export interface TypeScriptSettings {
  readonly outDir?: string;
  readonly rootDir?: string;
  /** Folder in which modules are looked up by their bare names. */
  readonly baseUrl?: string;
  /** Patterns such as `@app/*` with the paths that they stand for. */
  readonly paths: ReadonlyMap<string, readonly string[]>;
  /**
   * Whether `import { type A } from 'a'` may stay as `import {} from 'a'`, which loads the module
   * (typescriptlang.org/tsconfig, verbatimModuleSyntax, 2026-11).
   */
  readonly keepsImports: boolean;
}

const configName = /^(?:tsconfig(?:\.[\w-]+)?|jsconfig)\.json$/;
/** Configurations that extend each other: deeper than this, nobody meant it. */
const deepest = 5;
/** A base that a package brings is not at hand; those for a version of Node leave the default. */
const unknownBase = /^(?!@tsconfig\/node(?:\d|-lts))[^./]/;
const cache = new WeakMap<object, Map<string, readonly TypeScriptSettings[]>>();

/** The settings of the compilers of a folder, those in the folders above it included. */
export function typeScriptSettings(
  project: Project,
  folder: string,
): readonly TypeScriptSettings[] {
  const known = cache.get(project.files) ?? new Map<string, readonly TypeScriptSettings[]>();
  cache.set(project.files, known);
  const found = known.get(folder) ?? readAll(project, folder);
  known.set(folder, found);
  return found;
}

function readAll(project: Project, folder: string): readonly TypeScriptSettings[] {
  const here = filesNamed(project.files, folder, configName).map((path) =>
    settingsIn(project, path),
  );
  return folder === '' || folder === project.context
    ? here
    : [...here, ...typeScriptSettings(project, folderOf(folder))];
}

function settingsIn(project: Project, path: string, depth = 0): TypeScriptSettings {
  const json = parseCommentedObject(project.files.read(path) ?? '') ?? {};
  const extended = [json.extends].flat();
  const bases = extended.flatMap((name) => {
    const base = typeof name === 'string' && name.startsWith('.') && besides(path, name);
    const file =
      base && (project.files.isFolder(base) || !base.endsWith('.json') ? `${base}.json` : base);
    return file && depth < deepest ? [settingsIn(project, file, depth + 1)] : [];
  });
  return Object.assign(
    {
      paths: new Map(),
      keepsImports: extended.some((name) => unknownBase.test(plainText(name))),
    },
    ...bases,
    ownSettings(path, json),
  );
}

type Json = Record<string, unknown>;

function ownSettings(path: string, json: Json): Partial<TypeScriptSettings> {
  const options = (typeof json.compilerOptions === 'object' && json.compilerOptions) || {};
  const { outDir, rootDir, baseUrl, paths, verbatimModuleSyntax } = options as Json;
  const place = (value: unknown): string | undefined =>
    typeof value === 'string' ? besides(path, value) : undefined;
  const [out, root, base] = [place(outDir), place(rootDir), place(baseUrl)];
  return {
    ...(out !== undefined && { outDir: out }),
    ...(root !== undefined && { rootDir: root }),
    ...(base !== undefined && { baseUrl: base }),
    ...(typeof paths === 'object' &&
      paths !== null && { paths: patterns(paths, base ?? folderOf(path)) }),
    ...(typeof verbatimModuleSyntax === 'boolean' && { keepsImports: verbatimModuleSyntax }),
  };
}

function patterns(paths: object, folder: string): Map<string, string[]> {
  return new Map(
    Object.entries(paths).map(([pattern, targets]) => [
      pattern,
      [targets].flat().flatMap((target) => joinPath(folder, plainText(target)) ?? []),
    ]),
  );
}

function besides(path: string, name: string): string | undefined {
  return joinPath(folderOf(path), name);
}
