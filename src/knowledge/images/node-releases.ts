import data from './node-releases.json' with { type: 'json' };
import { compareVersions, majorOf } from '../version-order.js';

type BundledManager = 'npm' | 'corepack' | 'yarn';

/** A Debian release: its number, and the day its long-term support ends. */
interface DebianRelease {
  readonly number: number;
  readonly end: string;
}

interface Line {
  readonly end?: string;
  /** The first and the last npm of the line. */
  readonly npm: string;
  /** Whether the official image carries it, or the first exact version that does. */
  readonly yarn: boolean | string;
  readonly corepack: boolean | string;
  /** CPUs of the Alpine image as docker-library names them; absent when it has none. */
  readonly alpine?: string;
}

const lines = new Map<string, Line>(Object.entries(data.lines));
const debian = new Map(Object.entries(data.debian));
/** Where a platform's CPU is spelled otherwise than by docker-library. */
const platformCpus = new Map([
  ['arm32v6', 'arm/v6'],
  ['arm32v7', 'arm/v7'],
  ['arm64v8', 'arm64'],
  ['i386', '386'],
]);
const newest = Math.max(...[...lines.keys()].map(Number));

/**
 * Which package managers the official image of a major (or of an exact version, `14.17.0`) may
 * carry. A major newer than the table is taken to be like the newest; of an unknown one, all.
 */
export function bundledPackageManagers(node?: number | string): Record<BundledManager, boolean> {
  const line = node === undefined ? undefined : lineOf(node);
  const carries = (fact: boolean | string = true) =>
    typeof fact === 'boolean' ? fact : !isExact(node) || compareVersions(node, fact) >= 0;
  return { npm: true, corepack: carries(line?.corepack), yarn: carries(line?.yarn) };
}

/** The files of a package manager in the official image, to be removed (handbook E60); some are globs. */
export function packageManagerFiles(manager: BundledManager): readonly string[] {
  return data.packageManagerFiles[manager];
}

/** The first and the last npm that came with a major; undefined when the table has no such major. */
export function npmRange(major: number): { first: string; last: string } | undefined {
  const [first, last] = lines.get(nameOf(major))?.npm.split(' ') ?? [];
  return first !== undefined && last !== undefined ? { first, last } : undefined;
}

/** The day a Node major gets no more releases (ISO), as planned at the table's date. */
export function endOfLife(major: number): string | undefined {
  return lines.get(nameOf(major))?.end;
}

/**
 * The platforms (`linux/arm64`) that the Alpine image of a major was last published for; undefined
 * when it has none or the table has no such major.
 */
export function alpinePlatforms(major: number): readonly string[] | undefined {
  const cpus = lines.get(nameOf(major))?.alpine?.split(' ');
  return cpus?.map((cpu) => `linux/${platformCpus.get(cpu) ?? cpu}`);
}

/** Number and end of support of a Debian release by its codename. */
export function debianRelease(codename: string): DebianRelease | undefined {
  const [number, end] = debian.get(codename)?.split(' ') ?? [];
  return number !== undefined && end !== undefined ? { number: Number(number), end } : undefined;
}

function lineOf(node: number | string): Line | undefined {
  return lines.get(nameOf(Math.min(majorOf(String(node)), newest)));
}

function isExact(node: number | string | undefined): node is string {
  return typeof node === 'string' && /^\d+\.\d+\.\d+$/.test(node);
}

/** Before Node 4 the lines were 0.8, 0.10 and 0.12; the last one stands for all of them. */
function nameOf(major: number): string {
  return major === 0 ? '0.12' : String(major);
}
