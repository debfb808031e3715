import { idleOption, npmOption } from '../../knowledge/npm/manager-options.js';
import {
  binCall,
  type Elsewhere,
  type ManagerCall,
  other,
  type OtherCall,
  type ScriptCall,
  type Setting,
  unknownOption,
} from './call.js';
import { isVariable } from '../variables.js';

const runWords = new Set(['run', 'run-script', 'rum', 'urn']);

/** Words of a command line by what npm makes of them. */
interface Sorted extends Setting {
  readonly words: readonly string[];
}

/**
 * What npm is asked to start. It takes every option before `--` for itself, known or not, wherever
 * it stands, and passes the other words on.
 */
export function npmCall(all: readonly string[]): ManagerCall {
  const end = all.indexOf('--');
  const own = sorted(end === -1 ? all : all.slice(0, end));
  if ('kind' in own) return own;
  const { words, ...setting } = own;
  const [command = '', ...before] = words;
  const passed = end === -1 ? before : [...before, ...all.slice(end + 1)];
  if (command === 'start') return npmScript('start', passed, setting);
  const [name, ...args] = passed;
  if (runWords.has(command))
    return name === undefined ? other('it names no script') : npmScript(name, args, setting);
  if (command === 'exec' || command === 'x')
    return name === undefined ? other('it names no program') : binCall('npm', name, args, setting);
  return other(/^(?:t|tst|test)$/.test(command) ? 'it runs tests' : 'it starts no script');
}

/** npm takes the first `--` itself, so that another one is the script's. */
function npmScript(script: string, args: readonly string[], setting: Setting): ScriptCall {
  return { kind: 'script', manager: 'npm', script, args, ...setting };
}

/** Takes the options out; one that decides what happens is read or given up. */
function sorted(all: readonly string[]): Sorted | OtherCall {
  const words: string[] = [];
  const places: Elsewhere[] = [];
  let production: Setting['production'];
  for (let at = 0; at < all.length; at += 1) {
    const word = all[at] as string;
    const read = optionAt(word, all[at + 1]);
    if (read === undefined) words.push(word);
    else if ('kind' in read) return read;
    else {
      if (read.where) places.push(read.where);
      production = read.production ?? production;
      at += read.took;
    }
  }
  const [where, second] = places;
  if (second) return other('it names several places');
  return { words, ...(where && { where }), ...(production && { production }) };
}

interface Read extends Setting {
  /** How many words after the option belong to it. */
  readonly took: number;
}

/** What an option says; undefined for a word that is none. */
function optionAt(word: string, next: string | undefined): Read | OtherCall | undefined {
  if (isVariable(word)) return other('a variable may stand for an option');
  if (!word.startsWith('-')) return undefined;
  const [option = '', value = next ?? ''] = word.split(/=(.*)/s);
  const took = word.includes('=') ? 0 : 1;
  if (option === '--prefix' || option === '-C')
    return { where: { kind: 'folder', path: value }, took };
  if (option === '--workspace' || option === '-w')
    return { where: { kind: 'workspace', name: value }, took };
  if (word === '--production' || word === '--production=true')
    return { production: 'production', took: 0 };
  if (option === '--omit' || option === '--only') {
    const leavesDev = option === '--omit' ? value === 'dev' : value.startsWith('prod');
    return { took, ...(leavesDev && { production: 'omit' as const }) };
  }
  const joined = /^-\w{2,}/.test(option) && !/^-d+$/.test(option);
  const kind = npmOption(word);
  if (joined || kind === 'decisive') return unknownOption(word);
  return { took: kind === 'valued' ? 1 : 0 };
}

/** What npx is asked to start: what follows the program is the program's, `--` included. */
export function npxCall(all: readonly string[]): ManagerCall {
  const at = all.findIndex((word) => idleOption('npx', word) === undefined);
  const [name, ...args] = at === -1 ? [] : all.slice(all[at] === '--' ? at + 1 : at);
  if (name === undefined) return other('it names no program');
  return name.startsWith('-') ? unknownOption(name) : binCall('npx', name, args);
}
