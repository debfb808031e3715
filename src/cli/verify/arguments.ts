import { parseScript, wordValues } from '../../shell/index.js';
import { UserError } from '../../user-error.js';
import type { Trial } from '../../verify/index.js';
import { type Arguments, argumentsOf } from '../arguments.js';
import { type Given, parseWords } from '../parser.js';
import { examples, options } from './options.js';

/** What the user asked `verify` for. */
export interface VerifyArguments {
  /** Which files, rewritten how. */
  readonly rewriting: Arguments;
  readonly trial: Trial;
  readonly against?: string;
  readonly engine?: string;
  readonly format: 'table' | 'json';
}

const usage = `$0 verify [options] [paths...]

Builds each Dockerfile that would change as it is and as it would be, runs both images with their own command and user, and compares what they do. Nothing is written, and whatever was built is removed again.`;

const epilogue =
  'Exit codes: 0 all the same, 1 a rewrite builds or behaves worse, 2 wrong use, or something that could not be compared.';

/**
 * Reads the words behind `verify`.
 *
 * @returns the arguments, or the text that `--help` asks for
 * @throws UserError for what can't be understood
 */
export async function readVerifyArguments(
  argv: readonly string[],
  width: number,
): Promise<VerifyArguments | string> {
  const given = await parseWords({ usage, options, examples, epilogue }, argv, width);
  if (typeof given === 'string') return given;
  const against = given.last('against');
  const engine = given.last('engine');
  return {
    rewriting: { ...argumentsOf(given), write: false, check: false, failOn: [], list: false },
    trial: trialOf(given),
    format: given.last('format') === 'json' ? 'json' : 'table',
    ...(against !== undefined && { against }),
    ...(engine !== undefined && { engine }),
  };
}

function trialOf(given: Given): Trial {
  const port = numberOf(given, 'port', 65_535);
  const command = given.last('command');
  const path = given.last('path') ?? '/';
  return {
    path: path.startsWith('/') ? path : `/${path}`,
    environment: assignments(given, 'env'),
    buildArguments: assignments(given, 'build-arg'),
    buildOptions: given.all('build-option'),
    gone: paths(given, 'gone'),
    timeout: numberOf(given, 'timeout', 86_400) ?? 60,
    ...(port !== undefined && { port }),
    ...(command !== undefined && { command: wordsOf(command) }),
  };
}

function numberOf(given: Given, name: string, most: number): number | undefined {
  const text = given.last(name);
  if (text === undefined) return undefined;
  const number = Number(text);
  if (Number.isInteger(number) && number > 0 && number <= most) return number;
  throw new UserError(`--${name} ${text}: that is no number from 1 to ${most}.`);
}

function assignments(given: Given, name: string): string[] {
  const all = given.all(name);
  const wrong = all.find((one) => !/^[A-Za-z_][\w.-]*=/.test(one));
  if (wrong === undefined) return all;
  throw new UserError(`--${name} ${wrong}: there is no value.`, `Write --${name} NAME=value.`);
}

function paths(given: Given, name: string): string[] {
  const all = given.all(name);
  const wrong = all.find((one) => !one.startsWith('/'));
  if (wrong === undefined) return all;
  throw new UserError(
    `--${name} ${wrong}: that is no path from the root of the image.`,
    'Write it with a slash first, as in --gone /app/node_modules/typescript.',
  );
}

/** A command line as a shell reads it; what only a shell could do is refused. */
function wordsOf(text: string): string[] {
  const commands = parseScript(text)?.commands ?? [];
  const words = commands.length === 1 && commands[0] ? wordValues(commands[0]) : [undefined];
  const plain = words.filter((word) => word !== undefined);
  if (plain.length === words.length && plain.length > 0) return plain;
  throw new UserError(
    `--command ${text}: that is more than one plain command.`,
    `Write --command "sh -c '…'" where the image has a shell.`,
  );
}
