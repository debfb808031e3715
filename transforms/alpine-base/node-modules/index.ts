import { posix } from 'node:path';
import { loadedByProgram } from '../../../src/command/index.js';
import { literally } from '../../../src/literally.js';
import { nodeTagOf, rootOf, type Stage } from '../../../src/dockerfile/index.js';
import { isTestRunner } from '../../../src/knowledge/npm/native-programs.js';
import { developerOf } from '../../../src/knowledge/npm/wrapped-programs.js';
import { nativeModule } from '../../../src/knowledge/npm/native-modules.js';
import { platformPackage } from '../../../src/knowledge/npm/platform-packages.js';
import { findInSources, folderOf, type LockedPackage } from '../../../src/project/index.js';
import { programOf } from '../../../src/shell/index.js';
import { type Declined, decline } from '../../../src/transform.js';
import { compilingPackages } from './compiling.js';
import { asPackage, type Contents, type Installed } from './applications.js';
import { type Demand, given, need } from '../demands.js';
import { type Install, nameOf } from './installs.js';
import { askedObstacle, libcObstacle } from './libc.js';
import type { Move, Target } from '../move.js';
import { type Circumstances, packageDemandsOf } from './native.js';
import { pythonOnSlim, toolchainDemand } from './toolchain.js';

/** What the installed packages ask for on the target. */
export function* packageDemands(move: Move, final: Stage, contents: Contents): Iterable<Demand> {
  const stages = new Set(move.stages);
  const installs = contents.installs.filter(({ reached }) => stages.has(reached.caller.stage));
  const around = {
    move,
    final,
    node: nodeTagOf(rootOf(final))?.major,
    installs,
    moving: new Set(installs),
    tests: contents.runs.some(({ command }) => isTestRunner(programOf(command) ?? '')),
    named: false,
  };
  for (const install of contents.installs) yield* namedDemands(install, around);
  for (const application of contents.applications) {
    yield* applicationDemands(application, around);
    const packages = counting(application);
    if (move.target === 'alpine')
      yield* given(libcObstacle(move, application, packages, installsOf(application, around)));
    yield* given(siblingObstacle(application, packages, final, move.target));
    yield* given(requiredObstacle(application, packages, final, move.target));
    yield* addonDemands(application, around);
  }
  if (contents.applications.length > 0) return;
  yield* compilingDemands(around);
  for (const stage of move.stages) yield* spokenOf(stage, around);
}

/** `ENV PATH=/app/node_modules/phantomjs-prebuilt/bin`: what a stage speaks of is installed. */
function* spokenOf(stage: Stage, around: Circumstances): Iterable<Demand> {
  const texts = stage.instructions.map(({ argument }) => argument);
  const names = texts
    .filter((text) => text.includes('node_modules/'))
    .flatMap((text) => [...text.matchAll(/node_modules\/((?:@[\w.-]+\/)?[\w.-]+)/g)]);
  for (const name of new Set(names.flatMap((match) => match[1] ?? [])))
    yield* packageDemandsOf(asPackage([name, ''], false), around);
}

/** The packages that an install names, as `npm install -g sharp`. */
function* namedDemands(
  install: Install,
  around: Circumstances & { readonly moving: ReadonlySet<Install> },
): Iterable<Demand> {
  const installs = around.moving.has(install) ? [install] : [];
  for (const spec of install.names) {
    const one = asPackage([nameOf(spec), spec.slice(nameOf(spec).length + 1)], false);
    yield* packageDemandsOf(one, { ...around, installs, named: true });
  }
  if (around.move.target === 'alpine' && install.names.length > 0)
    yield* given(askedObstacle(install));
}

function* applicationDemands(application: Installed, around: Circumstances): Iterable<Demand> {
  const own = installsOf(application, around);
  const direct = application.manifest?.dependencies;
  for (const found of counting(application)) {
    const installs = found.dev ? own.filter(({ production }) => !production) : own;
    const one =
      found.dev && isLoaded(found, application, around) ? { ...found, dev: false } : found;
    yield* packageDemandsOf(one, { ...around, installs, named: direct?.has(one.name) === true });
  }
}

/** Whether the program itself loads a native package that is called one for development. */
function isLoaded(
  { name }: LockedPackage,
  { manifest }: Installed,
  { move: { file, project, options }, final }: Circumstances,
): boolean {
  if (!manifest?.devDependencies.has(name) || !nativeModule(name, options.nativeModules))
    return false;
  const folder = folderOf(manifest.path);
  const load = new RegExp(
    String.raw`\b(?:from|import|require)\s?\(?\s?['"\`]${literally(name)}['"\`/]`,
  );
  return (
    findInSources(project, folder, load, loadedByProgram(file, final, project, folder)) !==
    undefined
  );
}

/** The installs of an application: those in its folder, else all that there are. */
function installsOf({ folder }: Installed, { installs }: Circumstances): readonly Install[] {
  const own = installs.filter((one) => !one.global);
  const here = own.filter((one) => one.folder === folder);
  return here.length > 0 ? here : own;
}

/** Development dependencies count where they are installed, what tools of a framework bring nowhere. */
function counting({ packages, development, manifest }: Installed): readonly LockedPackage[] {
  return packages.filter(({ name, dev }) => {
    const developer = manifest?.dependencies.has(name) === true ? undefined : developerOf(name);
    const isTools = developer !== undefined && packages.some((one) => one.name === developer);
    return (development || !dev) && !isTools;
  });
}

/** npm compiles an application that has a binding.gyp, and whatever it is told to compile. */
function* addonDemands(application: Installed, around: Circumstances): Iterable<Demand> {
  const { manifest } = application;
  const path = manifest && posix.join(folderOf(manifest.path), 'binding.gyp');
  const addon = path !== undefined && around.move.project.files.has(path);
  for (const install of installsOf(application, around))
    if (addon || install.compiles)
      yield compiling(install, addon ? `${path} is compiled at install` : asked, around);
}

const asked = 'the install is told to compile';

/** An install that is told to compile, or prepared for it, of nobody knows what. */
function* compilingDemands(around: Circumstances): Iterable<Demand> {
  for (const install of around.installs) {
    const { at, stage } = install.reached.caller;
    const prepared = compilingPackages(stage);
    if (install.compiles) yield compiling(install, asked, around);
    else if (prepared?.headers !== undefined)
      yield decline(
        'alpine-base/unknown-project',
        at,
        `${prepared.headers} is there to compile with, and without package.json nobody knows what else that takes of the full image.`,
        'Run in the project, or name the build context with --context.',
      );
    else if (prepared)
      yield compilerDemand(install, `${prepared.tool} is there to compile with`, around);
  }
}

/** The compilers that the file installs, and what of the full image they go with. */
function compilerDemand(install: Install, because: string, { move, final }: Circumstances): Demand {
  return move.target === 'alpine'
    ? toolchainDemand(move, final, { install, packages: [], because, besideOthers: true })
    : need(install.reached.caller, ['g++', 'make', pythonOnSlim(final)], because);
}

function compiling(install: Install, because: string, { move, final }: Circumstances): Demand {
  if (move.target === 'alpine')
    return toolchainDemand(move, final, { install, packages: [], because });
  return decline(
    'alpine-base/needs-toolchain',
    install.reached.caller.at,
    `This project compiles native code at install, and the ${move.target} image has no compiler.`,
    'Install in a stage of its own with what it needs, and set the base image yourself.',
  );
}

/** Processors for which every package with musl binaries has one; rarer ones often lack it. */
const common = /^(?:x64|x86_64|64|arm64|aarch64)$/;

/**
 * A lockfile that names the package for glibc and none for musl: npm's optional-dependency bug left it
 * out (B72), or there is none, since the others list those of every platform.
 */
function siblingObstacle(
  { lockfile }: Installed,
  packages: readonly LockedPackage[],
  { from }: Stage,
  target: Target,
): Declined | undefined {
  if (target === 'slim' || !lockfile) return undefined;
  const names = new Set(packages.map(({ name }) => name));
  for (const { name } of packages) {
    const { siblingForMusl: sibling, cpu = '' } = platformPackage(name) ?? {};
    if (sibling === undefined || names.has(sibling) || !common.test(cpu)) continue;
    const because = `${lockfile.path} has ${name}, but not ${sibling} for Alpine.`;
    const advice =
      lockfile.kind === 'npm'
        ? 'Remove node_modules and the lockfile, install again, and commit the new lockfile.'
        : 'Update to a version that has one, if there is any.';
    return decline('alpine-base/lock-without-musl', from, because, advice);
  }
  return undefined;
}

/** npm refuses what is required and made for another libc (npm-install-checks, from npm 10 on). */
function requiredObstacle(
  { lockfile }: Installed,
  packages: readonly LockedPackage[],
  { from }: Stage,
  target: Target,
): Declined | undefined {
  if (target === 'slim' || lockfile?.kind !== 'npm') return undefined;
  const found = packages.find(
    ({ optional, libc }) => !optional && libc !== undefined && !libc.includes('musl'),
  );
  if (!found) return undefined;
  return decline(
    'alpine-base/libc-pinned',
    from,
    `${lockfile.path} requires ${found.name}, which is for glibc alone: npm refuses it on Alpine.`,
    'Move it to optionalDependencies, and put the package for musl beside it.',
  );
}
