import { rememberedByText } from '../../memo.js';
import data from './native-modules.json' with { type: 'json' };
import { compareVersions } from '../version-order.js';

/** How an npm package with native code, or with an install script, fares on musl. */
export interface NativeModule {
  /**
   * - `prebuilt`: a musl binary comes with it; `build` is for a Node or CPU without one
   * - `static`: one binary for both
   * - `source`: compiles at install
   * - `optional`: does without its native part
   * - `pure`: no native code
   * - `glibc-only`: stay on Debian
   * - `needs-config`: works with settings (see `note`) or with the Alpine packages of `run`
   */
  readonly musl:
    'prebuilt' | 'static' | 'source' | 'optional' | 'pure' | 'glibc-only' | 'needs-config';
  /** Alpine packages that compiling it needs. */
  readonly build: readonly string[];
  /** Alpine packages that it needs to run. */
  readonly run: readonly string[];
  /** Alpine packages with the libraries that it needs to run where it was compiled. */
  readonly linked: readonly string[];
  /**
   * The headers of a library: where the system has them, versions before `until` compile against them
   * rather than take their binary (sharp/install/libvips.js; from 0.33 on it does so only where
   * node-addon-api and node-gyp are dependencies).
   */
  readonly beside?: { readonly headers: string; readonly until: string };
  /** Debian packages that it needs and the full image has, but the slim one has not. */
  readonly debian: readonly string[];
  /** First version for which all this holds. */
  readonly since?: string;
  /** What older versions are; absent where they compile. */
  readonly before?: 'pure' | 'glibc-only';
  /** The newest Node major with a binary, from a version on: `7.0.0:15 7.4.0:16`. */
  readonly nodes?: string;
  readonly note?: string;
  /** Compiling it on Alpine takes long, more than packages, or fails for many. */
  readonly hard: boolean;
  /** The first version with its binaries in the npm package; absent where none is known. */
  readonly bundled?: string;
  /** Its binary for musl is for x64 alone; elsewhere it compiles, unless {@link bundled}. */
  readonly x64Only: boolean;
  /** Its install script fetches the binary from elsewhere than npm. */
  readonly fetched: boolean;
}

/**
 * How the names of the packages begin that hold the binaries of a module, one for each platform and libc; empty for
 * a module without any binary; undefined where that is not known.
 */
export function binariesApart(name: string): string | undefined {
  return data.apart.none.split(' ').includes(name) ? '' : prefixes.get(name);
}

/** Whether a module only calls programs of the system: neither it nor what it brings has a binary. */
export function callsPrograms(name: string): boolean {
  return data.apart.callers.split(' ').includes(name);
}

/** What the user says of a package, against the table or beside it. */
export interface OwnModule extends Partial<Pick<NativeModule, 'build' | 'run'>> {
  readonly musl: Exclude<NativeModule['musl'], 'needs-config'>;
}

/** The user's own verdicts by package. */
export type OwnModules = Readonly<Record<string, OwnModule>>;

interface Row {
  readonly musl: string;
  readonly build?: string;
  readonly run?: string;
  readonly linked?: string;
  readonly beside?: string;
  readonly besideUntil?: string;
  readonly debian?: string;
  readonly since?: string;
  readonly before?: string;
  readonly nodes?: string;
  readonly note?: string;
  readonly hard?: boolean;
  readonly bundled?: string;
  readonly fetched?: boolean;
  readonly x64?: boolean;
  readonly confirmed?: boolean;
}

const rows = new Map<string, Row>([
  ...data.pure.split(' ').map((name): [string, Row] => [name, { musl: 'pure' }]),
  ...Object.entries<Row>(data.modules),
  ...Object.entries<Row>(data.additions),
]);
const families = Object.entries<Row>(data.families);
const prefixes = new Map(Object.entries(data.apart.prefixes));

/** What is known of an npm package on musl; undefined when neither user nor table has anything. */
export function nativeModule(name: string, own: OwnModules = {}): NativeModule | undefined {
  if (Object.hasOwn(own, name)) return { ...ownDefaults, ...own[name]! };
  return inTable(name);
}

/** Of each package of a lockfile several questions are asked. */
const inTable = rememberedByText((name): NativeModule | undefined => {
  const row = rows.get(name) ?? families.find(([prefix]) => name.startsWith(prefix))?.[1];
  return row && nativeModuleOf(row);
});

const ownDefaults = {
  build: [],
  run: [],
  linked: [],
  debian: [],
  hard: false,
  fetched: false,
  x64Only: false,
} as const;

/** Whether what is known of a module holds for an exact version of it; older ones mostly compile. */
export function holdsFor({ since }: NativeModule, version: string): boolean {
  return since === undefined || compareVersions(version, since) >= 0;
}

/**
 * How a version of a module fares on musl with a Node major: what has a binary may be too old, or
 * older than Node. An empty version stands for the newest one.
 */
export function fareOn(known: NativeModule, version: string, node?: number): NativeModule['musl'] {
  if (version !== '' && !holdsFor(known, version)) return known.before ?? 'source';
  if (known.musl !== 'prebuilt') return known.musl;
  return node === undefined || node <= newestNode(known, version) ? 'prebuilt' : 'source';
}

/** Binaries that are made for each Node major come later than that one. */
function newestNode({ nodes = '' }: NativeModule, version: string): number {
  const steps = nodes.split(' ').map((step) => step.split(':') as [string, string?]);
  const reached = steps.filter(([since]) => version === '' || compareVersions(version, since) >= 0);
  return Number(reached.at(-1)?.[1] ?? Infinity);
}

/** Whether a version of a module fetches its binary when it is installed, and compiles where it can't. */
export function isFetched({ fetched, bundled }: NativeModule, version: string): boolean {
  if (!fetched || bundled === undefined) return fetched;
  return version !== '' && compareVersions(version, bundled) < 0;
}

/** Whether a version of a module compiles where the system has the headers of its library. */
export function compilesBeside({ beside }: NativeModule, version: string): boolean {
  return beside !== undefined && version !== '' && compareVersions(version, beside.until) < 0;
}

function nativeModuleOf({
  build = '',
  run = '',
  linked = '',
  beside,
  besideUntil = '',
  debian = '',
  hard = false,
  fetched = false,
  x64 = false,
  ...row
}: Row): NativeModule {
  const packages = (text: string) => text.split(' ').filter(Boolean);
  return {
    ...(row as Pick<NativeModule, 'musl' | 'since' | 'before' | 'nodes' | 'note' | 'bundled'>),
    build: packages(build),
    run: packages(run),
    linked: packages(linked),
    ...(beside !== undefined && { beside: { headers: beside, until: besideUntil } }),
    debian: packages(debian),
    hard,
    fetched,
    x64Only: x64,
  };
}
