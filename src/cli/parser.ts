import type { Options } from 'yargs';
import manifest from '../../package.json' with { type: 'json' };
import { nearestOf } from '../nearest.js';
import { UserError } from '../user-error.js';
import { type Example, exampleText } from './example-text.js';
import { plainWords } from './plain-words.js';

/** What a command understands, and what its `--help` says. */
interface CommandLine {
  readonly usage: string;
  readonly options: Readonly<Record<string, Options>>;
  readonly examples: readonly Example[];
  /** What stands at the end of `--help`. */
  readonly epilogue: string;
}

/**
 * Reads a command line. Paths are no positionals of yargs, which loses a lone `-`.
 *
 * @returns the options by name and the paths as `_`, or the text that `--help` or `--version` asks for
 * @throws UserError for what can't be understood
 */
export async function parseWords(
  commandLine: CommandLine,
  argv: readonly string[],
  width: number,
): Promise<Given | string> {
  const plain = plainWords(commandLine.options, argv);
  return plain ? new Given(plain) : parsedByYargs(commandLine, argv, width);
}

/** Any command line; what {@link parseWords} says of it. */
export async function parsedByYargs(
  commandLine: CommandLine,
  argv: readonly string[],
  width: number,
): Promise<Given | string> {
  let text = '';
  const parser = await parserOf(commandLine, width);
  const parsed = await parser.parseAsync([...argv], {}, (_error, _argv, output) => {
    text = output;
  });
  return text === '' ? new Given(parsed as Record<string, unknown>) : text;
}

/** The script of yargs that makes a shell ask for completions; it looks at SHELL to choose. */
export async function completionScript(commandLine: CommandLine, shell: string): Promise<string> {
  process.env['SHELL'] = shell;
  delete process.env['ZSH_NAME'];
  let text = '';
  const parser = (await parserOf(commandLine, 80)).completion('completion');
  await parser.parseAsync(['completion'], {}, (_error, _argv, output) => {
    text = output;
  });
  return text;
}

/** The values of a command line by their options. */
export class Given {
  readonly #values: Readonly<Record<string, unknown>>;

  constructor(values: Readonly<Record<string, unknown>>) {
    this.#values = values;
  }

  flag(name: string): boolean {
    return [this.#values[name]].flat().at(-1) === true;
  }

  /** Whether an option is on the command line at all. */
  has(name: string): boolean {
    return this.all(name).length > 0;
  }

  all(name: string): string[] {
    return [this.#values[name] ?? []].flat().map(String);
  }

  /** Where an option is given twice, the last counts. */
  last(name: string): string | undefined {
    return this.all(name).at(-1);
  }

  /** This folder where no path is given. */
  paths(): string[] {
    const paths = this.all('_');
    return paths.length > 0 ? paths : ['.'];
  }
}

async function parserOf({ usage, options, examples, epilogue }: CommandLine, width: number) {
  const { default: yargs } = await import('yargs');
  const columns = Math.min(width, 100);
  return yargs()
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
    .epilogue(`${exampleText(examples, manifest.name, columns)}\n\n${epilogue}`)
    .wrap(columns)
    .fail((message, error) => refuse(message, error, options));
}

function refuse(
  message: string | null,
  error: Error | undefined,
  options: CommandLine['options'],
): never {
  if (message === null) throw error ?? new Error('the command line was refused without a reason');
  const [, unknown] = /^Unknown arguments?: ([^,]+)/.exec(message) ?? [];
  if (unknown !== undefined) throw unknownOption(unknown, options);
  const [, bare] = /^Not enough arguments following: (.+)/.exec(message) ?? [];
  if (bare !== undefined)
    throw new UserError(`${dashed(bare)} needs a value.`, 'See slim-dockerfile --help.');
  const [, name, value, choices] =
    /Argument: ([^,]+), Given: "(.*)", Choices: (.+)/.exec(message) ?? [];
  if (name === undefined) throw new UserError(sentence(message), 'See slim-dockerfile --help.');
  throw new UserError(
    `${dashed(name)} can't be "${value}".`,
    `It is one of ${choices?.replaceAll('"', '')}.`,
  );
}

function unknownOption(name: string, options: CommandLine['options']): UserError {
  const nearest = nearestOf(name, Object.keys(options));
  return new UserError(
    `There is no option ${dashed(name)}.`,
    nearest === undefined ? 'See slim-dockerfile --help.' : `Did you mean --${nearest}?`,
  );
}

function dashed(name: string): string {
  return name.length === 1 ? `-${name}` : `--${name}`;
}

/** Messages of yargs in one line. */
function sentence(message: string): string {
  return `${message.replace(/\s*\n\s*/g, ' ').trim()}.`;
}
