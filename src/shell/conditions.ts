import { programOf } from './command-words.js';
import type { Command } from './command.js';

/** What decides whether a command of a RUN is run at all. */
export type Condition =
  /** Nothing: it is run, or the build fails. */
  | 'none'
  /** Whether a program is there: `which curl || apt-get install -y curl`. */
  | 'presence'
  /** Something else, such as a build argument. */
  | 'other';

const asking = /^(?:which|command|type|hash)$/;
const testing = /^(?:\[|\[\[|test|grep|getent|false)$/;

/**
 * What a command of a RUN depends on. Blocks count as conditions, whatever they are, and so does
 * the background: the build goes on, and ends, without waiting.
 *
 * @param all the commands of the script, in the order of the text
 */
export function conditionOf(command: Command, all: readonly Command[]): Condition {
  if (command.nested) return startsWithQuestion(all) ? 'presence' : 'other';
  const before = all.slice(0, all.indexOf(command)).filter(({ nested }) => !nested);
  let { operator } = command;
  for (const one of before.toReversed()) {
    if (operator !== '&&' && operator !== '||' && operator !== '|') break;
    const program = programOf(one) ?? '';
    if (operator === '||') return asking.test(program) ? 'presence' : 'other';
    if (asking.test(program) || testing.test(program)) return 'other';
    operator = one.operator;
  }
  return 'none';
}

/** `which curl || (apt-get update && apt-get install -y curl)`. */
function startsWithQuestion([first, second]: readonly Command[]): boolean {
  return first !== undefined && asking.test(programOf(first) ?? '') && second?.nested === true;
}
