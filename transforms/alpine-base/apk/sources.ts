import { programDoes } from '../../../src/knowledge/program-traits.js';
import { type AptSource, aptSource } from '../../../src/knowledge/system/apt-sources.js';
import {
  type Command,
  isShell,
  type Link,
  programOf,
  writtenWords,
} from '../../../src/shell/index.js';
import { isPartOf } from '../../../src/edits.js';
import type { Step } from './step.js';

/** `deb [arch=amd64] https://dl.yarnpkg.com/debian/ stable main`, as far as it tells from where. */
const line = /\bdeb(?:-src)?\s+(?:\[[^\]]*\]\s*)?([a-z+]+:\/\/[^\s"']+)\s+([^\s"']+)/g;
const address = /\b(?:https?|ftp):\/\/([\w.-]+)/g;
const setup = /\bhttps?:\/\/deb\.nodesource\.com\/setup/g;
/** Releases that are newer than the image. */
const newer = /backports|proposed|^(?:sid|unstable|testing|experimental)\b/;

const aptPath =
  /^\/(?:etc\/apt\/(?:sources\.list|keyrings|trusted\.gpg|preferences)|usr\/share\/keyrings(?:\/|$))/;
const keyPath = /\/etc\/apt\/(?:keyrings|trusted\.gpg)|\/usr\/share\/keyrings/;
const giving = ['says', 'passesOn', 'downloads', 'keys'] as const;
const writing = [
  ...giving,
  'writesInput',
  'modes',
  'copies',
  'moves',
  'makesFolders',
  'makesFiles',
  'removes',
  'edits',
] as const;

/** What a stage says of its sources of packages, in all its RUNs. */
export interface StageSources {
  /** There are some, and each has nothing that Alpine or the image lacks: their keys are idle, too. */
  readonly known: boolean;
  /** The hosts of vendors whose packages are made for Debian. */
  readonly vendors: readonly string[];
  /** yarn is in the image, and stays there. */
  readonly bringsYarn: boolean;
}

/** Reads the sources that the RUNs of a stage add. */
export function sourcesIn(texts: readonly string[], bringsYarn: boolean): StageSources {
  const kinds = texts.flatMap((text) => kindsIn(text, bringsYarn));
  const known = kinds.length > 0 && !kinds.includes(undefined);
  const named = kinds.length > 0 ? texts.flatMap(hostsIn) : [];
  const vendors = named.filter((host) => kindOf(host, bringsYarn) === undefined);
  return { known, vendors, bringsYarn };
}

function hostsIn(text: string): string[] {
  return [...text.matchAll(line)].flatMap(([, url = '']) => /:\/\/([\w.-]+)/.exec(url)?.[1] ?? []);
}

function kindsIn(text: string, bringsYarn: boolean): (AptSource | undefined)[] {
  const lines = [...text.matchAll(line)].map(([, url = '', suite = '']) =>
    newer.test(suite) ? undefined : kindOf(/:\/\/([\w.-]+)/.exec(url)?.[1] ?? '', bringsYarn),
  );
  return [...lines, ...[...text.matchAll(setup)].map((): AptSource => 'image')];
}

function kindOf(name: string, bringsYarn: boolean): AptSource | undefined {
  return name.endsWith('yarnpkg.com') && !bringsYarn ? undefined : aptSource(name);
}

/**
 * The members of chains that do nothing but add sources of packages that Alpine can do without: it
 * has what Debian has, and the node image brings yarn and what NodeSource offers.
 */
export function idleSources({ chains, commands, script }: Step, stage: StageSources): Link[] {
  if (!commands.some((one) => endsInApt(one, script.text))) return [];
  return chains()
    .flatMap(({ links }) => links)
    .filter((link) => {
      const inside = commands.filter((one) => isPartOf(one, link));
      const text = script.text.slice(link.start, link.end);
      return link.kind !== 'compound' && isIdle(inside, text, stage);
    });
}

function isIdle(inside: readonly Command[], text: string, stage: StageSources): boolean {
  const last = inside.at(-1);
  const before = inside.slice(0, -1).map((one) => programOf(one) ?? '');
  // What a substitution runs is not looked at.
  if (!last || /\$\(|`/.test(text) || !before.every((one) => programDoes(one, ...giving)))
    return false;
  if (!endsInApt(last, text)) return false;
  const hosts = hostsOf(last, text).map((name) => kindOf(name, stage.bringsYarn));
  const kinds = [...hosts, ...kindsIn(text, stage.bringsYarn)];
  if (kinds.length > 0 || !isKey(last)) return !kinds.includes(undefined);
  return stage.known;
}

/** Whether all that a command writes belongs to apt's sources and keys. */
function endsInApt(command: Command, text: string): boolean {
  const program = programOf(command) ?? '';
  const args = writtenWords(command).slice(1);
  if (program === 'apt-key') return true;
  if (isShell(program))
    return text.search(setup) !== -1 && args.every((word) => /^-[es]?$/.test(word));
  const paths = [...args.filter((word) => isPath(word)), ...command.writes].filter(
    (path) => path !== '/dev/null',
  );
  const writes = programDoes(program, ...writing);
  return writes && paths.length > 0 && paths.every((path = '') => aptPath.test(path));
}

/** A path, where sed has an expression that begins with a slash, too. */
function isPath(word: string): boolean {
  return /^\/(?:dev|etc|home|opt|root|run|srv|tmp|usr|var)\//.test(word);
}

/** The hosts of addresses; sed names them without. */
function hostsOf(last: Command, text: string): string[] {
  if (programOf(last) !== 'sed') return [...text.matchAll(address)].map(([, name = '']) => name);
  const expressions = writtenWords(last)
    .slice(1)
    .filter((word) => !isPath(word));
  const names = expressions
    .join(' ')
    .replaceAll('\\', '')
    .match(/[\w-]+(?:\.[\w-]+)+|\$/g);
  return [...(names ?? [])];
}

/** Public mirrors of Debian's that commands name. */
export function mirrorsIn(commands: readonly Command[]): string[] {
  const all = commands.flatMap((command) =>
    hostsOf(command, writtenWords(command).slice(1).join(' ')),
  );
  return [...new Set(all)].filter((name) => aptSource(name) === 'mirror');
}

/** Whether a command sets apt's own list, where Debian's packages come from, to a host that nobody knows. */
export function setsUnknownMirror(command: Command): boolean {
  const words = writtenWords(command).slice(1);
  const main = [...words, ...command.writes].some((path = '') =>
    /^\/etc\/apt\/(?:sources\.list|sources\.list\.d\/debian\.sources)$/.test(path),
  );
  return main && hostsOf(command, words.join(' ')).some((name) => aptSource(name) === undefined);
}

function isKey(command: Command): boolean {
  const text = [...command.words.map((word) => word.text), ...command.writes].join(' ');
  return programOf(command) === 'apt-key' || keyPath.test(text);
}
