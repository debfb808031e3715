import { posix } from 'node:path';
import { finalEnvironment, type Stage } from '../../dockerfile/index.js';
import {
  applicationIn,
  baseName,
  folderOf,
  type KnownApplication,
  joinPath,
  type Manifest,
  originOf,
  type Project,
  readManifest,
  workspaceOf,
} from '../../project/index.js';
import type { Elsewhere } from '../managers/call.js';
import { installsWithNpm, mayFillModules, modulesFolder } from '../managers/modules-folder.js';
import { type Unresolved, unresolved } from './resolved.js';
import { chosenBy } from '../managers/workspace-filters.js';

/** A place in the image where commands run. */
export interface Site {
  /** The working directory. */
  readonly folder: string;
  /** The package whose scripts run there: its own folder may be above. */
  readonly application: KnownApplication;
  /** The root of the workspace, where the application is one of its packages. */
  readonly root?: Site;
  /** Why nothing can be started here: package.json is not known, though perhaps in another folder. */
  readonly missing?: Unresolved;
  /** Whether a file of the application's folder comes from the build context. */
  readonly has: (name: string) => boolean;
  /** The folder whose node_modules has its programs: its own, or one above. */
  readonly modules: () => string;
  /** Whether npm installs, which puts the programs of a workspace into its root alone. */
  readonly hoists: () => boolean;
  /** The other packages of the workspace that it is the root of. */
  readonly members: () => readonly Manifest[];
  /** Whether the image may have packages there that no host brings. */
  readonly mayHaveModules: () => boolean;
}

/** Finds places in the image of one stage. */
export class Sites {
  constructor(
    readonly project: Project,
    readonly stage: Stage,
    readonly stages: readonly Stage[],
  ) {}

  /** The path in the repository of a file of the image, when the build context brings it. */
  origin(path: string): string | undefined {
    return originOf(this.project, this.stage, this.stages, path);
  }

  /** The place of the final working directory. */
  start(): Site | Unresolved {
    const folder = finalEnvironment(this.stage).workdir;
    if (folder === undefined)
      return unresolved('script', 'A variable names the folder in which the script runs.');
    const site = this.at(folder);
    if (!('kind' in site)) return site;
    return {
      folder,
      application: { folder, manifest: noManifest },
      missing: site,
      has: () => false,
      modules: () => folder,
      hoists: () => false,
      members: () => [],
      mayHaveModules: () => false,
    };
  }

  /** The place of a folder: package managers look for package.json there, then above. */
  at(folder: string): Site | Unresolved {
    for (let one = folder; ; one = posix.dirname(one)) {
      const application = applicationIn(this.project, this.stage, this.stages, one);
      if (application?.manifest)
        return this.#site(folder, { ...application, manifest: application.manifest });
      const isCopied = one !== '/' && this.origin(one) !== undefined;
      if (!isCopied) return missing(folder);
    }
  }

  #site(folder: string, application: KnownApplication): Site {
    const root = this.#rootAbove(application);
    return {
      folder,
      application,
      has: (name) => this.origin(posix.join(application.folder, name)) !== undefined,
      modules: () =>
        modulesFolder(this.stages, this.stage, application.folder, (path) => this.origin(path)),
      hoists: () => installsWithNpm(this.stages),
      members: () => workspaceOf(this.project, application.manifest)?.members ?? [],
      mayHaveModules: () => mayFillModules(this.stages, this.stage, application.folder),
      ...(root && { root }),
    };
  }

  #rootAbove({ folder }: KnownApplication): Site | undefined {
    for (let one = folder; one !== '/';) {
      one = posix.dirname(one);
      const application = applicationIn(this.project, this.stage, this.stages, one);
      const manifest = application?.manifest;
      if (manifest && this.#isRoot(manifest)) return this.#site(one, { ...application, manifest });
    }
    return undefined;
  }

  #isRoot({ path, hasWorkspaces }: Manifest): boolean {
    const pnpm = joinPath(folderOf(path), 'pnpm-workspace.yaml');
    return hasWorkspaces || (pnpm !== undefined && this.project.files.has(pnpm));
  }

  /**
   * The place that an option of a package manager names.
   *
   * @param script what is to run there: a package that has no such script is passed over
   */
  moved(site: Site, where: Elsewhere, script?: string): Site | Unresolved {
    const root = site.root ?? site;
    if (where.kind === 'root') return { ...root, folder: root.application.folder };
    if (where.kind === 'workspace') return this.#member(site, root, where.name);
    if (where.kind === 'filter' || where.kind === 'each')
      return this.#only(root, where.kind === 'each' ? undefined : where.filter, script);
    if (/[$`]/.test(where.path)) return missing(`"${where.path}"`);
    const folder = posix.resolve(site.folder, where.path);
    const found = this.at(folder);
    return 'kind' in found || found.application.folder === folder ? found : missing(folder);
  }

  /** A package of the workspace; pnpm finds `web` as `@acme/web`, too. */
  #member(site: Site, root: Site, name: string): Site | Unresolved {
    const base = folderOf(root.application.manifest.path);
    const folder = joinPath(folderOf(site.application.manifest.path), name);
    const members = packagesBelow(this.project, base);
    const exact = members.filter((one) => one.name === name || folderOf(one.path) === folder);
    const scoped = members.filter((one) => one.name?.replace(/^@[^/]+\//, '') === name);
    const [found, second] = exact.length > 0 ? exact : scoped;
    if (!found || second)
      return unresolved(
        'script',
        `"${name}" names ${found ? 'several packages' : 'no package'} of the workspace.`,
      );
    return this.#placeOf(root, found);
  }

  /** The one package that a filter leaves; all but the root where there is no filter. */
  #only(root: Site, filter: string | undefined, script: string | undefined): Site | Unresolved {
    const { manifest } = root.application;
    const all = { root: manifest, members: workspaceOf(this.project, manifest)?.members ?? [] };
    const chosen = filter === undefined ? all.members : chosenBy(filter, all);
    const what = filter === undefined ? 'The option "-r"' : `The filter "${filter}"`;
    if (!chosen) return unresolved('script', `${what} can't be told from package.json alone.`);
    const able = chosen.filter(({ scripts }) => script === undefined || scripts.has(script));
    const [found] = able;
    const names = able.map(({ name, path }) => name ?? path).join(', ');
    const having = script === undefined ? '' : ` with the script "${script}"`;
    if (!found || able.length > 1)
      return unresolved(
        'script',
        `${what} chooses ${found ? `several packages${having}: ${names}` : `no package${having}`}.`,
      );
    return this.#placeOf(root, found);
  }

  #placeOf(root: Site, found: Manifest): Site | Unresolved {
    const base = folderOf(root.application.manifest.path);
    const inside = folderOf(found.path).slice(base === '' ? 0 : base.length + 1);
    const place = this.at(posix.join(root.application.folder, inside));
    return 'kind' in place || place.application.manifest.path === found.path
      ? place
      : missing(place.folder);
  }
}

const noManifest: Manifest = {
  path: 'package.json',
  text: '',
  hasWorkspaces: false,
  workspaces: [],
  scripts: new Map(),
  dependencies: new Map(),
  devDependencies: new Map(),
  optionalDependencies: new Map(),
  peerDependencies: new Map(),
};

/** The packages below a folder of the repository. */
function packagesBelow(project: Project, folder: string): Manifest[] {
  const prefix = folder === '' ? '' : `${folder}/`;
  return project.files
    .list()
    .filter((path) => path.startsWith(prefix) && baseName(path) === 'package.json')
    .flatMap((path) => readManifest(project, path) ?? []);
}

function missing(where: string): Unresolved {
  return unresolved(
    'script',
    `The package.json of ${where} was not found in the build context, so the script is not known.`,
  );
}
