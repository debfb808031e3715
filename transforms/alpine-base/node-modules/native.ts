import { chainOf, referenceOf, type Stage } from '../../../src/dockerfile/index.js';
import { hasHarmlessInstallScript } from '../../../src/knowledge/npm/install-scripts.js';
import {
  compilesBeside,
  fareOn,
  isFetched,
  nativeModule,
  type NativeModule,
} from '../../../src/knowledge/npm/native-modules.js';
import { debianPackagesFor } from '../../../src/knowledge/system/debian-programs.js';
import { platformPackage } from '../../../src/knowledge/npm/platform-packages.js';
import { tagParts, variantOf } from '../../../src/knowledge/images/tag-grammar.js';
import type { LockedPackage } from '../../../src/project/index.js';
import { decline } from '../../../src/transform.js';
import { type Demand, need } from '../demands.js';
import type { Install } from './installs.js';
import { inContainer, isDeclined, type Move } from '../move.js';
import { settingDemands } from './native-settings.js';
import { labelOf, needsMore } from './package-findings.js';
import { pythonOnSlim, toolchainDemand } from './toolchain.js';

/** What of an application counts for a move. */
export interface Circumstances {
  readonly move: Move;
  readonly final: Stage;
  readonly node?: number | undefined;
  /** The installs on images that move that bring the package. */
  readonly installs: readonly Install[];
  /** Development dependencies are used during the build, not only installed. */
  readonly tests: boolean;
  /** An install names the package. */
  readonly named: boolean;
}

/** What one package asks for on the target: compilers, libraries, or to stay. */
export function* packageDemandsOf(one: LockedPackage, around: Circumstances): Iterable<Demand> {
  const { name, optional, installScript, os } = one;
  if (optional || (os && !os.includes('linux')) || platformPackage(name)) return;
  const known = nativeModule(name, around.move.options.nativeModules);
  if (known) return yield* knownDemands(known, one, around);
  if (installScript !== true || hasHarmlessInstallScript(name) || isScriptless(around)) return;
  yield decline(
    'alpine-base/unknown-install-script',
    around.final.from,
    `${labelOf(one)} has an install script that is not known: it may compile, or download a program.`,
    'Check that it works there, and set the base image yourself.',
  );
}

/** Whether no install runs the scripts of packages, so that what they would do is not there today either. */
function isScriptless({ installs }: Circumstances): boolean {
  return installs.length > 0 && installs.every(({ scriptless }) => scriptless);
}

function* knownDemands(
  known: NativeModule,
  one: LockedPackage,
  around: Circumstances,
): Iterable<Demand> {
  const { node, tests } = around;
  const fare = fareOn(known, one.version, node);
  const reason = compileReason(known, one, fare, around);
  if (fare === 'glibc-only' && (!one.dev || tests)) yield* glibcDemands(known, one, around);
  if (/^(?:source|prebuilt)$/.test(fare)) {
    if (reason !== undefined) yield* compileDemands(known, reason, around);
    else if (fare === 'prebuilt' && isFetched(known, one.version))
      yield* fallbackDemands(known, one, around);
    const linked = reason === undefined ? [] : known.linked;
    if (!one.dev) yield* libraryDemands([...known.run, ...linked], one, around);
  } else if (fare === 'needs-config') yield* settingDemands(known, one, around);
}

/** What is made for glibc stays on Debian, and on slim it may miss libraries of the full image. */
function* glibcDemands(
  known: NativeModule,
  one: LockedPackage,
  around: Circumstances,
): Iterable<Demand> {
  const { move, final, installs } = around;
  if (move.target === 'alpine')
    return yield decline(
      'alpine-base/glibc-only-package',
      final.from,
      `${labelOf(one)} ships programs for glibc only; on Alpine it fails when it runs.`,
      onDebian(final),
    );
  if (known.hard) return yield needsMore(one, around, known.note ?? '');
  if (known.debian.length === 0) return;
  const because = usedBy(one, known.debian);
  const place = inContainer(final);
  for (const { reached } of installs) yield need(reached.caller, known.debian, because);
  if (!one.dev && move.stages.includes(final)) yield need(place, known.debian, because);
}

/** What to do about what Alpine can't run, by the image that the file has: a sentence. */
function onDebian(stage: Stage): string {
  return variantOf(tagParts(referenceOf(stage).tag ?? '').suffix) === 'slim'
    ? 'Keep the slim image.'
    : 'Stay on Debian; the slim image of the same release is smaller, where it has all that the file needs.';
}

/** Why a package is compiled, on some processors at least. */
function compileReason(
  known: NativeModule,
  one: LockedPackage,
  fare: NativeModule['musl'],
  { move, installs }: Circumstances,
): string | undefined {
  const label = labelOf(one);
  if (fare === 'source') return `${label} compiles at install`;
  if (installs.some(({ compiles }) => compiles)) return `${label} is compiled on demand`;
  const headers = compilesBeside(known, one.version) ? known.beside?.headers : undefined;
  if (headers !== undefined && installs.some((install) => hasHeaders(install, headers)))
    return `${label} compiles where it finds ${headers}`;
  return known.x64Only && move.target === 'alpine' && isFetched(known, one.version)
    ? `${label} has a binary for musl on x64 alone, and compiles elsewhere`
    : undefined;
}

/** Whether the stage of an install names a package of headers, by Alpine's name or by Debian's. */
function hasHeaders({ reached }: Install, headers: string): boolean {
  const all = chainOf(reached.caller.stage).flatMap(({ instructions }) => instructions);
  return all.some(({ keyword, argument }) => keyword === 'RUN' && argument.includes(headers));
}

function* compileDemands(
  known: NativeModule,
  because: string,
  { move, final, installs }: Circumstances,
): Iterable<Demand> {
  const { note = '' } = known;
  for (const install of installs)
    if (move.target === 'slim') yield slimCompile(install, because, known);
    else if (known.hard)
      yield decline(
        'alpine-base/needs-toolchain',
        final.from,
        `${because}, which is hard on Alpine${note === '' ? '' : ` (${note})`}.`,
        onDebian(final),
      );
    else yield toolchainDemand(move, final, { install, packages: known.build, because });
}

const toolchain = new Set(['build-base', 'g++', 'make', 'python3']);

/** On slim nothing compiles but what the file installs compilers for. */
function slimCompile(
  { reached: { caller } }: Install,
  because: string,
  { build }: NativeModule,
): Demand {
  const missing = decline(
    'alpine-base/needs-toolchain',
    caller.at,
    `${because}, and the slim image has no compiler.`,
    'Install in a stage of its own with what it needs, and set the base image yourself.',
  );
  // Headers of libraries have other names there, and the full image has them.
  const plain = build.every((name) => toolchain.has(name));
  return plain
    ? need(caller, ['g++', 'make', pythonOnSlim(caller.stage)], because, missing)
    : missing;
}

/** Where a binary can't be had it is compiled, as on Debian: the compilers stand by (C33). */
function* fallbackDemands(
  { build }: NativeModule,
  one: LockedPackage,
  { move, final, installs }: Circumstances,
): Iterable<Demand> {
  if (move.target === 'slim') return;
  const because = `${labelOf(one)} compiles where it can't get its binary`;
  for (const install of installs) {
    const demand = toolchainDemand(move, final, { install, packages: build, because });
    if (!isDeclined(demand) && !demand.otherwise) yield demand;
  }
}

/** Packages that the image itself has, in each variant. */
const always = new Set(['libstdc++', 'libgcc']);

/** The libraries and fonts that a module uses when it runs. */
function usedBy(one: LockedPackage, { length }: readonly string[]): string {
  return `${labelOf(one)} uses ${length === 1 ? 'it' : 'them'}`;
}

function* libraryDemands(
  names: readonly string[],
  one: LockedPackage,
  around: Circumstances,
): Iterable<Demand> {
  const { move, final } = around;
  const packages = names.filter((name) => !always.has(name));
  if (packages.length === 0 || !move.stages.includes(final)) return;
  const place = inContainer(final);
  const named = move.target === 'alpine' ? packages : debianPackagesFor(packages);
  if (named) return yield need(place, named, usedBy(one, named));
  yield needsMore(one, around, packages.join(', '));
}
