import { dirname, relative, resolve } from 'node:path';
import { isWithin, slashed } from '../project/disk-project.js';
import { gitRootOf } from '../project/git-root.js';
import { UserError } from '../user-error.js';
import { checkedConfig, type Settings } from './config.js';
import { configAt, type Finder, finder, type Found } from './find.js';
import { isPath } from './names.js';
import { ignores, type Layer, merged, settingsFor } from './layers.js';

export type { Settings } from './config.js';
export { type Layer, merged } from './layers.js';
export { optionsOf } from './options.js';

/** What configuration files say of one Dockerfile. */
export interface Configured {
  readonly settings: Settings;
  /** The scanned configuration among them, for messages. */
  readonly file?: string;
  /** The configuration file that leaves it alone. */
  readonly ignoredBy?: string;
  /** Code of a scanned folder that was not run, and where it is named. */
  readonly notRun?: { readonly file: string; readonly code: string };
}

/** Where configuration comes from. */
interface Sources {
  /** Where the user stands: scripts are run from here and from above. */
  readonly cwd: string;
  /** `--config`: this file and no other. */
  readonly file?: string;
  /** Work trees that are scanned, and whose code is not run even where the user stands in one. */
  readonly repositories?: readonly string[];
}

/**
 * The configuration of a run: that of the user, which holds for every file, and over it the nearest
 * one between a Dockerfile and the user's folder, of which only JSON is read.
 */
export class Configuration {
  /** The user's own. */
  readonly own: Layer | undefined;
  readonly #sources: Sources;
  readonly #finders = new Map<string, Finder>();

  private constructor(sources: Sources, own: Layer | undefined) {
    this.#sources = sources;
    this.own = own;
  }

  /** @throws UserError when the user's configuration can't be read, or is wrong */
  static async open(sources: Sources): Promise<Configuration> {
    const found = await ownConfig(sources);
    return new Configuration(sources, found && layerOf(found, sources.cwd));
  }

  /**
   * What holds for a Dockerfile.
   *
   * @param path absolute; undefined for standard input
   * @throws UserError when a configuration near it can't be read, or is wrong
   */
  async of(path: string | undefined): Promise<Configured> {
    const found = path === undefined ? undefined : await this.#nearest(dirname(path));
    if (found?.isLeftAlone)
      return this.#configured(path, [], { file: '', code: this.#shown(found) });
    const near = found && layerOf(found, this.#sources.cwd);
    if (!near) return this.#configured(path, []);
    demandInside(near);
    const code = codeIn(near);
    const notRun = code === undefined ? undefined : { file: near.file, code };
    return this.#configured(path, [withoutCode(near)], notRun);
  }

  #configured(path: string | undefined, near: Layer[], notRun?: Configured['notRun']): Configured {
    const layers = this.own ? [this.own, ...near] : near;
    const ignoring = path === undefined ? undefined : layers.find((one) => ignores(one, path));
    return {
      settings: merged(layers.flatMap((layer) => settingsFor(layer, path))),
      ...(near[0] && { file: near[0].file }),
      ...(ignoring && { ignoredBy: ignoring.file }),
      ...(notRun && { notRun }),
    };
  }

  /** The nearest configuration that is not the user's. */
  async #nearest(folder: string): Promise<Found | undefined> {
    const { cwd, file, repositories } = this.#sources;
    if (file !== undefined) return undefined;
    const isOwn = (one: string): boolean => !repositories && isWithin(cwd, one);
    if (isOwn(folder)) return undefined;
    const found = await this.#finderFor(folder).search(folder);
    return found && !isOwn(found.folder) ? found : undefined;
  }

  #finderFor(folder: string): Finder {
    const { cwd, repositories } = this.#sources;
    const root = gitRootOf(folder) ?? folder;
    const stop = !repositories && isWithin(folder, cwd) ? cwd : root;
    const known = this.#finders.get(stop) ?? finder(stop, false);
    // The folders of one repository follow each other; those of many must not add up.
    if (this.#finders.size > 20) this.#finders.clear();
    this.#finders.set(stop, known);
    return known;
  }

  #shown({ file }: Found): string {
    return shownFrom(this.#sources.cwd, file);
  }
}

async function ownConfig({ cwd, file, repositories = [] }: Sources): Promise<Found | undefined> {
  if (file !== undefined) return configAt(file, cwd);
  const isScanned = repositories.some((one) => isWithin(cwd, one));
  const found = await finder(undefined, !isScanned).search(cwd);
  if (!found?.isLeftAlone) return found;
  throw new UserError(
    `${shownFrom(cwd, found.file)} is a script in a repository that is scanned, so it is not run.`,
    'Name it with --config to run it, or leave it out with --no-config.',
  );
}

function layerOf({ file, folder, value }: Found, cwd: string): Layer {
  const shown = shownFrom(cwd, file);
  return { config: checkedConfig(value, shown), file: shown, folder };
}

function shownFrom(cwd: string, file: string): string {
  return isWithin(file, cwd) ? slashed(relative(cwd, file)) : file;
}

/** A scanned configuration must not make us read what lies elsewhere on the disk. */
function demandInside({ config, folder, file }: Layer): void {
  const root = gitRootOf(folder) ?? folder;
  for (const { context } of [config, ...(config.overrides ?? [])])
    if (context !== undefined && !isWithin(resolve(folder, context), root))
      throw new UserError(`${file}: "context" leads out of the repository: ${context}.`);
}

/** What a scanned configuration would load. */
function codeIn({ config }: Layer): string | undefined {
  const all = [config, ...(config.overrides ?? [])].flatMap(({ transforms = [] }) => transforms);
  return all.find(isPath);
}

function withoutCode(layer: Layer): Layer {
  const plain = <One extends Settings>(one: One): One =>
    one.transforms ? { ...one, transforms: one.transforms.filter((name) => !isPath(name)) } : one;
  const { config } = layer;
  const { overrides } = config;
  return {
    ...layer,
    config: { ...plain(config), ...(overrides && { overrides: overrides.map(plain) }) },
  };
}
