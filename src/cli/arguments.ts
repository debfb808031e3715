import { availableParallelism } from 'node:os';
import manifest from '../../package.json' with { type: 'json' };
import type { Settings } from '../config/config.js';
import type { Format } from '../report/formats.js';
import { UserError } from '../user-error.js';
import type { ColourChoice } from './colours.js';
import { examples, options } from './options.js';
import { type Given, parseWords } from './parser.js';

/** What the user asked for. */
export interface Arguments {
  readonly paths: readonly string[];
  readonly transform: readonly string[];
  readonly skip: readonly string[];
  /** What is set on the command line; it beats what a configuration file says. */
  readonly settings: Settings;
  readonly context?: string;
  /** The configuration file; false for none, absent to look for one. */
  readonly config?: string | false;
  readonly online: boolean;
  readonly write: boolean;
  readonly interactive: boolean;
  readonly check: boolean;
  readonly failOn: readonly string[];
  readonly format?: Format;
  readonly output?: string;
  /** How many threads rewrite. */
  readonly jobs: number;
  readonly quiet: boolean;
  readonly color: ColourChoice;
  readonly list: boolean;
  /** Empty where no rule is named. */
  readonly explain?: string;
}

/**
 * Reads the command line.
 *
 * @returns the arguments, or the text that `--help` or `--version` asks for
 * @throws UserError for what can't be understood
 */
export async function readArguments(
  argv: readonly string[],
  width: number,
): Promise<Arguments | string> {
  const given = await parseWords({ usage, options, examples, epilogue }, argv, width);
  if (typeof given === 'string') return given;
  if (given.flag('interactive') && given.paths().includes('-'))
    throw new UserError(
      '--interactive can’t ask where standard input is a Dockerfile.',
      'Name a file.',
    );
  return argumentsOf(given);
}

/** Options that exclude each other, and what to say instead. */
const exclusive = [
  ['write', 'check', 'Check first, then write.'],
  ['interactive', 'check', 'One writes, the other does not: check first.'],
  ['config', 'no-config', 'Name the file that counts, or read none.'],
] as const;

/** @throws UserError for options that exclude each other */
function demandSense(given: Given): void {
  const says = (name: string) => given.all(name).some((value) => value !== 'false');
  for (const [one, other, advice] of exclusive)
    if (says(one) && says(other))
      throw new UserError(`--${one} and --${other} exclude each other.`, advice);
  if (given.last('runtime') === 'slim' && given.flag('no-slim-fallback'))
    throw new UserError(
      '--runtime slim and --no-slim-fallback exclude each other.',
      'Leave out the one that you do not mean.',
    );
}

const usage = `$0 [options] [paths...]
$0 verify [options] [paths...]
$0 repos [options] <list...>
$0 init batch
$0 completion [bash|zsh|fish]

${manifest.description}.

The paths are files, folders to search, or globs; - is standard input, and this folder the default. verify builds and runs what would change, before and after, and compares. repos rewrites many repositories. init batch prints a batch spec for Sourcegraph, completion a script for your shell.`;

const epilogue =
  'Exit codes: 0 done, 1 --check or --fail-on found something, 2 wrong use or a failed file.';

/**
 * What rewriting needs to know; other commands that rewrite take the same options.
 *
 * @throws UserError for options that exclude each other
 */
export function argumentsOf(given: Given): Arguments {
  demandSense(given);
  const optional = {
    context: given.last('context'),
    format: given.last('format'),
    output: given.last('output'),
    explain: given.last('explain'),
    config: given.flag('no-config') ? false : given.last('config'),
  };
  return {
    paths: given.paths(),
    transform: given.all('transform'),
    skip: given.all('skip'),
    settings: settingsOf(given),
    online: given.flag('online'),
    write: given.flag('write') || given.flag('interactive'),
    interactive: given.flag('interactive'),
    check: given.flag('check'),
    failOn: given.all('fail-on'),
    jobs: jobsOf(given.last('jobs') ?? '1'),
    quiet: given.flag('quiet'),
    color: given.last('color') as ColourChoice,
    list: given.flag('list'),
    ...(defined(optional) as Partial<Arguments>),
  };
}

const mostJobs = 64;

/**
 * How much is in work at once: a number, or `auto` for as much as the machine has processors for.
 *
 * @throws UserError for anything but `auto` and a number from 1 to 64
 */
export function jobsOf(text: string): number {
  if (text === 'auto') return Math.min(availableParallelism(), mostJobs);
  const jobs = Number(text);
  if (Number.isInteger(jobs) && jobs >= 1 && jobs <= mostJobs) return jobs;
  throw new UserError(`--jobs ${text}: that is no number from 1 to ${mostJobs}, nor auto.`);
}

/** What is given, and nothing else: the rest is left to configuration files and defaults. */
function settingsOf(given: Given): Settings {
  const flag = (name: string): boolean | undefined =>
    given.has(name) ? given.flag(name) : undefined;
  const fallback = flag('no-slim-fallback');
  const all = {
    runtime: given.last('runtime'),
    init: given.last('init'),
    static: given.last('static'),
    strip: flag('strip'),
    slimFallback: fallback === undefined ? undefined : !fallback,
    numericUser: flag('numeric-user'),
    readonlyApp: flag('readonly-app'),
    assumePureJs: flag('assume-pure-js'),
    imageMirrors: given.has('image-mirror') ? given.all('image-mirror') : undefined,
  };
  return defined(all) as Settings;
}

function defined(all: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
}
