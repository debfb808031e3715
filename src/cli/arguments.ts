import { closest } from 'fastest-levenshtein';
import yargs from 'yargs';
import manifest from '../../package.json' with { type: 'json' };
import type { Format } from '../report/formats.js';
import type { Init, Runtime } from '../transform.js';
import { UserError } from '../user-error.js';
import type { ColourChoice } from './colours.js';
import { examples, options } from './options.js';

/** What the user asked for. */
export interface Arguments {
  readonly paths: readonly string[];
  readonly transform: readonly string[];
  readonly skip: readonly string[];
  readonly runtime: Runtime;
  readonly init: Init;
  readonly strip: boolean;
  readonly slimFallback: boolean;
  readonly numericUser: boolean;
  readonly readonlyApp: boolean;
  readonly context?: string;
  readonly assumePureJs: boolean;
  readonly imageMirrors: readonly string[];
  readonly write: boolean;
  readonly check: boolean;
  readonly failOn: readonly string[];
  readonly format?: Format;
  readonly output?: string;
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
  let text = '';
  const parsed = await parser(width).parseAsync([...argv], {}, (_error, _argv, output) => {
    text = output;
  });
  if (text !== '') return text;
  const given = parsed as Record<string, unknown>;
  if (given.write === true && given.check === true)
    throw new UserError('--write and --check exclude each other.', 'Check first, then write.');
  return argumentsOf(given);
}

/** Paths are no positionals of yargs: it loses a lone `-`. */
const usage = `$0 [options] [paths...]

${manifest.description}.

The paths are files, folders to search, or globs; - is standard input, and this folder the default.`;

function parser(width: number) {
  const command = yargs()
    .scriptName(manifest.name)
    .locale('en')
    .parserConfiguration({
      'boolean-negation': false,
      'camel-case-expansion': false,
      'dot-notation': false,
      'greedy-arrays': false,
      'parse-numbers': false,
      'parse-positional-numbers': false,
    })
    .usage(usage)
    .options(options)
    .strictOptions()
    .exitProcess(false)
    .version(manifest.version)
    .alias('help', 'h')
    .group(['version', 'help'], 'To learn more')
    .epilogue(
      'Exit codes: 0 done, 1 --check or --fail-on found something, 2 wrong use or a failed file.',
    )
    .wrap(Math.min(width, 100))
    .fail(refuse);
  return examples.reduce((all, [line, meaning]) => all.example(line, meaning), command);
}

function refuse(message: string | null, error: Error | undefined): never {
  if (message === null) throw error ?? new Error('the command line was refused without a reason');
  const unknown = /^Unknown arguments?: ([^,]+)/.exec(message)?.[1];
  if (unknown === undefined) throw new UserError(sentence(message), 'See slim-dockerfile --help.');
  throw new UserError(
    `There is no option --${unknown}.`,
    `Did you mean --${closest(unknown, Object.keys(options))}?`,
  );
}

/** Messages of yargs in one line. */
function sentence(message: string): string {
  return `${message.replace(/\s*\n\s*/g, ' ').trim()}.`;
}

function argumentsOf(given: Record<string, unknown>): Arguments {
  const flag = (name: string): boolean => [given[name]].flat().at(-1) === true;
  const all = (name: string): string[] => [given[name] ?? []].flat().map(String);
  const last = (name: string): string | undefined => all(name).at(-1);
  const paths = all('_');
  const optional = {
    context: last('context'),
    format: last('format'),
    output: last('output'),
    explain: last('explain'),
  };
  return {
    paths: paths.length > 0 ? paths : ['.'],
    transform: all('transform'),
    skip: all('skip'),
    runtime: last('runtime') as Runtime,
    init: (last('init') ?? 'none') as Init,
    strip: flag('strip'),
    slimFallback: !flag('no-slim-fallback'),
    numericUser: flag('numeric-user'),
    readonlyApp: flag('readonly-app'),
    assumePureJs: flag('assume-pure-js'),
    imageMirrors: all('image-mirror'),
    write: flag('write'),
    check: flag('check'),
    failOn: all('fail-on'),
    quiet: flag('quiet'),
    color: last('color') as ColourChoice,
    list: flag('list'),
    ...(Object.fromEntries(
      Object.entries(optional).filter(([, value]) => value !== undefined),
    ) as Partial<Arguments>),
  };
}
