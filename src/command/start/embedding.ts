import type { Operator } from '../../shell/index.js';
import { asList, type Known, type List, listScript, plainText } from './resolved.js';

/** What stands around a command in the list that it is part of. */
interface Neighbours {
  readonly before: Operator | undefined;
  readonly after: Operator | undefined;
}

/**
 * The text of a resolved command that takes the place of a call inside a list. Where the commands
 * around it would read it apart, it stands in a subshell, as npm started one.
 */
export function embedded(command: Known, { before, after }: Neighbours): string {
  if (command.kind === 'argv' && command.folder === undefined) return plainText(command);
  const list = asList(command);
  const text = plainText(list);
  if (list.joined === 'single') return text;
  const flat =
    command.folder === undefined &&
    list.joined === '&&' &&
    !/^(?:\|\||\||&)$/.test(before ?? '') &&
    !/^(?:\||&)$/.test(after ?? '');
  return flat ? text : `(${text})`;
}

/**
 * Puts a resolved command at the end of a list, where the shell has nothing else to do afterwards:
 * braces will do where `&&` in front would read it apart.
 */
export function ended(
  head: string,
  before: Operator | undefined,
  command: Known,
): List | undefined {
  const list = asList(command);
  if (before === '|') return undefined;
  const joined = head === '' ? list.joined : joinOf(before, list.joined);
  const apart = list.joined === 'otherwise' && (before === '&&' || before === '||');
  const several = list.joined === '&&' && before === '||';
  if (!apart && !several) return { ...list, head: `${head}${list.head}`, joined };
  return {
    kind: 'list',
    head,
    assigned: '',
    // In braces the last command can't be taken apart any more, so it replaces the shell at once.
    last: `{ ${listScript(list)}; }`,
    joined: 'otherwise',
  };
}

function joinOf(before: Operator | undefined, inner: List['joined']): List['joined'] {
  return before === '&&' && inner !== 'otherwise' ? '&&' : 'otherwise';
}
