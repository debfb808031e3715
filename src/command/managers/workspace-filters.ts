import { literally } from '../../literally.js';
import { folderOf, type Manifest } from '../../project/index.js';

/** The packages of a workspace among which a filter of pnpm chooses. */
interface Packages {
  readonly root: Manifest;
  readonly members: readonly Manifest[];
}

/** Whether a filter may choose several packages: `@acme/*`, `./packages/**`, `web...`. */
export function isPattern(filter: string): boolean {
  return /[*{}[\]!^]|\.\.\./.test(filter);
}

/**
 * The packages that a filter of pnpm chooses, the root among them where its name fits (pnpm.io,
 * "Filtering"; seen with pnpm 8 to 10).
 *
 * @returns undefined for what can't be told from package.json alone: changes since a commit,
 * exclusions, two conditions at once
 */
export function chosenBy(filter: string, packages: Packages): readonly Manifest[] | undefined {
  const [, before = '', notBefore = '', name = '', notAfter = '', after = ''] =
    /^(\.{3})?(\^)?(.*?)(\^)?(\.{3})?$/s.exec(filter) ?? [];
  const base = matching(name, packages);
  if (!base || base.length === 0) return base;
  const all = [packages.root, ...packages.members];
  const needs = (one: Manifest): Manifest[] => all.filter((other) => asksFor(one, other));
  const needed = (one: Manifest): Manifest[] => all.filter((other) => asksFor(other, one));
  const found = new Set(notBefore || notAfter ? [] : base);
  for (const one of base) {
    if (after) for (const other of reached(one, needs)) found.add(other);
    if (before) for (const other of reached(one, needed)) found.add(other);
  }
  return [...found];
}

function matching(name: string, { root, members }: Packages): readonly Manifest[] | undefined {
  if (name === '' || /[![\]]/.test(name)) return undefined;
  const folder = /^\{([^{}]*)\}$/.exec(name)?.[1] ?? /^\.\.?\/.*/.exec(name)?.[0];
  if (folder !== undefined) {
    const inside = pattern(folder.replace(/^\.\/|\/$/g, ''), '[^/]*');
    const prefix = folderOf(root.path) === '' ? 0 : folderOf(root.path).length + 1;
    return members.filter(({ path }) => inside.test(folderOf(path).slice(prefix)));
  }
  if (/[{}]/.test(name)) return undefined;
  const exact = [root, ...members].filter((one) => pattern(name, '.*').test(one.name ?? ''));
  if (exact.length > 0 || name.startsWith('@')) return exact;
  const scoped = [root, ...members].filter((one) => one.name?.replace(/^@[^/]+\//, '') === name);
  return scoped.length === 1 ? scoped : [];
}

/** `*` as the filter reads it; `**` crosses folders. */
function pattern(glob: string, star: string): RegExp {
  const source = glob
    .split(/(\*+)/)
    .map((part) => {
      if (part === '*') return star;
      return part.startsWith('*') ? '.*' : literally(part);
    })
    .join('');
  return new RegExp(`^${source}$`);
}

function asksFor(one: Manifest, { name }: Manifest): boolean {
  const { dependencies, devDependencies, optionalDependencies } = one;
  return [dependencies, devDependencies, optionalDependencies].some(
    (names) => name !== undefined && names.has(name),
  );
}

function reached(start: Manifest, next: (one: Manifest) => readonly Manifest[]): Set<Manifest> {
  const seen = new Set<Manifest>();
  const queue = [...next(start)];
  for (let one = queue.pop(); one !== undefined; one = queue.pop()) {
    if (seen.has(one)) continue;
    seen.add(one);
    queue.push(...next(one));
  }
  return seen;
}
