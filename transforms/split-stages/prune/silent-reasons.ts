import {
  databaseDrivers,
  isCompilerHelper,
  isDatabaseDriver,
  loadersOf,
  loadsDrivers,
  optionThatLoads,
  peerOf,
  pluginHosts,
  serverBuilder,
  settingsFolder,
  templateEngines,
} from '../../../src/knowledge/npm/loaded-by-name.js';
import { folderOf, isBelow, joinPath } from '../../../src/project/index.js';
import type { Reason } from '../reasons.js';
import type { Question } from './needs.js';
import type { Provision } from '../../../src/installs/index.js';

/** A package that a prune would take away, and what the container loads. */
interface Subject extends Question {
  readonly name: string;
}

/** Why one development dependency may be loaded without a word in the sources: a sentence each. */
export const silentReasons: readonly Reason<Subject, string>[] = [
  { name: 'peer', find: peerReason },
  { name: 'plug-in', find: pluginReason },
  { name: 'server that is built', find: serverReason },
  { name: 'loader', find: loaderReason },
  { name: 'option', find: optionReason },
  { name: 'database driver', find: driverReason },
  { name: 'template engine', find: engineReason },
  { name: 'helpers of a compiler', find: helperReason },
  { name: 'settings files', find: settingsReason },
];

function keptBy({ manifests }: Provision): readonly string[] {
  return manifests.flatMap(({ dependencies }) => [...dependencies.keys()]);
}

function peerReason({ name, provision }: Subject): string | undefined {
  const owner = peerOf(name, keptBy(provision));
  return owner && `"${owner}" may load "${name}", which is a development dependency.`;
}

/** Settings name presets of Babel by half their names at times, and each may be in a file of another package. */
function pluginReason({ name, provision }: Subject): string | undefined {
  const hosts = pluginHosts(name);
  const host = keptBy(provision).find((one) => hosts.includes(one));
  return (
    host &&
    `"${host}" compiles while the program runs, by settings that may name "${name}", a development dependency.`
  );
}

/** What a framework writes imports its own packages, and those that they depend on (Astro 4.16 and 5, built and run). */
function serverReason({ name, provision }: Subject): string | undefined {
  const builder = serverBuilder(name, [...keptBy(provision), ...provision.removed]);
  return (
    builder && `What "${builder}" builds imports "${name}", which is a development dependency.`
  );
}

/** ts-node loads the project's typescript, wherever it is installed itself. */
function loaderReason({ name, runTime }: Subject): string | undefined {
  const loaders = loadersOf(name);
  const use = runTime.loaded.flatMap((one) => one.uses).find((one) => loaders.includes(one.name));
  return (
    use &&
    `${use.path}:${use.line} uses "${use.name}", which loads "${name}", a development dependency.`
  );
}

/** pino before 7 loads pino-pretty where it is told to (its documentation of version 6, read 2026-11). */
function optionReason({ name, project, runTime }: Subject): string | undefined {
  const option = optionThatLoads(name);
  const path = runTime.loaded
    .flatMap(({ files }) => [...files])
    .find((one) => option?.test(project.files.read(one) ?? ''));
  return path && `An option in ${path} loads "${name}", which is a development dependency.`;
}

/** One driver for production and another for tests is fine, if the program does not ask for the latter. */
function driverReason({ name, provision, runTime }: Subject): string | undefined {
  const kept = keptBy(provision);
  const uses = runTime.loaded.flatMap((one) => one.uses);
  if (!isDatabaseDriver(name) || !kept.some(loadsDrivers)) return undefined;
  const asked = uses.find((use) => databaseDrivers(use.name).includes(name));
  if (asked)
    return `${asked.path}:${asked.line} names "${asked.name}", whose driver "${name}" is a development dependency.`;
  return kept.some(isDatabaseDriver)
    ? undefined
    : `The database driver "${name}" is a development dependency, and there is no other one.`;
}

function engineReason({ name, project, provision }: Subject): string | undefined {
  const folder = folderOf(provision.root.path);
  const template = project.files.list().find((path) => {
    const extension = /\.(\w+)$/.exec(path)?.[1] ?? '';
    return isBelow(path, folder) && templateEngines(extension).includes(name);
  });
  return template && `${template} may be rendered by "${name}", which is a development dependency.`;
}

/** Of tsc, swc and babel, in a file or on a command line (typescriptlang.org/tsconfig, swc.rs, babeljs.io, 2026-11). */
const helperSettings =
  /\b(?:import|external)Helpers\b(?!["']?\s?[:=]?\s?false)|transform-runtime|useBuiltIns/;
/** Settings that a package brings: nobody sees here what they say, but for those of @tsconfig, which ask for no helpers. */
const broughtSettings = /"extends"\s{0,9}:\s{0,9}\[?\s{0,9}"(?![./]|@tsconfig\/)/;
/** Where compilers have their settings, those that a bundler calls as well. */
const settingsFile =
  /(?:^|\/)(?:tsconfig[\w.-]*\.json|\.babelrc(?:\.\w+)?|babel\.config\.\w+|\.swcrc|swc[\w.-]*\.json|(?:webpack|rspack|rollup|vite)[\w.-]*\.[cm]?[jt]s|gulpfile[\w.-]*|package\.json)$/;

/** Compilers write imports of their helpers into what they make. */
function helperReason({ name, project, provision }: Subject): string | undefined {
  if (!isCompilerHelper(name)) return undefined;
  const folder = folderOf(provision.root.path);
  const settings = project.files.list().find((path) => {
    if (!isBelow(path, folder) || !settingsFile.test(path)) return false;
    const text = project.files.read(path) ?? '';
    return helperSettings.test(text) || (/tsconfig/.test(path) && broughtSettings.test(text));
  });
  return (
    settings &&
    `${settings} may let the compiler write imports of "${name}", which is a development dependency.`
  );
}

/** Settings of a package may be files that only another package can read. */
function settingsReason({ name, project, provision }: Subject): string | undefined {
  for (const owner of keptBy(provision)) {
    const settings = settingsFolder(owner);
    if (!settings) continue;
    const folder = joinPath(folderOf(provision.root.path), settings.folder);
    const file = project.files.list().find((path) => {
      if (folderOf(path) !== folder) return false;
      const extension = /\.(\w+)$/.exec(path)?.[1] ?? '';
      return settings.loaders(extension).includes(name);
    });
    if (file !== undefined)
      return `"${owner}" reads ${file} with "${name}", which is a development dependency.`;
  }
  return undefined;
}
