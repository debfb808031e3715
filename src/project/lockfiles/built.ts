import { type Files, folderOf, joinPath } from '../files.js';
import { parseObject } from '../manifest.js';
import { yamlValue } from '../yaml.js';

/**
 * The packages whose install scripts a project allows, by the settings beside a lockfile: pnpm from
 * version 10 on and bun run no others, and their lockfiles do not tell which packages have any
 * (pnpm.io/settings, bun.com/docs/pm/lifecycle, read 2026-11).
 */
export function builtBeside(files: Files, lockfile: string): ReadonlySet<string> {
  const beside = (name: string): string =>
    files.read(joinPath(folderOf(lockfile), name) ?? name) ?? '';
  const workspace = settingsIn(beside('pnpm-workspace.yaml'));
  const manifest = objectOf(parseObject(beside('package.json')));
  return new Set(
    [
      ...[workspace, objectOf(manifest['pnpm'])].flatMap((settings) => [
        settings['onlyBuiltDependencies'],
        allowed(settings['allowBuilds']),
      ]),
      manifest['trustedDependencies'],
    ]
      .flat()
      .filter((one): one is string => typeof one === 'string'),
  );
}

/** From pnpm 10.26 on: a map of names to whether their scripts run. */
function allowed(builds: unknown): string[] {
  return Object.entries(objectOf(builds)).flatMap(([name, may]) => (may === true ? [name] : []));
}

/** A file that can't be read says nothing; the package manager tells. */
function settingsIn(text: string): Record<string, unknown> {
  try {
    return objectOf(yamlValue(text));
  } catch {
    return {};
  }
}

function objectOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}
