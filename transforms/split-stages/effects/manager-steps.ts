import { posix } from 'node:path';
import { programDoes } from '../../../src/knowledge/program-traits.js';
import { managerCall, managerNamed, worksGlobally } from '../../../src/command/index.js';
import { installHooks } from '../../../src/knowledge/npm/install-scripts.js';
import { isInstallVerb } from '../../../src/knowledge/npm/install-verbs.js';
import { takesValue } from '../../../src/knowledge/npm/manager-options.js';
import { isWithin } from '../../../src/path-folders.js';
import type { Command } from '../../../src/shell/index.js';
import {
  type Effect,
  isCache,
  isInside,
  nothing,
  outside,
  type Part,
  runsInside,
  type Site,
} from './effect.js';
import { valueIn } from '../../../src/steps/index.js';
import { isScratch } from '../../../src/knowledge/system/folders.js';
import { farOutput } from './far-outputs.js';
import { scriptEffect } from './script-steps.js';

type Value = string | undefined;

/** Commands of a package manager that change nothing but its own settings and caches (handbook B30). */
const idle =
  /^(?:--version|-v|audit|bin|cache|completion|config|doctor|get|help|info|list|login|logout|ls|outdated|ping|set|store|verify|version|view|whoami|why)$/;
/** Options whose folder is a cache or a file of settings. */
const cacheOption =
  /^(?:--?cache|--cache-folder|--cache-dir|--globalconfig|--store-dir|--store|--userconfig|--yarn-offline-mirror)(?:=|$)/;
/** Programs that install browsers below the home folder or system packages. */
const installsElsewhere = /^(?:@?playwright(?:-core)?|puppeteer|cypress|@puppeteer\/browsers)$/;

/** What a call of npm, yarn, pnpm, bun, npx or corepack does (handbook B20 to B22, B26, B30). */
export function managerEffect(command: Command, site: Site): Effect {
  const words = command.words.map((word) => valueIn(site, word));
  const manager = managerNamed(words[0]);
  if (manager === 'corepack') return corepack;
  const action = words
    .slice(1)
    .find((word) => word === undefined || !word.startsWith('-') || idle.test(word));
  if (action !== undefined && idle.test(action)) return idleEffect(command, words, action);
  if (words.some((word) => /^(?:link|unlink)$/.test(word ?? '')))
    return outside(command, 'links packages outside the folder');
  if (worksGlobally(words) || words[1] === 'global') return globalEffect(command, words, manager);
  const far = words.slice(1).find((word, index) => isFarPath(word, words[index], site));
  if (far !== undefined) return outside(command, `works on ${far}`);
  const [folder = '/', other] = site.folders;
  if (isScratch(folder) && other === undefined)
    return { ...callEffect(command, words, site), fills: [posix.join(folder, 'node_modules')] };
  if (!runsInside(site) && !words.some((word, index) => isPrefix(word, words[index + 1], site)))
    return (
      beside(command, words, site) ??
      outside(
        command,
        `runs in ${site.folders.find((one) => !isWithin(one, site.root)) ?? 'an unknown folder'}, not in ${site.root}`,
      )
    );
  return callEffect(command, words, site);
}

/** An install in another folder fills its node_modules, where no hook of it does more. */
function beside(command: Command, words: readonly Value[], site: Site): Effect | undefined {
  const [folder = '/', other] = site.folders;
  const manifest = site.manifestIn(folder);
  if (other !== undefined || !manifest || installHooks.some((name) => manifest.scripts.has(name)))
    return undefined;
  const effect = callEffect(command, words, site);
  return effect.does === 'dependencies'
    ? { ...effect, fills: [posix.join(folder, 'node_modules')] }
    : undefined;
}

/** What corepack brings it fetches at its first call, and keeps it in root's home. */
const corepack: Effect = {
  does: 'globals',
  parts: [{ name: 'pnpm' }, { name: 'yarn' }],
  rule: 'program-missing',
  why: 'corepack fetches the package manager that the container starts when it is first called; the runtime stage would have to fetch it again.',
};

/** Settings and caches; where packages go is more than that. */
function idleEffect(command: Command, words: readonly Value[], action: string): Effect {
  if (words.some((word) => /prefix|virtual-store|modules-(?:dir|folder)/.test(word ?? '')))
    return outside(command, 'changes where packages are installed');
  return action === 'cache' ? { does: 'cleaning' } : nothing;
}

/** `--prefix /app` says where to run. */
function isPrefix(word: Value, next: Value, site: Site): boolean {
  const folder = /^(?:--prefix|--cwd|--dir|-C)(?:=(.*))?$/.exec(word ?? '');
  return folder !== null && isInside(site, folder[1] ?? next ?? '/');
}

function callEffect(command: Command, words: readonly Value[], site: Site): Effect {
  const known = words.findIndex((word) => word === undefined);
  const call = managerCall((known === -1 ? words : words.slice(0, known)) as string[]);
  const manifest = site.manifestIn(site.folders[0] ?? site.root);
  if (call?.kind === 'bin') return programEffect(command, call.bin, call.args, site);
  if (call?.kind === 'script') return scriptEffect(call.script, manifest, site);
  if (words.some((word) => /^(?:run|run-script|exec|build(?::.*)?)$/.test(word ?? '')))
    return { does: 'build' };
  if (!manifest) return { does: 'dependencies' };
  const hook = installHooks
    .map((name) => scriptEffect(name, manifest, site))
    .find(({ does }) => does === 'obstacle');
  return hook ?? { does: 'dependencies' };
}

/** A program of node_modules/.bin builds, unless it is known to install elsewhere. */
export function programEffect(
  command: Command,
  program: string,
  args: readonly Value[],
  site: Site,
): Effect {
  const name = program.replace(/(.)@[\w.^~-]+$/, '$1');
  if (programDoes(name, 'checks')) return nothing;
  if (installsElsewhere.test(name) && args.some((word) => /^(?:install|browsers)/.test(word ?? '')))
    return {
      does: 'obstacle',
      rule: 'home-cache',
      why: `${name} installs programs below the home folder, which the runtime stage does not get.`,
    };
  const [folder = site.root] = site.folders;
  const far =
    args.find((word) => isFarPath(word, undefined, site)) ??
    farOutput([name, ...args], folder, site);
  return far === undefined ? { does: 'build' } : outside(command, `works on ${far}`);
}

function isFarPath(word: Value, before: Value, site: Site): boolean {
  if (word === undefined || cacheOption.test(word) || cacheOption.test(before ?? '')) return false;
  const path = /^(?:--?[\w-]+=)?(~?\/.*|\.\.(?:\/.*)?)$/.exec(word)?.[1];
  return path !== undefined && !isInside(site, path) && !isCache(path);
}

/** What comes from the build itself, by `npm install -g .` or from an archive, can't be installed a second time. */
function globalEffect(command: Command, words: readonly Value[], manager: Value): Effect {
  const parts = globalParts(command, words);
  const installs = words.some((word = '') => isInstallVerb(word));
  return parts.some(({ word }) => ofThisBuild.test(word?.text ?? '')) ||
    (installs && parts.length === 0)
    ? outside(command, 'installs from a folder of the build, and links or copies to another')
    : { does: 'globals', parts, ...(manager !== undefined && { by: manager }) };
}

/** A path, or an archive that no address is given for. */
const ofThisBuild = /^["']?(?:[./~]|(?:file|link|portal):|(?!\w+:\/\/).*\.(?:tgz|tar\.gz)["']?$)/;

/** What `npm install -g` and `yarn global add` install; a variable stands for anything. */
function globalParts({ words: written }: Command, words: readonly Value[]): Part[] {
  return written.flatMap((word, index) => {
    const value = words[index];
    const isValue = takesValue(words[index - 1] ?? '');
    const isVerb = isInstallVerb(value ?? '') || otherVerbs.test(value ?? '');
    if (index === 0 || isValue || isVerb || value?.startsWith('-')) return [];
    return [{ word, name: globalName(value) }];
  });
}

/** The name of a package of the registry; what comes from elsewhere may bring any program. */
function globalName(value: Value): string {
  return /^(?:@[\w.-]+\/)?[\w.-]+(?:@[\w.^~<>=*|-]*)?$/.test(value ?? '')
    ? (value ?? '').replace(/(.)@.*$/, '$1')
    : '$';
}

const otherVerbs = /^(?:global|update|upgrade|up)$/;
