import { prismaConfigs } from './prisma-seed.js';
import { type Unresolved, unresolved } from './resolved.js';
import type { Site } from './sites.js';

/** What calls generators: those of others lie on the PATH that npm and npx set. */
const generating = /^(?:generate|db push|migrate dev|migrate reset)(?:\s|$)/;
/** Their generator comes with @prisma/client or with prisma itself (getGenerators.ts of @prisma/internals, read 2026-11). */
const builtIn = new Set(['prisma-client-js', 'prisma-client']);
/** What names another schema, or other settings. */
const elsewhere = /(?:^|\s)--(?:schema|config|generator)\b/;

/** The text of a file, by its path as a command writes it. */
type Read = (path: string, site: Site) => string | undefined;

/** Why prisma can't generate without npm, if it can't. */
export function generatorProblem(
  bin: string,
  args: readonly string[],
  site: Site,
  read: Read,
): Unresolved | undefined {
  const line = args.join(' ');
  if (bin !== 'prisma' || !generating.test(line)) return undefined;
  const { manifest } = site.application;
  const known =
    !line.startsWith('migrate') &&
    !elsewhere.test(line) &&
    manifest.dependencies.has('@prisma/client') &&
    !/"prisma"\s{0,9}:\s{0,9}\{/.test(read('package.json', site) ?? '"prisma":{');
  const schema = known && hasPlainConfig(site, read) ? schemaOf(site, read) : undefined;
  return schema !== undefined && hasBuiltIn(schema)
    ? undefined
    : unresolved(
        'script',
        `"${[bin, line].join(' ')}" finds its generators on the PATH that npm sets.`,
      );
}

function schemaOf(site: Site, read: Read): string | undefined {
  return read('prisma/schema.prisma', site) ?? read('schema.prisma', site);
}

/** Whether no settings name another place for the schema. */
function hasPlainConfig(site: Site, read: Read): boolean {
  return prismaConfigs.every((name) => {
    const text = read(name, site);
    const schema = /\bschema\b.{0,80}/.exec(text ?? '')?.[0];
    return (
      (text !== undefined || !site.has(name)) &&
      (schema === undefined || /^schema\s?:\s?['"](?:\.\/)?prisma\/schema\.prisma['"]/.test(schema))
    );
  });
}

/** Whether a schema has generators, and none but prisma's own. */
function hasBuiltIn(schema: string): boolean {
  const blocks = schema
    .split(/^[ \t]*generator\s/m)
    .slice(1)
    .map((block) => block.slice(0, block.indexOf('}') + 1));
  return (
    blocks.length > 0 &&
    blocks.every((block) => builtIn.has(/\bprovider\s*=\s*"([\w-]*)"/.exec(block)?.[1] ?? ''))
  );
}
