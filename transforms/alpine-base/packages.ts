import { posix } from 'node:path';
import { type Dockerfile, environmentAt, type Stage } from '../../src/dockerfile/index.js';
import { hasHarmlessInstallScript } from '../../src/knowledge/install-scripts.js';
import { holdsFor, nativeModule } from '../../src/knowledge/native-modules.js';
import { platformPackage } from '../../src/knowledge/platform-packages.js';
import { wrappedProgram } from '../../src/knowledge/wrapped-programs.js';
import { type Application, applicationIn, contextSources, isIgnored, type LockedPackage, type Project } from '../../src/project/index.js';
import { commandsOf, programOf } from '../../src/shell/index.js';
import { managerNamed } from '../../src/command/index.js';
import { type Declined, decline } from '../../src/transform.js';
import { programObstacle, type Target } from './programs.js';

/** The applications that the stages install, each once. */
export function applicationsOf(file: Dockerfile, stages: readonly Stage[], project: Project): Application[] {
  const found = new Map<string, Application>();
  for (const stage of stages)
    for (const folder of installFolders(stage)) {
      const application = applicationIn(project, stage, file.stages, folder);
      if (application?.manifest) found.set(application.manifest.path, application);
    }
  return [...found.values()];
}

/** Where package managers run in a stage, and where it ends. */
function installFolders(stage: Stage): (string | undefined)[] {
  const all = stage.instructions.flatMap((run, index) => {
    if (run.keyword !== 'RUN') return [];
    const environment = environmentAt(stage, index);
    let folder = environment.workdir;
    return (commandsOf(run, environment) ?? []).flatMap((command) => {
      const [program, first, ...rest] = command.words.map(({ value }) => value);
      if (program === 'cd' && first !== undefined && folder !== undefined) folder = posix.resolve(folder, first);
      if (managerNamed(programOf(command)) === undefined) return [];
      const words = [first, ...rest];
      const at = words.findIndex((word) => /^(?:--prefix|--cwd|-C|--dir)$/.test(word ?? ''));
      const given = words[at + 1] ?? '';
      return [at === -1 || folder === undefined ? folder : posix.resolve(folder, given)];
    });
  });
  return [...new Set([...all, environmentAt(stage, stage.instructions.length).workdir])];
}

/** The first package that does not work on the target, or of which that is not known. */
export function packageObstacle(at: Stage, application: Application, target: Target): Declined | undefined {
  const packages = installed(application);
  const names = new Set(packages.map(({ name }) => name));
  for (const one of packages) {
    const obstacle = nativeObstacle(at, one, target) ?? (target === 'alpine' ? siblingObstacle(at, one, names, application) : undefined);
    if (obstacle) return obstacle;
  }
  const git = packages.find((one) => one.git && !one.dev);
  if (git) return decline('alpine-base/git-dependency', at.from, `${git.name} comes from git, and the ${target} image has no git.`, 'Publish it to a registry, or install git yourself.');
  const direct = application.manifest ? [...application.manifest.dependencies.keys()] : [];
  for (const name of direct) {
    const program = wrappedProgram(name);
    const missing = program !== undefined && programObstacle(at.from, program, target, `${name} runs ${program}`);
    if (missing) return missing;
  }
  return undefined;
}

/** What is installed: by the lockfile, else the direct dependencies with their ranges as versions. */
function installed({ lockfile, manifest }: Application): readonly LockedPackage[] {
  if (lockfile?.packages) return lockfile.packages;
  const direct = [...(manifest?.dependencies ?? []), ...(manifest?.optionalDependencies ?? [])];
  const tools = [...(manifest?.devDependencies ?? [])];
  const asPackage = ([name, range]: readonly [string, string], dev: boolean): LockedPackage => ({
    name,
    version: /\d[\w.-]*/.exec(range)?.[0] ?? '',
    dev,
    optional: false,
    git: /^(?:git|github:|bitbucket:|gitlab:)|\.git(#|$)|^[\w-]+\/[\w.-]+(#|$)/.test(range),
  });
  return [...direct.map((one) => asPackage(one, false)), ...tools.map((one) => asPackage(one, true))];
}

function nativeObstacle({ from }: Stage, one: LockedPackage, target: Target): Declined | undefined {
  const { name, version, dev, optional, installScript, os } = one;
  if (optional || (os && !os.includes('linux')) || platformPackage(name)) return undefined;
  const known = nativeModule(name);
  const label = `${name}${version === '' ? '' : `@${version}`}`;
  if (!known) {
    if (installScript !== true || hasHarmlessInstallScript(name)) return undefined;
    return decline('alpine-base/unknown-install-script', from, `${label} has an install script that is not known: it may compile, or download a program.`, 'Check that it works there, and set the base image yourself.');
  }
  const verdict = known.musl === 'prebuilt' && !holdsFor(known, version) ? 'source' : known.musl;
  if (verdict === 'glibc-only' && target === 'alpine' && !dev)
    return decline('alpine-base/glibc-only-package', from, `${label} ships programs for glibc only; on Alpine it fails when it runs.`, 'Keep the slim image.');
  if (verdict === 'source')
    return decline('alpine-base/needs-toolchain', from, `${label} compiles at install, and the ${target} image has no compiler.`, `Install ${known.build.length > 0 ? known.build.join(' ') : 'python3 make g++'} in the builder, and set the base image yourself.`);
  if (verdict === 'needs-config' && target === 'alpine' && !dev)
    return decline('alpine-base/needs-configuration', from, `${label} needs more than the Alpine image: ${known.note ?? known.run.join(', ')}.`, 'Make these settings, then set the base image yourself.');
  return undefined;
}

/** A lockfile made by npm's optional-dependency bug names the glibc package and no other (B72). */
function siblingObstacle({ from }: Stage, { name }: LockedPackage, names: ReadonlySet<string>, { lockfile }: Application): Declined | undefined {
  if (lockfile?.kind !== 'npm') return undefined;
  const sibling = platformPackage(name)?.siblingForMusl;
  if (sibling === undefined || names.has(sibling)) return undefined;
  return decline('alpine-base/lock-without-musl', from, `${lockfile.path} has ${name}, but not ${sibling} for Alpine.`, 'Remove node_modules and the lockfile, install again, and commit the new lockfile.');
}

/** Whether anything native is installed at all: then the host's node_modules must stay out (B65). */
function holdsNative(application: Application): boolean {
  return installed(application).some((one) => {
    const known = nativeModule(one.name);
    return platformPackage(one.name)?.os === 'linux' || (known !== undefined && !/^(?:pure|optional)$/.test(known.musl)) || (one.installScript === true && !hasHarmlessInstallScript(one.name) && !known);
  });
}

/** `COPY . .` puts the host's node_modules over the installed ones unless the ignore file keeps them out. */
export function hostModulesObstacle(stages: readonly Stage[], applications: readonly Application[], project: Project): Declined | undefined {
  if (isIgnored(project, 'node_modules')) return undefined;
  const native = applications.find(holdsNative);
  for (const stage of stages) {
    const installs = stage.instructions.some(({ keyword, argument }) => keyword === 'RUN' && /\b(?:npm|yarn|pnpm)\b/.test(argument));
    for (const [index, copy] of stage.instructions.entries()) {
      if (!contextSources(copy).some((source) => /^\.?\/?$/.test(source))) continue;
      // npm ci empties node_modules before it installs.
      const wiped = stage.instructions.slice(index + 1).some(({ keyword, argument }) => keyword === 'RUN' && /\bnpm (?:ci|clean-install)\b/.test(argument));
      const dependent = applications.some(({ manifest }) => manifest && manifest.dependencies.size > 0);
      if (!installs && stages.length === 1 && dependent)
        return decline('alpine-base/host-node-modules', copy, 'No step installs the dependencies: node_modules comes from the host.', 'Install them in the Dockerfile.');
      if (native && !wiped)
        return decline('alpine-base/host-node-modules', copy, 'The build copies the host\'s node_modules, with native modules for another system, into the image.', 'Add node_modules to .dockerignore.');
    }
  }
  return undefined;
}
