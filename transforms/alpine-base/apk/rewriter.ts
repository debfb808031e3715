import type { Edit, Span } from '../../../src/edits.js';
import type { PackageCommand } from '../../../src/packages/index.js';
import type { Command, Word } from '../../../src/shell/index.js';
import { isAptVariable } from './leftovers.js';

/** What happens to the words of a command, in offsets of its script. */
interface Rewording {
  readonly gone: readonly Span[];
  readonly written: readonly Edit[];
}

/** Writes a command in place of another's program and verb; its options go. */
export function rewordedAs(
  read: PackageCommand,
  text: string,
  others: readonly Word[] = [],
): Rewording {
  const { command, program, verb, options } = read;
  return {
    gone: [
      ...leading(command, program),
      ...(verb ? [verb] : []),
      ...options.flatMap(({ words }) => words),
      ...others,
    ],
    written: [{ ...spanOf(program), text }],
  };
}

/** Settings of apt in front of it: `DEBIAN_FRONTEND=noninteractive`, and `env` that is left with nothing. */
function leading({ assignments, words }: Command, program: Word): Span[] {
  const before = words.slice(0, words.indexOf(program));
  const settings = before.filter(({ text }) => isAptVariable(/^\w+(?==)/.exec(text)?.[0] ?? ''));
  const env = before[0]?.value === 'env' && settings.length === before.length - 1;
  return [...assignments.filter(({ name }) => isAptVariable(name)), ...(env ? before : settings)];
}

/** Puts `true` where a command has to stand and has nothing to do. */
export function idled({ assignments, words }: Command): Rewording {
  const [first, ...rest] = words;
  if (!first)
    return {
      gone: [],
      written: assignments.map((one) => ({ ...spanOf(one), text: 'true' })).slice(0, 1),
    };
  return { gone: [...assignments, ...rest], written: [{ ...spanOf(first), text: 'true' }] };
}

function spanOf({ start, end }: Span): Span {
  return { start, end };
}
