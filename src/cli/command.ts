import { type Arguments, readArguments } from './arguments.js';
import type { Output } from './output.js';
import { standardOutput } from './standard-streams.js';

/** Does what stands behind the name of a command; returns the exit code. */
type Command = (words: readonly string[], width: number, output: Output) => Promise<number>;

/** Commands beside the rewriting of files. What costs time to load is loaded only where it is needed. */
const commands: Readonly<Record<string, Command>> = {
  async repos(words, width, output) {
    const { reposCommand } = await import('./repos/command.js');
    return reposCommand(words, width, output);
  },
  async verify(words, width, output) {
    const { verifyCommand } = await import('./verify/command.js');
    return verifyCommand(words, width, output);
  },
  async init(words, _, output) {
    const { initialised } = await import('./init.js');
    await output.print(initialised(words));
    return 0;
  },
  async completion(words, _, output) {
    const { completionFor } = await import('./completion.js');
    await output.print(`${await completionFor(words)}\n`);
    return 0;
  },
  /** What the script that `completion` prints asks while somebody types. */
  async '--get-yargs-completions'(words, _, output) {
    const { completions } = await import('./completion.js');
    const lines = await completions(words);
    await output.print(lines.map((line) => `${line}\n`).join(''));
    return 0;
  },
};

/**
 * Does what the command line asks for.
 *
 * @returns the exit code (architecture, decision 10)
 */
export async function runCommand(argv: readonly string[], output: Output): Promise<number> {
  const width = standardOutput().columns || 80;
  const [name = '', ...words] = argv;
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (command) return command(words, width, output);
  const given = await readArguments(argv, width);
  if (typeof given === 'string') {
    await output.print(`${given}\n`);
    return 0;
  }
  if (given.list || given.explain !== undefined) {
    await output.print(await explained(given, width));
    return 0;
  }
  const { rewriteFiles } = await import('./rewrite-files.js');
  return rewriteFiles(given, output);
}

/** What --list and --explain tell. */
async function explained(
  { list, explain = '', transform, skip }: Arguments,
  width: number,
): Promise<string> {
  const { chosenTransforms } = await import('./transforms.js');
  const transforms = await chosenTransforms(transform, skip, process.cwd());
  const { explanationOf, transformList } = await import('./explain.js');
  return list ? transformList(transforms) : explanationOf(explain, transforms, width);
}
