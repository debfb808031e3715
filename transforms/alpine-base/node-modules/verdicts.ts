import {
  fareOn,
  isFetched,
  nativeModule,
  type NativeModule,
  type OwnModules,
} from '../../../src/knowledge/npm/native-modules.js';
import type { LockedPackage } from '../../../src/project/index.js';
import type { Contents, Installed } from './applications.js';
import { labelOf } from './package-findings.js';

/** A sentence names so many packages at most. */
const longest = 6;

/** How the native packages of a project fare on Alpine, as a sentence; empty where there is none. */
export function nativeVerdicts(
  { applications }: Contents,
  node: number | undefined,
  own: OwnModules,
): string {
  const clauses = applications.flatMap(installedPackages).flatMap((one) => {
    const verdict = verdictOf(nativeModule(one.name, own), one, node);
    return verdict === undefined ? [] : [`${labelOf(one)} ${verdict}`];
  });
  const told = [...new Set(clauses)];
  if (told.length === 0) return '';
  const more = told.length - longest;
  const rest = more > 0 ? [`and ${more} more`] : [];
  return ` Native modules: ${[...told.slice(0, longest), ...rest].join('; ')}.`;
}

/** The native packages of an application whose files differ from libc to libc, with their versions. */
export function libcBound(
  application: Installed,
  node: number | undefined,
  own: OwnModules,
): readonly string[] {
  const bound = installedPackages(application).filter(({ name, version }) => {
    const known = nativeModule(name, own);
    return known && ['source', 'prebuilt'].includes(fareOn(known, version, node));
  });
  return [...new Set(bound.map(labelOf))];
}

function installedPackages({ packages, development }: Installed): readonly LockedPackage[] {
  return packages.filter((one) => !one.optional && (development || !one.dev));
}

function verdictOf(
  known: NativeModule | undefined,
  { version }: LockedPackage,
  node: number | undefined,
): string | undefined {
  if (!known) return undefined;
  const fare = fareOn(known, version, node);
  if (fare === 'source') return 'compiles';
  if (fare === 'static') return 'has one binary for both';
  if (fare === 'glibc-only') return 'is for glibc only, and not used here';
  if (fare !== 'prebuilt') return undefined;
  return isFetched(known, version) ? 'fetches a binary for musl' : 'has a binary for musl';
}
