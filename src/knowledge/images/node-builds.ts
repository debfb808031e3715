import data from './node-tags.json' with { type: 'json' };
import { onDemand, rememberedByText, rememberedForGood } from '../../memo.js';
import { compareVersions, majorOf, newestFirst } from '../version-order.js';

/** What one exact version of Node was published on. */
export interface Build {
  /** Debian codename of the bare tag. */
  readonly debian: string | undefined;
  readonly slimDebian: string | undefined;
  /** Alpine release of the `-alpine` tag at its last publication. */
  readonly alpine: string | undefined;
  /** Every suffix published for the version, '' for the bare tag. */
  readonly variants: ReadonlySet<string>;
}

interface Floating {
  readonly version: string;
  readonly variants: ReadonlySet<string>;
  /** Variants that stopped, with the exact version that they still stand for. */
  readonly stopped: Readonly<Record<string, string | undefined>>;
}

/** A row of the table: what a number of versions were published on. */
interface Row {
  readonly debian: string | null;
  readonly slimDebian?: string;
  readonly alpine?: string;
  readonly variants: string;
  readonly versions: string;
}

const rows = new Map<string, Row>();
for (const row of data.builds as readonly Row[])
  for (const version of row.versions.split(' ')) rows.set(version, row);

/** A file asks for a few of a hundred. */
const buildIn = rememberedForGood(({ debian, slimDebian, alpine, variants }: Row): Build => ({
  debian: debian ?? undefined,
  slimDebian,
  alpine,
  variants: variantsOf(variants),
}));

/** To order all of the hundreds would take longer than most files take. */
const newest = onDemand(() =>
  [...rows.keys()].reduce((best, one) => (compareVersions(one, best) > 0 ? one : best)),
);
const maintained: ReadonlySet<number> = new Set(data.maintained);
const ltsNames = new Map<string, string | null>(Object.entries(data.ltsNames));
const codenames = new Map(Object.entries(data.codenames));
const floating = new Map<string, Floating>(
  Object.entries(data.floating).map(([name, row]) => [
    name,
    { ...row, variants: variantsOf(row.variants) },
  ]),
);

/** Names that a tag may start with beside numbers, `latest` among them. */
export const tagNames: readonly string[] = [
  ...floating.keys(),
  ...codenames.keys(),
  ...ltsNames.keys(),
  ...Object.keys(data.expectedCodenames).flatMap((name) => [name, `lts-${name}`]),
];

/** The build of an exact version such as `20.11.1`. */
export function buildOf(version: string): Build | undefined {
  const row = rows.get(version);
  return row && buildIn(row);
}

/** The newest exact version that a tag's name (`20`, `20.11`, `iron`, `lts`) stood for with a suffix. */
export function versionBehind(name: string, suffix: string): string | undefined {
  const group = floating.get(name);
  if (group)
    return group.stopped[suffix] ?? (group.variants.has(suffix) ? group.version : undefined);
  if (ltsNames.has(name)) return suffix === '' ? newestCalled(name, suffix) : undefined;
  return newestCalled(name, suffix);
}

/** Whether a published tag still gets pushed again: of a maintained line, its newest, nothing stopped. */
export function isMoving(name: string, suffix: string): boolean {
  const version = versionBehind(name, suffix);
  if (version === undefined || version === name) return false;
  const group = floating.get(name);
  if (group) return group.stopped[suffix] === undefined;
  const major = String(majorOf(version));
  return (
    maintained.has(majorOf(version)) && version === versionBehind(major, '') && !superseded(name)
  );
}

/** The newest exact version of a major in the table, also of the newest major when none is given. */
export function newestVersion(major?: number): string | undefined {
  return major === undefined ? newest() : versionsCalled(String(major))[0];
}

/** Whether Node’s own team still maintains a major, by the table's date. */
export function isMaintained(major: number): boolean {
  return maintained.has(major);
}

function newestCalled(name: string, suffix: string): string | undefined {
  const fixed = ltsNames.get(name);
  if (fixed) return fixed;
  const from = codenames.get(name.replace(/^lts-/, ''));
  const called =
    from === undefined
      ? versionsCalled(name)
      : versionsCalled(String(majorOf(from))).filter((one) => compareVersions(one, from) >= 0);
  return called.find((version) => buildIn(rows.get(version)!).variants.has(suffix));
}

/** The versions that `20`, `20.11` or `20.11.1` may mean, newest first: asked for tag after tag. */
const versionsCalled = rememberedByText((name): readonly string[] => {
  const prefix = `${name}.`;
  const meant: string[] = [];
  for (const version of rows.keys())
    if (version.startsWith(prefix) || version === name) meant.push(version);
  return newestFirst(meant);
});

/** `24.21` no longer moves once 24.22.0 is out, even where the tags of 24.22.0 were not seen. */
function superseded(name: string): boolean {
  const released = data.released.filter((version) => majorOf(version) === majorOf(name));
  return (
    /\./.test(name) &&
    released.some(
      (version) => compareVersions(version, name) > 0 && !version.startsWith(`${name}.`),
    )
  );
}

/** `bookworm+` in the table stands for `bookworm` and `bookworm-slim`; the bare tag is always there. */
function variantsOf(text: string): ReadonlySet<string> {
  const listed = text.split(' ').filter(Boolean);
  return new Set([
    '',
    ...listed.flatMap((variant) =>
      variant.endsWith('+') ? [variant.slice(0, -1), variant.replace('+', '-slim')] : [variant],
    ),
  ]);
}
