import { type Entry, locked, requestsIn } from './entry.js';
import type { LockedPackage } from './index.js';
import { yamlValue } from '../yaml.js';
import { readYarnOne } from './yarn-one.js';
import { plainText } from '../plain-text.js';

/** yarn.lock of yarn 1: `name@range` by what it was resolved to, several ranges by the same one. */
export function yarnPackages(text: string): LockedPackage[] {
  const requests = new Map<Entry, string[]>();
  for (const [key, entry] of readYarnOne(text)) {
    const asked = requests.get(entry);
    if (asked) asked.push(key);
    else requests.set(entry, [key]);
  }
  return [...requests].flatMap(([entry, asked]) => packageOf(asked, entry, entry));
}

/** yarn.lock of yarn 2 and later: YAML, several ranges to a key. */
export function berryPackages(text: string): LockedPackage[] {
  const yaml = yamlValue(text) as Record<string, Entry>;
  return Object.entries(yaml).flatMap(([keys, entry]) => {
    if (keys === '__metadata' || /@workspace:/.test(keys)) return [];
    const { version, resolution: resolved, dependencies } = entry;
    const facts = { version, resolved, dependencies, ...conditions(entry) };
    return packageOf(keys.split(', '), entry, facts);
  });
}

/** `node-sass@npm:sass@^1.49.0` lies in node_modules/node-sass, and is sass. */
const request = /^((?:@[^/]+\/)?[^@]+)@(?:npm:((?:@[^/]+\/)?[^@/]+)@)?/;

function packageOf(keys: readonly string[], entry: Entry, facts: Entry): LockedPackage[] {
  const [, folder, name = folder] = request.exec(keys[0] ?? '') ?? [];
  if (folder === undefined || name === undefined) return [];
  const alias = name !== folder && { alias: folder };
  return [{ ...locked(name, facts), ...alias, asked: keys.map(plain), ...asksOf(entry) }];
}

function conditions(entry: Entry): Pick<LockedPackage, 'os' | 'libc'> {
  const text = plainText(entry.conditions);
  const libc = /libc=(\w+)/.exec(text)?.[1];
  const os = /os=(\w+)/.exec(text)?.[1];
  return { ...(libc && { libc: [libc] }), ...(os && { os: [os] }) };
}

/** yarn 1 lists apart what a package does without, yarn 2 and later mark it. */
function asksOf(entry: Entry): Pick<LockedPackage, 'needs' | 'wishes'> {
  const marks = (entry.dependenciesMeta ?? {}) as Record<string, Entry | null>;
  const isMarked = ([name]: readonly [string, string]) => marks[name]?.optional === true;
  const all = requestsIn(entry.dependencies);
  return {
    needs: all.filter((one) => !isMarked(one)).map(requestOf),
    wishes: [...all.filter(isMarked), ...requestsIn(entry.optionalDependencies)].map(requestOf),
  };
}

/** How a package asks for another one. */
export function requestOf([name, range]: readonly [string, string]): string {
  return plain(`${name}@${range}`);
}

/** Newer lockfiles write `npm:` before each range, older ones do not. */
function plain(descriptor: string): string {
  return descriptor.replace('@npm:', '@');
}
