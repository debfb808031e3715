import data from './accounts.json' with { type: 'json' };
import { isDistrolessNode, distrolessUser } from './distroless.js';
import { compareVersions } from '../version-order.js';

/** Somebody else than root, as whom a container can run. */
export interface Account {
  readonly name: string;
  /** Number of the user and of the group. */
  readonly id: number;
  readonly home: string;
  /** The shell line that makes the user, where the image has none. */
  readonly create?: string;
}

const node: Account = { name: 'node', id: 1000, home: '/home/node' };
const distroless: Account = { ...distrolessUser, home: '/home/nonroot' };
const ubuntuNames = new Map(Object.entries(data.ubuntuNames));
const firstWithNode = new Map(Object.entries(data.firstNodeWithUser));
const create = new Map(Object.entries(data.create));
const creators = new Map(Object.entries(data.creators));
const own = new Map(
  Object.entries(data.own).map(([image, { name, tags }]) => [
    image,
    { name, tags: new RegExp(tags) },
  ]),
);

/** Whether the official image of an exact version, or of every version of a major, has the user node. */
export function nodeHasUser(major: number, exact: string | undefined): boolean {
  const first = firstWithNode.get(String(major));
  if (first === undefined) return major >= data.firstMajorWithUser;
  return exact !== undefined && compareVersions(exact, first) >= 0;
}

/** The user of the official node image. */
export function nodeAccount(): Account {
  return node;
}

/**
 * The account of an image other than the official node one: one that it has, or one that a RUN can
 * make.
 *
 * @param name of the image, an official one without its registry
 */
export function accountIn(name: string, tag: string | undefined): Account | undefined {
  if (isDistrolessNode(name)) return distroless;
  if (name === 'ubuntu') return ubuntuAccount(tag);
  const existing = own.get(name);
  if (existing?.tags.test(tag ?? ''))
    return { name: existing.name, id: 1000, home: `/home/${existing.name}` };
  const line = create.get(creators.get(name) ?? '');
  return line === undefined ? undefined : { ...node, create: line };
}

/** From 23.04 on the image has a user of its own with the number 1000 (handbook D03). */
function ubuntuAccount(tag: string | undefined): Account | undefined {
  const codename = (tag ?? '').split('-')[0] ?? '';
  const version = ubuntuNames.get(codename) ?? /^\d\d\.\d\d(?=$|[.-])/.exec(tag ?? '')?.[0];
  const line = create.get('shadow');
  if (version === undefined || line === undefined) return undefined;
  return compareVersions(version, data.firstUbuntuWithUser) >= 0
    ? { name: 'ubuntu', id: 1000, home: '/home/ubuntu' }
    : { ...node, create: line };
}
