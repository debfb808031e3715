import type { Options } from 'yargs';
import { UserError } from '../user-error.js';
import { asksForHelp } from './asks-for-help.js';
import { examples, options } from './options.js';
import { completionScript } from './parser.js';

const commands = ['verify', 'repos', 'init', 'completion'];
const shells = ['bash', 'zsh', 'fish'] as const;

/**
 * `slim-dockerfile completion [SHELL]`: the script that makes a shell complete our words, for the
 * user's own shell by default.
 *
 * @throws UserError for another shell
 */
export async function completionFor(words: readonly string[]): Promise<string> {
  if (asksForHelp(words)) return help;
  const own = shells.find((shell) => process.env['SHELL']?.endsWith(shell));
  const [wanted = own ?? 'bash', ...more] = words;
  if (more.length === 0 && wanted === 'fish') return fishScript;
  if (more.length === 0 && (shells as readonly string[]).includes(wanted))
    return completionScript({ usage: '', options, examples, epilogue: '' }, wanted);
  throw new UserError(
    `There is no completion for "${words.join(' ')}".`,
    `Name one of ${shells.join(', ')}.`,
  );
}

const help = `slim-dockerfile completion [bash|zsh|fish]

Prints the script that makes a shell complete options, their values, transforms
and rules; without a name, for the shell in which you are:

  slim-dockerfile completion bash >> ~/.bashrc
  slim-dockerfile completion zsh >> ~/.zshrc
  slim-dockerfile completion fish > ~/.config/fish/completions/slim-dockerfile.fish`;

/** That of yargs takes the files away and does not tell where the word at the cursor begins. */
const fishScript = `# Installation: slim-dockerfile completion fish > ~/.config/fish/completions/slim-dockerfile.fish
complete -c slim-dockerfile -a '(set -l word (commandline -ct); slim-dockerfile --get-yargs-completions (commandline -opc) "$word")'`;

/**
 * What may stand in place of the last word; nothing where a path may, which the shell knows itself.
 *
 * @param words the words of the command line, that of the program first
 */
export async function completions(words: readonly string[]): Promise<readonly string[]> {
  const [command = '', ...more] = words.slice(1);
  const current = words.at(-1) ?? '';
  const before = words.at(-2) ?? '';
  const found = more.length === 0 && !current.startsWith('-') ? commands : [];
  const known = more.length === 0 ? options : await optionsOf(command);
  const values = before.startsWith('-') ? await valuesOf(optionNamed(before, known)) : undefined;
  const all = values ?? (current.startsWith('-') ? namesOf(known, words) : found);
  return all.filter((one) => one.startsWith(current));
}

type Known = Readonly<Record<string, Options>>;

async function optionsOf(command: string): Promise<Known> {
  if (command === 'verify') return (await import('./verify/options.js')).options;
  return command === 'repos' ? (await import('./repos/options.js')).options : options;
}

/** Options that are not given yet, or may be given again. */
function namesOf(known: Known, words: readonly string[]): string[] {
  const names = [...Object.keys(known), 'help', 'version'].map((name) => `--${name}`);
  const given = new Set(words.slice(0, -1));
  return names.filter((name) => !given.has(name) || known[name.slice(2)]?.array);
}

/** An option with its name; undefined where there is none or it takes no value. */
function optionNamed(
  word: string,
  known: Known,
): (Options & { readonly name: string }) | undefined {
  const found = Object.entries(known).find(
    ([name, { alias }]) => word === `--${name}` || word === `-${String(alias)}`,
  );
  if (!found || found[1].type === 'boolean') return undefined;
  return { ...found[1], name: found[0] };
}

/** The values of an option, none where only the user knows; undefined where none is due. */
async function valuesOf(
  option: (Options & { readonly name: string }) | undefined,
): Promise<readonly string[] | undefined> {
  if (!option) return undefined;
  if (option.choices) return option.choices.map(String);
  if (option.name === 'fail-on') return ['declined'];
  if (option.name === 'explain') return (await import('./explain.js')).ruleNames();
  if (option.name !== 'transform' && option.name !== 'skip') return [];
  return (await import('../../transforms/index.js')).transforms.map(({ name }) => name);
}
