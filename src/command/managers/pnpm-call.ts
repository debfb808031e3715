import { binCall, type Elsewhere, type ManagerCall, other, scriptCall } from './call.js';
import { afterOptions } from './options.js';
import { isPattern } from './workspace-filters.js';
import { isVariable } from '../variables.js';
import { wordSet } from '../../grouping.js';

/** Subcommands of pnpm: a script of that name is not what it would run. */
const ownCommands = wordSet(
  'add audit bin c cache config create dedupe deploy dlx doctor env fetch help i import info init install link list login logout ls outdated owner pack patch prune publish rebuild remove rm root server setup store test unlink up update version why',
);

/** What pnpm is asked to start: options count before the script's name, the rest is the script's. */
export function pnpmCall(all: readonly string[]): ManagerCall {
  const first = afterOptions('pnpm', all, placeOf);
  if ('kind' in first) return first;
  const [command = '', ...after] = first.words;
  const asked = command === 'run' || command === 'run-script' || command === 'exec';
  if (!asked && (command === '' || ownCommands.has(command))) return other('it starts no script');
  const second = asked ? afterOptions('pnpm', after, placeOf) : { words: first.words };
  if ('kind' in second) return second;
  if (first.where && second.where) return other('it names several places');
  const [name, ...args] = second.words;
  const where = first.where ?? second.where;
  const setting = where ? { where } : {};
  if (name === undefined || isVariable(name)) return other('it names no script');
  return command === 'exec' || name === 'node'
    ? binCall('pnpm', name, args, setting)
    : scriptCall('pnpm', name, args, setting);
}

function placeOf(word: string, next: string | undefined): Elsewhere | undefined {
  const [option = '', value = next ?? ''] = word.split(/=(.*)/s);
  if (word === '-w' || word === '--workspace-root') return { kind: 'root' };
  if (option === '-C' || option === '--dir' || option === '--prefix')
    return { kind: 'folder', path: value };
  if (word === '-r' || word === '--recursive') return { kind: 'each' };
  if (option !== '-F' && option !== '--filter') return undefined;
  return isPattern(value) ? { kind: 'filter', filter: value } : { kind: 'workspace', name: value };
}
