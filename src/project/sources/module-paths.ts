import { posix } from 'node:path';
import { joinPath } from '../files.js';
import type { Project } from '../project.js';
import { type TypeScriptSettings, typeScriptSettings } from './typescript-settings.js';

const extensions = '.ts .tsx .js .jsx .mjs .cjs .mts .cts .vue .svelte .astro'.split(' ');
const code = new Set(extensions);
/** Which sources a compiled file may come from. */
const compiled: Readonly<Record<string, readonly string[]>> = {
  '.js': ['.ts', '.tsx', '.jsx', '.vue', '.coffee'],
  '.jsx': ['.tsx'],
  '.mjs': ['.mts'],
  '.cjs': ['.cts'],
};

/** The source that a path without an ending, or with that of its compiled form, means. */
export function sourceAt({ files }: Project, path: string): string | undefined {
  const extension = posix.extname(path);
  const stem = path.slice(0, path.length - extension.length);
  const candidates = [
    ...(code.has(extension) || isRunCommands(path) ? [path] : []),
    ...(compiled[extension] ?? []).map((one) => stem + one),
    ...extensions.map((one) => path + one),
    ...extensions.map((one) => (path === '' ? `index${one}` : `${path}/index${one}`)),
  ];
  return candidates.find((one) => files.has(one) && !files.isFolder(one));
}

/** Whether a path is one of settings that have no ending, and may be code: `.sequelizerc`. */
function isRunCommands(path: string): boolean {
  return posix.basename(path).startsWith('.') && path.endsWith('rc');
}

/** Whether a path names something that is no code: a style sheet, an image, data. */
export function isAsset(path: string): boolean {
  const extension = posix.extname(path);
  return (
    /^\.[a-z]\w{1,9}$/.test(extension) &&
    /\.(?:json5?|css|s[ac]ss|less|styl|svg|png|jpe?g|gif|webp|ico|woff2?|ttf|html?|txt|md|mdx|ya?ml|toml|graphql|gql|proto|sql|wasm|node|pem|key|crt|hbs|ejs|pug|njk)$/.test(
      extension,
    )
  );
}

/** Whether a text may be a path, or a pattern of paths. */
export function isPathLike(text: string): boolean {
  return /^[\w@.*/{},-]+$/.test(text) && !text.startsWith('@') && text.length > 1;
}

/** The source from which a build makes a file, by where compilers write (`dist/main.js` ← `src/main.ts`). */
export function sourceOfBuilt(project: Project, folder: string, path: string): string | undefined {
  const own = typeScriptSettings(project, folder).flatMap((settings) =>
    compiledFrom(settings, path),
  );
  const rest = path
    .slice(folder === '' ? 0 : folder.length + 1)
    .split('/')
    .slice(1)
    .join('/');
  const guesses = ['src', '', 'app', 'server', 'lib', 'source'].map((root) => joinPath(root, rest));
  const inner = rest.replace(/([^/]+)$/, 'src/$1');
  const all = [...own, ...[...guesses, inner].map((one) => joinPath(folder, one ?? ''))];
  const found = all.map((one) => (one === undefined ? undefined : sourceAt(project, one)));
  return found.find((one) => one !== undefined && one !== path);
}

function compiledFrom({ outDir, rootDir }: TypeScriptSettings, path: string): string[] {
  if (outDir === undefined || !path.startsWith(`${outDir}/`)) return [];
  const rest = path.slice(outDir.length + 1);
  return rootDir === undefined ? [] : [joinPath(rootDir, rest) ?? ''];
}

/** The source that a bare name means by the aliases of tsconfig.json. */
export function aliased(project: Project, folder: string, specifier: string): string | undefined {
  for (const { paths, baseUrl } of typeScriptSettings(project, folder)) {
    const targets = [...paths].flatMap(([pattern, all]) => filled(pattern, all, specifier));
    if (baseUrl !== undefined) targets.push(joinPath(baseUrl, specifier) ?? '');
    const found = targets.map((path) => sourceAt(project, path)).find((path) => path !== undefined);
    if (found !== undefined) return found;
  }
  return undefined;
}

function filled(pattern: string, targets: readonly string[], specifier: string): readonly string[] {
  const [before = '', after] = pattern.split('*');
  if (after === undefined) return pattern === specifier ? targets : [];
  if (!specifier.startsWith(before) || !specifier.endsWith(after)) return [];
  const rest = specifier.slice(before.length, specifier.length - after.length);
  return targets.map((target) => target.replace('*', rest));
}
