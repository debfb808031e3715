import data from './loaded-by-name.json' with { type: 'json' };
import { onDemand } from '../../memo.js';

/** What a program of node_modules loads beside its own package. */
interface ProgramLoads {
  /** Packages that it needs though no source of the project names them. */
  readonly packages: readonly string[];
  /** Files of the project that it reads, without their endings. */
  readonly files: readonly string[];
  /** Packages of which it needs one where such a file is written in TypeScript. */
  readonly typed: readonly string[];
  /** Whether it may load any source of the project. */
  readonly all: boolean;
}

interface Row {
  readonly packages: string;
  readonly files: string;
  readonly typed?: string;
  readonly all: boolean;
}

const words = (text: string | undefined): readonly string[] =>
  (text ?? '').split(' ').filter(Boolean);
const rows = new Map<string, Row>(Object.entries(data.programs));
const engines = new Map(Object.entries(data.engines));
const settings = new Map(Object.entries(data.settings));
const drivers = new Map(Object.entries(data.drivers));
const driverUsers = new Set(words(data.driverUsers));
const helpers = new Set(words(data.helpers));
const conventions = new Set(words(data.conventions));
const inert = new Set(words(data.inert));
const plugins = Object.entries(data.plugins).map(
  ([pattern, hosts]) => [new RegExp(pattern), words(hosts)] as const,
);
const loaded = new Map(
  Object.entries(data.loaded).map(([name, pattern]) => [name, new RegExp(pattern)]),
);
const options = new Map(
  Object.entries(data.options).map(([name, pattern]) => [name, new RegExp(pattern)]),
);
const servers = new Map(
  Object.entries(data.servers).map(([name, packages]) => [name, words(packages)]),
);
const peers = new Map(
  Object.entries(data.peers).map(([name, pattern]) => [name, new RegExp(pattern)]),
);

/** What a program loads at run time (handbook B.7); undefined for one that the table lacks. */
export function programLoads(program: string): ProgramLoads | undefined {
  const row = rows.get(program);
  if (!row) return undefined;
  const { packages, files, typed, all } = row;
  return { packages: words(packages), files: words(files), typed: words(typed), all };
}

/** The programs that load a package of their own accord: ts-node loads typescript. */
export function loadersOf(name: string): readonly string[] {
  return loaders().get(name) ?? [];
}

const loaders = onDemand(() => {
  const found = new Map<string, string[]>();
  for (const [program, { packages }] of rows)
    for (const name of new Set(words(packages)))
      found.set(name, [...(found.get(name) ?? []), program]);
  return found;
});

/** Whether a program loads no module of a project: it serves files, waits, or starts another one. */
export function loadsNothing(program: string): boolean {
  return inert.has(program);
}

/** The packages that render templates with a file name's ending. */
export function templateEngines(extension: string): readonly string[] {
  return words(engines.get(extension));
}

/** Settings that a package reads from a folder of the project, and with which packages it does so. */
interface SettingsFolder {
  readonly folder: string;
  /** The packages of which one reads files with a name's ending. */
  readonly loaders: (extension: string) => readonly string[];
}

/** Where a package finds its settings; undefined for one that has none, or is not known. */
export function settingsFolder(name: string): SettingsFolder | undefined {
  const found = settings.get(name);
  return (
    found && {
      folder: found.folder,
      loaders: (extension) => words(new Map(Object.entries(found.loaders)).get(extension)),
    }
  );
}

/** What the sources with settings are called that a package loads wherever it runs; undefined where it loads none. */
export function settingsLoaded(name: string): RegExp | undefined {
  return loaded.get(name);
}

/** An option of other packages in sources at which they load a package that no source names. */
export function optionThatLoads(name: string): RegExp | undefined {
  return options.get(name);
}

/** The packages behind the name of a database by which object mappers look up their driver. */
export function databaseDrivers(dialect: string): readonly string[] {
  return words(drivers.get(dialect));
}

/** The names of databases by which object mappers look up a driver. */
export const databaseNames: readonly string[] = [...drivers.keys()];

/** Whether an object mapper may look a package up by the name of a database. */
export function isDatabaseDriver(name: string): boolean {
  return [...drivers.values()].some((row) => words(row).includes(name));
}

/** Whether a package loads a database's driver by a name that its settings hold. */
export function loadsDrivers(name: string): boolean {
  return driverUsers.has(name);
}

/** Whether compilers write imports of a package that no source names. */
export function isCompilerHelper(name: string): boolean {
  return helpers.has(name);
}

/** Whether a framework loads the project's sources by where they lie. */
export function loadsByConvention(name: string): boolean {
  return conventions.has(name);
}

/**
 * The package among some that may load another one as its peer, so that no source of the project
 * has to name that one; undefined where none is known to.
 */
export function peerOf(name: string, packages: Iterable<string>): string | undefined {
  const pattern = peers.get(name);
  return pattern && [...packages].find((one) => one !== name && pattern.test(one));
}

/** The packages that load a plug-in while the program runs, by what their settings name; none for other packages. */
export function pluginHosts(name: string): readonly string[] {
  return plugins.flatMap(([pattern, hosts]) => (pattern.test(name) ? hosts : []));
}

/** The package that builds a server of which a line imports another one, though no source does; of some. */
export function serverBuilder(name: string, packages: Iterable<string>): string | undefined {
  return [...packages].find((one) => servers.get(one)?.includes(name));
}
