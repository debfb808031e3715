import data from './golang.json' with { type: 'json' };
import { compareVersions } from '../version-order.js';

/** The system of a `golang` image; the release is absent where a later build may have another one. */
interface GolangImage {
  readonly family: 'alpine' | 'debian';
  readonly release?: string;
}

const form =
  /^(?<version>\d+(?:\.\d+){0,2})?(?:latest)?(?:-?(?<alpine>alpine)(?<release>3\.\d+)?|-?(?<debian>[a-z]+))?$/;
const codenames = new Set(Object.values(data.debian));
const cgoModules = new Set(data.modules.names);
const since = Object.entries(data.debian);

/** The newest Alpine release that golang images are made on. */
export const newestAlpine = data.alpine;

/** Whether packages of a Debian release can still be downloaded from where its image looks for them. */
export function hasPackages(release: string): boolean {
  return data.downloadable.includes(release);
}

/** The system behind a tag of the official `golang` image; undefined for Windows and what is no tag of it. */
export function golangImage(tag: string): GolangImage | undefined {
  const { version, alpine, release, debian } = form.exec(tag)?.groups ?? {};
  if (alpine !== undefined) return { family: 'alpine', ...(release !== undefined && { release }) };
  if (debian !== undefined && debian !== 'latest')
    return codenames.has(debian) ? { family: 'debian', release: debian } : undefined;
  if (version === undefined && tag !== 'latest' && tag !== '') return undefined;
  const found = version === undefined ? undefined : debianOf(version);
  return { family: 'debian', ...(found !== undefined && { release: found }) };
}

/** The Debian release of a plain tag; a lone `1` moves on, and so do versions to come. */
function debianOf(version: string): string | undefined {
  const parts = version.split('.');
  if (parts.length < 2 || compareVersions(version, data.newest) > 0) return undefined;
  const exact = parts.length === 2 ? `${version}.99` : version;
  return since.findLast(([first]) => compareVersions(first, exact) <= 0)?.[1];
}

/** Whether a module of Go can't be built without cgo. */
export function needsCgo(module: string): boolean {
  const parts = module.split('/');
  return parts.some((_, index) => cgoModules.has(parts.slice(0, index + 1).join('/')));
}
