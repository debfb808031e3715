import { type Command, quoteWord, type Word } from '../../shell/index.js';
import { asList, type Known, type Resolved, unresolved } from './resolved.js';
import { isVariable, markedIndex, spelledOut, variableMark } from '../variables.js';

/** The words of a command: what only a shell can tell is marked. */
export function markedWords(words: readonly Word[]): string[] {
  return words.map(({ value, pattern }, index) =>
    value === undefined || pattern ? variableMark(index) : value,
  );
}

/** Arguments as a shell reads them: those of the shell as they are written, the others quoted. */
export function shellWords(args: readonly string[], words: readonly Word[]): string[] {
  return args.map((arg) =>
    isVariable(arg) ? (words[markedIndex(arg)]?.text ?? '') : quoteWord(arg),
  );
}

/**
 * A resolved command in the place of the one of a list that it comes from: each word as it was
 * written where it still stands, assignments and redirections around them.
 *
 * @param text the script that the command is part of
 */
export function asCommand(resolved: Resolved, command: Command, text: string): Resolved {
  const replaced = command.words[0]?.value === 'exec' && command.words.length > 1;
  const words = replaced ? command.words.slice(1) : command.words;
  if (resolved.kind === 'unresolved')
    return { ...resolved, because: spelledOut(resolved.because, words) };
  const { assignments, redirected } = command;
  const what = `"${text.slice(command.start, command.end)}"`;
  if (resolved.kind === 'list') {
    if (redirected || replaced)
      return unresolved('script', `${what} stands for a script of several commands.`);
    const settings = assignments.map(({ name, value }) => `${name}=${value ?? '$'}`);
    return settings.some((one) => one.endsWith('=$'))
      ? unresolved('script', `${what} sets variables for a script of several commands.`)
      : withSettings(settings, resolved);
  }
  const [first] = words;
  const last = words.at(-1);
  if (!first || !last || !areTogether(words, text))
    return unresolved('script', `${what} redirects its output between its words.`);
  return {
    kind: 'list',
    head: '',
    assigned: text.slice(command.start, command.words[0]?.start),
    last:
      (replaced ? 'exec ' : '') +
      wordTexts(resolved.argv, words).join(' ') +
      text.slice(last.end, command.end),
    joined: 'single',
    notes: resolved.notes,
    ...(resolved.folder !== undefined && { folder: resolved.folder }),
  };
}

function areTogether(words: readonly Word[], text: string): boolean {
  return words.every(
    ({ start }, index) => index === 0 || /^\s*$/.test(text.slice(words[index - 1]?.end, start)),
  );
}

function wordTexts(argv: readonly string[], words: readonly Word[]): string[] {
  let next = 0;
  return argv.map((item) => {
    const at = isVariable(item)
      ? markedIndex(item)
      : words.findIndex((word, index) => index >= next && word.value === item && !word.pattern);
    const word = words[at];
    if (!word) return quoteWord(item);
    next = at + 1;
    return word.text;
  });
}

/** A command with variables set for it: `env` passes them on; a list exports them (handbook E22). */
export function withSettings(settings: readonly string[], inner: Resolved): Resolved {
  if (inner.kind === 'unresolved' || settings.length === 0) return inner;
  if (inner.kind === 'argv') {
    const rest = inner.argv[0] === 'env' ? inner.argv.slice(1) : inner.argv;
    const own = new Set(
      rest
        .slice(
          0,
          rest.findIndex((word) => !isSetting(word)),
        )
        .map(nameOf),
    );
    const needed = settings.filter((one) => !own.has(nameOf(one)));
    return { ...inner, argv: ['env', ...needed, ...rest] };
  }
  return { ...exported(settings, inner), notes: inner.notes };
}

function exported(settings: readonly string[], inner: Known): Known {
  const list = asList(inner);
  const names = settings.map(
    (one) => `${nameOf(one)}=${quoteWord(one.slice(nameOf(one).length + 1))}`,
  );
  return {
    ...list,
    head: `export ${names.join(' ')} && ${list.head}`,
    joined: 'otherwise',
    notes: inner.notes,
  };
}

function isSetting(word: string): boolean {
  return /^[A-Za-z_]\w*=/.test(word);
}

function nameOf(setting: string): string {
  return setting.slice(0, setting.indexOf('='));
}
