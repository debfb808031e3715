import { isVariable } from '../variables.js';
import { binCall, type Elsewhere, type ManagerCall, other, scriptCall } from './call.js';
import { afterOptions } from './options.js';

/** What bun is asked to start; a file it would run itself. */
export function bunCall(all: readonly string[]): ManagerCall {
  const first = afterOptions('bun', all, placeOf);
  if ('kind' in first) return first;
  const asked = first.words[0] === 'run';
  const second = asked ? afterOptions('bun', first.words.slice(1), placeOf) : first;
  if ('kind' in second) return second;
  if (asked && first.where && second !== first && second.where)
    return other('it names several places');
  const [name = '', ...args] = second.words;
  const where = second.where ?? first.where;
  if (name === '' || isVariable(name)) return other('it names no script');
  if (name === 'x' && !asked)
    return args[0] === undefined || args[0].startsWith('-')
      ? other('it names no program')
      : binCall('npx', args[0], args.slice(1));
  if (/[./]/.test(name) || (!asked && /^(?:add|build|create|i|init|install|test)$/.test(name)))
    return other(`"bun ${name}" is run by bun itself`);
  return scriptCall('bun', name, args, where ? { where } : {});
}

/** Patterns of a filter, and bun's reading of them, are left alone. */
function placeOf(word: string, next: string | undefined): Elsewhere | undefined {
  const [option = '', value = next ?? ''] = word.split(/=(.*)/s);
  if (option === '--cwd') return { kind: 'folder', path: value };
  return /^(?:--filter|-F)$/.test(option) && /^(?:@[\w.-]+\/)?[\w.-]+$/.test(value)
    ? { kind: 'workspace', name: value }
    : undefined;
}
