import { type Document, isAlias, isMap, isScalar, type Node } from 'yaml';
import { baseName, type Files, folderOf, joinPath } from '../files.js';
import type { Project } from '../project.js';
import { dockerfileOfImage } from './published-image.js';
import { readYaml } from '../yaml.js';
import { plainText } from '../plain-text.js';

/** A compose service that builds a given Dockerfile. */
export interface ComposeService {
  readonly path: string;
  /** Counted from 1. */
  readonly line: number;
  readonly name: string;
  /** Folder of the build context from the repository's root; absent where the image alone is named. */
  readonly context?: string;
  readonly target?: string;
  /** What the image is called. */
  readonly image?: string;
  /** What the container is called, where compose does not choose. */
  readonly containerName?: string;
  readonly command?: string;
  readonly entrypoint?: string;
  readonly healthcheck?: string;
  readonly user?: string;
  /** Where it starts, in place of the image's WORKDIR. */
  readonly workingDir?: string;
  readonly hostNetwork: boolean;
  readonly volumes: readonly string[];
  /** Whether it gets devices or privileges of the host. */
  readonly privileged: boolean;
  /** Values that compose passes as build arguments; `${NAME}` where it hands on a variable of its own. */
  readonly args: ReadonlyMap<string, string>;
  /** Variables that the container gets. */
  readonly environment: ReadonlyMap<string, string>;
}

const composeName = /^(docker-)?compose([.-][\w.-]+)?\.ya?ml$/;
/** Under another name, as `docker stack deploy -c stack.yml` and `docker compose -f local.yml` take it. */
const composeText = /^services:[ \t]*(?:#.*)?$/m;

const cache = new WeakMap<object, readonly (ComposeService & { readonly dockerfile: string })[]>();

/** The compose services of the repository that build the project's Dockerfile. */
export function composeServices(project: Project): readonly ComposeService[] {
  return allServices(project).filter(({ dockerfile }) => dockerfile === project.dockerfile);
}

/** The compose services of the repository that build anything in it. */
export function allServices(
  project: Project,
): readonly (ComposeService & { dockerfile: string })[] {
  const known = cache.get(project.files);
  if (known) return known;
  const paths = project.files.list().filter((path) => isCompose(project.files, path));
  const found = paths.flatMap((path) => readServices(project, path));
  const all = withBuilds(found, project);
  cache.set(project.files, all);
  return all;
}

/** Whether a file is one of compose, by its name or else by what stands in it. */
export function isCompose(files: Files, path: string): boolean {
  const name = baseName(path);
  if (composeName.test(name)) return true;
  return /\.ya?ml$/.test(name) && composeText.test(files.read(path) ?? '');
}

/** A service as one file writes it: without a build where another file has it. */
type Written = Omit<ComposeService, 'context'> & {
  readonly build?: Build;
  /** The service of the same file that it extends. */
  readonly base?: string;
};
type Build = Pick<ComposeService, 'context' | 'args' | 'target'> & { readonly dockerfile: string };

/**
 * Overlays (`compose.dev.yml`) override a service that another file of their folder builds; a second
 * service (a worker, a migration) may extend the one that builds, or name its image. Where none
 * builds, the image may be the published one.
 */
function withBuilds(
  all: readonly Written[],
  { files }: Project,
): (ComposeService & { dockerfile: string })[] {
  const places = new Map<string, number>();
  const builders = all.filter(({ build }) => build);
  for (const [index, { path, name, image }] of builders.entries())
    for (const key of [`${folderOf(path)}\nname ${name}`, `${folderOf(path)}\nimage ${image}`])
      if (!places.has(key)) places.set(key, index);
  return all.flatMap((service) => {
    const { name, base, image } = service;
    const keys = [`name ${name}`, base && `name ${base}`, image && `image ${image}`];
    const found = keys.flatMap((key) =>
      key ? (places.get(`${folderOf(service.path)}\n${key}`) ?? []) : [],
    );
    const known = service.build ?? builders[Math.min(...found)]?.build;
    const build = known ?? (image === undefined ? undefined : publishedBuild(files, image));
    return build ? [{ ...service, ...build }] : [];
  });
}

function publishedBuild(files: Files, image: string): Build | undefined {
  const dockerfile = dockerfileOfImage(files, image);
  const known = folderOf(dockerfile ?? '') === '' ? { context: '' } : {};
  return dockerfile === undefined ? undefined : { ...known, dockerfile, args: new Map() };
}

function readServices({ files }: Project, path: string): Written[] {
  return servicesIn(files.read(path) ?? '', path);
}

/** The services of a text of compose: a file, or what documentation shows of one. */
export function servicesIn(text: string, path: string): Written[] {
  const yaml = readYaml(text);
  const document = yaml?.documents[0];
  if (!document || !isMap(document.contents)) return [];
  const services: unknown = document.contents.get('services');
  if (!isMap(services)) return [];
  return services.items.flatMap(({ key, value }) => {
    const service = plain(value, document);
    const build = service && buildOf(path, service.build);
    if (!service) return [];
    const line = yaml.lines.linePos((key as Node).range?.[0] ?? 0).line;
    const name = String(isScalar(key) ? key.value : key);
    return [{ path, line, name, args: new Map(), ...settingsOf(service), ...(build && { build }) }];
  });
}

type Plain = Record<string, unknown>;

/** A service as data, with what its anchors (`<<: *common`) bring. */
function plain(value: unknown, document: Document): Plain | undefined {
  const map = isAlias(value) ? value.resolve(document) : value;
  try {
    return isMap(map) ? (map.toJS(document) as Plain) : undefined;
  } catch {
    return undefined;
  }
}

function buildOf(path: string, build: unknown): Build | undefined {
  const given = typeof build === 'string' ? { context: build } : (build as Plain | undefined);
  if (!given || given.dockerfile_inline !== undefined) return undefined;
  const context = joinPath(folderOf(path), plainText(given.context ?? '.'));
  const dockerfile =
    context === undefined
      ? undefined
      : joinPath(context, plainText(given.dockerfile ?? 'Dockerfile'));
  if (context === undefined || dockerfile === undefined) return undefined;
  return {
    context,
    dockerfile,
    args: pairs(given.args, (name) => `\${${name}}`),
    ...(typeof given.target === 'string' && { target: given.target }),
  };
}

function settingsOf(service: Plain) {
  const health = service.healthcheck as Plain | undefined;
  const base = (service.extends as Plain | undefined)?.service ?? service.extends;
  return {
    ...textOf('image', service.image),
    ...textOf('containerName', service.container_name),
    ...textOf('base', typeof base === 'string' ? base : undefined),
    ...textOf('command', service.command),
    ...textOf('entrypoint', service.entrypoint),
    ...textOf('healthcheck', health?.test),
    ...textOf('user', service.user),
    ...textOf('workingDir', service.working_dir),
    hostNetwork: service.network_mode === 'host',
    environment: pairs(service.environment),
    privileged:
      service.privileged === true || service.devices !== undefined || service.cap_add !== undefined,
    volumes: (Array.isArray(service.volumes) ? service.volumes : []).map(volumeText),
  };
}

function textOf<K extends string>(key: K, value: unknown): { [P in K]?: string } {
  if (value === undefined || value === null) return {};
  const text = Array.isArray(value) ? listText(value.map(plainText)) : plainText(value);
  return { [key]: text } as { [P in K]?: string };
}

/**
 * A word of a list with blanks in it is one word of a shell's, too: `[sh, -c, npm ci && npm start]`. What
 * follows CMD-SHELL is a shell's text as it is.
 */
function listText([first = '', ...rest]: readonly string[]): string {
  const quoted = (word: string) => (/\s/.test(word) && !word.includes("'") ? `'${word}'` : word);
  const words = first === 'CMD-SHELL' ? rest : rest.map(quoted);
  return [first === 'CMD-SHELL' ? first : quoted(first), ...words].join(' ');
}

function volumeText(volume: unknown): string {
  if (typeof volume !== 'object' || volume === null) return plainText(volume);
  const { source = '', target = '', read_only: fixed } = volume as Plain;
  return `${plainText(source)}:${plainText(target)}${fixed === true ? ':ro' : ''}`;
}

/** @param bare the value of a name that stands alone; none by default */
function pairs(
  given: unknown,
  bare: (name: string) => string | undefined = () => undefined,
): Map<string, string> {
  const entries = Array.isArray(given)
    ? given.map((one) => plainText(one).split(/=(.*)/s).slice(0, 2))
    : Object.entries((given ?? {}) as Plain).map(([name, value]) => [
        name,
        value === null ? undefined : plainText(value),
      ]);
  return new Map(
    entries.flatMap(([name = '', written]) => {
      const value = written ?? bare(name);
      return value === undefined ? [] : [[name, value]];
    }),
  );
}

/** A volume of a compose service, taken apart. */
export interface ServiceVolume {
  /** A folder of the host or the name of a volume; empty for a nameless one. */
  readonly source: string;
  /** Where the container sees it, without a slash at the end. */
  readonly target: string;
  readonly readOnly: boolean;
  /** Whether it is a folder of the host, which compose tells by its first character. */
  readonly onHost: boolean;
}

/** A variable may have a default, `${DATA:-./data}`: that colon parts nothing. */
const colon = /:(?![^{}:]*\})/;

/** Reads the short form of a volume, `source:target:modes`, in which the long one is kept, too. */
export function volumeOf(text: string): ServiceVolume {
  const parts = text.split(colon);
  const [source = '', target = ''] = parts.length > 1 ? parts : ['', text];
  return {
    source,
    target: target.replace(/(?<=.)\/$/, ''),
    readOnly: parts.slice(2).some((mode) => mode.split(',').includes('ro')),
    onHost: isHostFolder(source),
  };
}

function isHostFolder(source: string): boolean {
  return /^[./~$]/.test(source);
}
