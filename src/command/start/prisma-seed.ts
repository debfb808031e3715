import { parseObject } from '../../project/manifest.js';
import { type Unresolved, unresolved } from './resolved.js';
import type { Site } from './sites.js';

/** The files in which Prisma looks for its settings. */
export const prismaConfigs: readonly string[] = ['ts', 'mts', 'cts', 'js', 'mjs', 'cjs'].map(
  (ending) => `prisma.config.${ending}`,
);

/**
 * Why `prisma db seed` can't do without npm, if it can't: it starts the project's own command by the PATH
 * alone, where npm and npx put node_modules/.bin (execaCommand without preferLocal; seed.ts of
 * @prisma/migrate, read 2026-11).
 *
 * @param globals programs that are on the PATH without npm
 */
export function seedProblem(
  bin: string,
  args: readonly string[],
  site: Site,
  read: (path: string, site: Site) => string | undefined,
  globals: ReadonlySet<string>,
): Unresolved | undefined {
  const line = args.join(' ');
  if (bin !== 'prisma' || !/^db seed(?:\s|$)/.test(line)) return undefined;
  const seed = seedOfPrisma(line, site.has, (name) => read(name, site));
  const program = seed?.trim().split(/\s+/)[0] ?? '';
  const found = program === 'node' || program.includes('/') || globals.has(program);
  const what = seed === null ? 'a command that is not known' : `"${seed}"`;
  return found
    ? undefined
    : unresolved('script', `"${bin} ${line}" starts ${what} by the PATH that npm sets.`);
}

/**
 * The command by which prisma fills the database: undefined where there is none, null where it can't be told.
 *
 * @param line what follows `prisma`
 * @param has whether a file lies beside package.json
 * @param read its text
 */
export function seedOfPrisma(
  line: string,
  has: (name: string) => boolean,
  read: (name: string) => string | undefined,
): string | undefined | null {
  if (/--config\b/.test(line)) return null;
  // Who asks for the seed has one: where none is found, what names it is not there to read.
  return seedNamed(has, read) ?? (line.startsWith('db seed') ? null : undefined);
}

function seedNamed(
  has: (name: string) => boolean,
  read: (name: string) => string | undefined,
): string | undefined | null {
  const config = prismaConfigs.find(has);
  if (config !== undefined) {
    const text = read(config);
    if (text === undefined) return null;
    const told = /\bseed\s?:\s?(?:(["'`])([^"'`\n]*)\1)?/.exec(text);
    if (told) return told[2] ?? null;
  }
  const json = parseObject(read('package.json') ?? '');
  if (typeof json === 'string') return null;
  const seed = (json.prisma as { seed?: unknown } | null | undefined)?.seed;
  return typeof seed === 'string' ? seed : undefined;
}
