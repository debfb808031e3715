import { idleOption } from '../../knowledge/npm/manager-options.js';
import {
  binCall,
  type Elsewhere,
  type ManagerCall,
  other,
  type OtherCall,
  type Rest,
  scriptCall,
  unknownOption,
} from './call.js';
import { isVariable } from '../start/variables.js';

/** Subcommands of yarn, old and new: a script of that name is not what it would run. */
const ownCommands = new Set(
  'add audit autoclean bin cache check config constraints create dedupe dlx explain generate-lock-entry global help import info init install licenses link list login logout npm outdated owner pack patch plugin policies publish rebuild remove search set stage tag team unlink unplug up upgrade upgrade-interactive version versions why workspaces'.split(
    ' ',
  ),
);

/** What yarn is asked to start: what follows the script's name is the script's. */
export function yarnCall(all: readonly string[], inside?: Elsewhere): ManagerCall {
  const first = afterOptions('yarn', all);
  if ('kind' in first) return first;
  const where = inside ?? first.where;
  const [command = '', ...after] = first.words;
  if (inside && first.where) return other('yarn', 'it names several places');
  if (command === 'workspace' && !where)
    return after.length < 2
      ? other('yarn', 'it names no script')
      : yarnCall(after.slice(1), { kind: 'workspace', name: after[0] as string });
  if (command === '' || command === 'workspace' || ownCommands.has(command))
    return other('yarn', `"${`yarn ${command}`.trim()}" starts no script`);
  const asked = command === 'run';
  const second = asked ? afterOptions('yarn', after) : { words: first.words };
  if ('kind' in second) return second;
  if (second.where && where) return other('yarn', 'it names several places');
  return started(second.words, where ?? second.where);
}

function started(words: readonly string[], where: Elsewhere | undefined): ManagerCall {
  const [name, ...args] = words;
  const setting = where ? { where } : {};
  if (name === undefined || isVariable(name)) return other('yarn', 'it names no script');
  if (name === 'node') return binCall('yarn', 'node', args, setting);
  if (name !== 'exec') return scriptCall('yarn', name, args, setting);
  const [bin, ...rest] = args[0] === '--' ? args.slice(1) : args;
  // The old yarn takes options behind the program for itself, the new one passes them on.
  if (bin === undefined || bin.includes(' ') || (args[0] !== '--' && rest.some(isOption)))
    return other('yarn', '"yarn exec" means different things by version');
  return binCall('yarn', bin, rest, setting);
}

function isOption(word: string): boolean {
  return word.startsWith('-') || isVariable(word);
}

/** What bun is asked to start; a file it would run itself. */
export function bunCall(all: readonly string[]): ManagerCall {
  const first = afterOptions('bun', all);
  if ('kind' in first) return first;
  const asked = first.words[0] === 'run';
  const second = asked ? afterOptions('bun', first.words.slice(1)) : first;
  if ('kind' in second) return second;
  if (asked && first.where && second !== first && second.where)
    return other('bun', 'it names several places');
  const [name = '', ...args] = second.words;
  const where = second.where ?? first.where;
  if (name === '' || isVariable(name)) return other('bun', 'it names no script');
  if (name === 'x' && !asked)
    return args[0] === undefined || args[0].startsWith('-')
      ? other('bun', 'it names no program')
      : binCall('npx', args[0], args.slice(1));
  if (/[./]/.test(name) || (!asked && /^(?:add|build|create|i|init|install|test)$/.test(name)))
    return other('bun', `"bun ${name}" is run by bun itself`);
  return scriptCall('bun', name, args, where ? { where } : {});
}

function afterOptions(manager: 'yarn' | 'bun', words: readonly string[]): Rest | OtherCall {
  let where: Elsewhere | undefined;
  let at = 0;
  for (; at < words.length; at += 1) {
    const word = words[at] as string;
    if (!word.startsWith('-')) break;
    if (idleOption(manager, word) !== undefined) continue;
    const place = placeOf(manager, word, words[at + 1]);
    if (!place || where) return unknownOption(manager, word);
    where = place;
    if (place.kind !== 'root' && !word.includes('=')) at += 1;
  }
  return { words: words.slice(at), ...(where && { where }) };
}

function placeOf(
  manager: 'yarn' | 'bun',
  word: string,
  next: string | undefined,
): Elsewhere | undefined {
  const [option = '', value = next ?? ''] = word.split(/=(.*)/s);
  if (option === '--cwd') return { kind: 'folder', path: value };
  // Patterns, and bun's reading of them, are left alone.
  if (
    manager === 'bun' &&
    /^(?:--filter|-F)$/.test(option) &&
    /^(?:@[\w.-]+\/)?[\w.-]+$/.test(value)
  )
    return { kind: 'workspace', name: value };
  return manager === 'yarn' && (word === '-T' || word === '--top-level')
    ? { kind: 'root' }
    : undefined;
}
