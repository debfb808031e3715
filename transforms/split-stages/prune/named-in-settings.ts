import { baseName, folderOf, isBelow } from '../../../src/project/index.js';
import type { Need, Question } from './needs.js';

/** Files with settings, but for those that tools of development and package managers read. */
const settings = /(?:\.(?:json5?|toml|ya?ml|ini)|^\.env[\w.-]*)$/i;
const ofTools =
  /^(?:package(?:-lock)?\.json|npm-shrinkwrap\.json|pnpm-(?:lock|workspace)\.yaml|[tj]sconfig[\w.-]*\.json|turbo\.json|nx\.json|lerna\.json|angular\.json|nest-cli\.json|renovate\.json|biome\.json|\..*rc(?:\.\w+)?|\.[a-z-]+\.ya?ml|.*\.config\.json|project\.json)$/;
/** Larger files are data. */
const largest = 200_000;

/**
 * A program that loads modules by computed names may take the names from its settings (handbook B.7:
 * a dynamic `require` proves nothing).
 */
export function namedInSettings({ project, runTime, provision }: Question): Need | undefined {
  const dynamic = runTime.loaded.find((one) => one.dynamic)?.dynamic;
  if (!dynamic) return undefined;
  const folder = folderOf(provision.root.path);
  for (const path of project.files.list()) {
    const name = baseName(path);
    if (
      !isBelow(path, folder) ||
      !settings.test(name) ||
      ofTools.test(name) ||
      /(?:^|\/)\.\w+\//.test(path)
    )
      continue;
    const text = project.files.read(path) ?? '';
    const words = text.length > largest ? [] : text.split(/[\s"'`:,;=()[\]{}]+/);
    const found = words.find((word) => provision.removed.has(word));
    if (found !== undefined)
      return {
        name: found,
        because: `${dynamic.path}:${dynamic.line} loads modules by computed names, and ${path} names "${found}", which only development dependencies bring.`,
      };
  }
  return undefined;
}
