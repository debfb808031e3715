import { folderOf, joinPath } from './files.js';
import type { Project } from './project.js';
import { parseObject } from './manifest.js';
import { yamlValue } from './yaml.js';

/** A file that says for which libcs a package manager installs binaries. */
interface LibcSetting {
  readonly path: string;
  /** As the package managers say it: `glibc`, `musl`, `current`. */
  readonly libcs: readonly string[];
}

type Reader = (text: string) => unknown;

/** Where npm, yarn and pnpm are told so (their documentation, read 2026-11). */
const readers: readonly (readonly [string, Reader])[] = [
  ['.npmrc', (text) => /^\s*libc\s*=\s*["']?(\w+)/m.exec(text)?.[1]],
  ['.yarnrc.yml', (text) => architectures(parsed(text))],
  ['pnpm-workspace.yaml', (text) => architectures(parsed(text))],
  ['package.json', (text) => architectures(pnpmIn(text))],
];

/** The setting that counts in a folder: its own, or one of a folder above. */
export function libcSetting(project: Project, folder: string): LibcSetting | undefined {
  for (let at = folder; ; at = folderOf(at)) {
    for (const [name, read] of readers) {
      const path = joinPath(at, name) ?? name;
      const found = read(project.files.read(path) ?? '');
      const libcs = [found].flat().filter((one): one is string => typeof one === 'string');
      if (libcs.length > 0) return { path, libcs };
    }
    if (at === '') return undefined;
  }
}

function pnpmIn(text: string): unknown {
  const manifest = parseObject(text);
  return typeof manifest === 'string' ? undefined : manifest['pnpm'];
}

function architectures(settings: unknown): unknown {
  const { supportedArchitectures: found } = (settings ?? {}) as Record<string, unknown>;
  return ((found ?? {}) as Record<string, unknown>)['libc'];
}

/** A file that can't be read says nothing; the package manager tells. */
function parsed(text: string): unknown {
  try {
    return yamlValue(text);
  } catch {
    return undefined;
  }
}
