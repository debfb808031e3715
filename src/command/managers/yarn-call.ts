import { binCall, type Elsewhere, type ManagerCall, other, scriptCall } from './call.js';
import { afterOptions } from './options.js';
import { isVariable } from '../variables.js';
import { wordSet } from '../../grouping.js';

/** Subcommands of yarn, old and new: a script of that name is not what it would run. */
const ownCommands = wordSet(
  'add audit autoclean bin cache check config constraints create dedupe dlx explain generate-lock-entry global help import info init install licenses link list login logout npm outdated owner pack patch plugin policies publish rebuild remove search set stage tag team unlink unplug up upgrade upgrade-interactive version versions why workspaces',
);

/** What yarn is asked to start: what follows the script's name is the script's. */
export function yarnCall(all: readonly string[], inside?: Elsewhere): ManagerCall {
  const first = afterOptions('yarn', all, placeOf);
  if ('kind' in first) return first;
  const where = inside ?? first.where;
  const [command = '', ...after] = first.words;
  if (inside && first.where) return other('it names several places');
  if (command === 'workspace' && !where)
    return after.length < 2
      ? other('it names no script')
      : yarnCall(after.slice(1), { kind: 'workspace', name: after[0] as string });
  if (command === '' || command === 'workspace' || ownCommands.has(command))
    return other('it starts no script');
  const asked = command === 'run';
  const second = asked ? afterOptions('yarn', after, placeOf) : { words: first.words };
  if ('kind' in second) return second;
  if (second.where && where) return other('it names several places');
  return started(second.words, where ?? second.where);
}

function started(words: readonly string[], where: Elsewhere | undefined): ManagerCall {
  const [name, ...args] = words;
  const setting = where ? { where } : {};
  if (name === undefined || isVariable(name)) return other('it names no script');
  if (name === 'node') return binCall('yarn', 'node', args, setting);
  if (name !== 'exec') return scriptCall('yarn', name, args, setting);
  const [bin, ...rest] = args[0] === '--' ? args.slice(1) : args;
  // The old yarn takes options behind the program for itself, the new one passes them on.
  if (bin === undefined || bin.includes(' ') || (args[0] !== '--' && rest.some(isOption)))
    return other('"yarn exec" means different things by version');
  return binCall('yarn', bin, rest, setting);
}

function isOption(word: string): boolean {
  return word.startsWith('-') || isVariable(word);
}

/** `--cwd` and `--top-level`: where yarn is told to run. */
function placeOf(word: string, next: string | undefined): Elsewhere | undefined {
  const [option = '', value = next ?? ''] = word.split(/=(.*)/s);
  if (option === '--cwd') return { kind: 'folder', path: value };
  return word === '-T' || word === '--top-level' ? { kind: 'root' } : undefined;
}
