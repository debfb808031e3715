import { scriptLine } from '../../project/index.js';
import { type Command, parseScript, type Word } from '../../shell/index.js';
import type { BinCall, ManagerCall, ScriptCall } from '../managers/call.js';
import { asCommand, markedWords, shellWords, withSettings } from './commands-in-list.js';
import { chained, prefixed, vectorOf } from './combining.js';
import { resolveList } from './lists.js';
import { fetchedManager, startCall } from '../managers/manager-call.js';
import { mentionsManager } from '../managers/managers.js';
import { prefixOf } from '../prefixes.js';
import { isPlain, isStatic } from './oddities.js';
import { Programs } from './programs.js';
import { argv, type Resolved, type Unresolved, unresolved } from './resolved.js';
import { runnerText } from '../managers/script-runners.js';
import type { ScriptRules } from './script-rules.js';
import type { Site } from './sites.js';
import { isVariable } from '../variables.js';
import { withoutCrossEnv } from './wrappers.js';

/** Scripts that call scripts: deeper than this, nobody meant it (handbook E25). */
const deepest = 5;

/** What a resolver must know beside package.json. */
interface Circumstances {
  readonly globals: ReadonlySet<string>;
  readonly rules: (site: Site, call: ScriptCall) => ScriptRules | Unresolved;
  /** The place whose scripts are run from a folder. */
  readonly at: (folder: string) => Site | Unresolved;
  /** The place that the options of a call name. */
  readonly moved: (site: Site, call: ScriptCall | BinCall) => Site | Unresolved;
  /** The text of a file, by its path as a command writes it. */
  readonly read: (path: string, site: Site) => string | undefined;
}

/** Resolves calls of a package manager to what they run in the end. */
export class StartResolver {
  readonly #programs: Programs;
  #depth = 0;

  constructor(readonly circumstances: Circumstances) {
    this.#programs = new Programs({
      globals: circumstances.globals,
      read: circumstances.read,
      resolve: (words, site) => this.resolve(words, site),
    });
  }

  /**
   * Resolves an argument vector.
   *
   * @param texts the words as a shell reads them, where one does
   */
  resolve(words: readonly string[], site: Site, texts: readonly Word[] = []): Resolved {
    const { settings, rest } = withoutCrossEnv(words);
    if (rest[0] === undefined || isVariable(rest[0]))
      return unresolved('script', 'A variable names the program that it starts.');
    const call = startCall(rest);
    const inner = call ? this.#call(call, rest, site, texts) : this.#programs.direct(rest, site);
    return withSettings(settings, inner);
  }

  #call(call: ManagerCall, words: readonly string[], site: Site, texts: readonly Word[]): Resolved {
    if (call.kind === 'other')
      return unresolved('script', `"${shown(words, texts)}" can't be resolved: ${call.why}.`);
    const place = this.#placeOf(call, site);
    if ('kind' in place) return place;
    const inner =
      call.kind === 'bin' ? this.#bin(call, place, texts) : this.#script(call, place, texts);
    const folder = call.kind === 'bin' ? place.folder : place.application.folder;
    if (inner.kind === 'unresolved' || inner.folder !== undefined || folder === site.folder)
      return inner;
    return { ...inner, folder };
  }

  /** Scripts are looked up from the folder of the call, programs for the folder that npx is in. */
  #placeOf(call: ScriptCall | BinCall, site: Site): Site | Unresolved {
    const own = site.folder === site.application.folder;
    const here = own ? site : this.circumstances.at(site.folder);
    if ('kind' in here) return here;
    const place = this.circumstances.moved(here, call);
    return 'kind' in place ? place : (place.missing ?? place);
  }

  /** `npx cross-env A=b node x` asks for no more than `cross-env` does. */
  #bin({ bin, args, manager }: BinCall, site: Site, texts: readonly Word[]): Resolved {
    const words = [bin, ...args];
    const fetched = manager === 'npx' ? fetchedManager(words) : undefined;
    if (fetched) return this.#call(fetched, words, site, texts);
    return bin === 'cross-env' ? this.resolve(words, site) : this.#programs.bin(words, site);
  }

  #script(call: ScriptCall, from: Site, texts: readonly Word[]): Resolved {
    const site = { ...from, folder: from.application.folder };
    const { manifest } = site.application;
    const body = manifest.scripts.get(call.script) ?? serverOf(call, site);
    // yarn and pnpm look for a program of that name then.
    const bin =
      body === undefined && call.manager !== 'npm'
        ? this.#programs.bin([call.script, ...call.args], site)
        : undefined;
    if (bin && !(bin.kind === 'unresolved' && call.script === 'start')) return bin;
    if (body === undefined)
      return unresolved('script', `${manifest.path} has no script "${call.script}".`);
    const rules = this.circumstances.rules(site, call);
    if ('kind' in rules) return rules;
    const args = argumentsOf(call, rules, texts);
    const place = `${manifest.path}:${scriptLine(manifest, call.script)}`;
    if (typeof args === 'string') return unresolved('script', `${place}: ${args}`);
    if (this.#depth >= deepest)
      return unresolved('script', `${place}: the scripts call each other without end.`);
    this.#depth += 1;
    const found = this.#hooked(call, [body, ...args].join(' '), site, rules);
    this.#depth -= 1;
    return withSettings(rules.variables, found);
  }

  /** A script with those that run before and after it by their names (handbook E26). */
  #hooked(call: ScriptCall, text: string, site: Site, rules: ScriptRules): Resolved {
    const { manifest } = site.application;
    const name = call.script;
    const named = (script: string) => ({ ...call, script });
    const [before, after] = [`pre${name}`, `post${name}`].map((one) => manifest.scripts.get(one));
    const place = `${manifest.path}:${scriptLine(manifest, name)}`;
    if (rules.hooks === undefined && (before ?? after) !== undefined)
      return unresolved(
        'script',
        `${place}: whether "${before === undefined ? 'post' : 'pre'}${name}" runs depends on the version of pnpm.`,
      );
    const main = this.#body(text, site, rules, call);
    if (rules.hooks !== true || main.kind === 'unresolved') return main;
    const first =
      before === undefined ? undefined : this.#body(before, site, rules, named(`pre${name}`));
    if (first?.kind === 'unresolved') return first;
    const both = first ? chained(first, main) : main;
    const note = `"post${name}" (${after}) no longer runs after the program ends.`;
    return after === undefined ? both : { ...both, notes: [...both.notes, note] };
  }

  /** The text of a script, under the shell that the package manager starts. */
  #body(text: string, site: Site, rules: ScriptRules, call: ScriptCall): Resolved {
    const { manifest } = site.application;
    const where = `${manifest.path}:${scriptLine(manifest, call.script)}: `;
    const commands = parseScript(text)?.commands;
    if (rules.shell === undefined && commands && !isPlain(commands))
      return unresolved('script', `${where}"${text}" is read by the shell that yarn brings.`);
    const found = this.text(runnerText(call, text, manifest) ?? text, site, where);
    const plain = (rules.shell ?? 'sh') === 'sh' || found.kind !== 'list';
    return plain ? found : vectorOf(found, rules.shell ?? 'sh');
  }

  /** Resolves the text of a script or of a command in shell form. */
  text(text: string, site: Site, where = ''): Resolved {
    const commands = parseScript(text)?.commands;
    if (!commands || commands.length === 0)
      return unresolved('script', `${where}"${text}" is no plain shell command.`);
    const [only] = commands;
    const part = (command: Command, place: Site) => this.#part(text, command, place, where);
    return commands.length === 1 && only && isStatic(only) && isAlone(only, text)
      ? located(this.#simple(only, site, where), where)
      : resolveList(text, commands, site, part, where);
  }

  /** One command without variables: an argument vector will do. */
  #simple(command: Command, site: Site, where: string): Resolved {
    const settings = command.assignments.map(({ name, value = '' }) => `${name}=${value}`);
    return withSettings(settings, this.#command(programWords(command), site, where));
  }

  /** A command; the Dockerfile's own may stand behind an init or another program that starts it. */
  #command(words: readonly Word[], site: Site, where: string): Resolved {
    const marked = markedWords(words);
    const prefix = where === '' ? prefixOf(marked) : [];
    if (prefix.length === 0) return this.resolve(marked, site, words);
    return prefixed(
      this.resolve(marked.slice(prefix.length), site, words),
      prefix,
      shellWords(prefix, words),
    );
  }

  /** One command of a list: what the shell reads stays as it is, the program becomes a path. */
  #part(text: string, command: Command, site: Site, where: string): Resolved {
    // What the Dockerfile itself names is found without npm today.
    if (where === '' && !mentionsManager(text.slice(command.start, command.end)))
      return asCommand(argv(markedWords(programWords(command))), command, text);
    const words = programWords(command);
    const found = located(this.#command(words, site, where), where);
    return asCommand(found, command, text);
  }
}

/** Whether a text is one program with its arguments and nothing else: no `&`, no group, no comment. */
function isAlone({ start, end, words }: Command, text: string): boolean {
  return text.trim() === text.slice(start, end) && words.length > 0 && words[0]?.value !== 'eval';
}

function programWords({ words }: Command): readonly Word[] {
  return words[0]?.value === 'exec' && words.length > 1 ? words.slice(1) : words;
}

/** What npm does for `npm start` where nobody wrote a script (handbook E02). */
function serverOf({ script, manager }: ScriptCall, site: Site): string | undefined {
  const there = script === 'start' && manager === 'npm' && site.has('server.js');
  return there ? 'node server.js' : undefined;
}

/** The arguments as shell text, or half a sentence why they can't be passed on. */
function argumentsOf(
  { manager, args, dashes }: ScriptCall,
  rules: ScriptRules,
  texts: readonly Word[],
): readonly string[] | string {
  if (dashes && rules.dashes === undefined)
    return `whether "--" reaches the script depends on the version of ${manager}.`;
  if (rules.expands && args.some((arg) => /[$`\\"]/.test(arg)))
    return `the version of ${manager} decides what the shell makes of "${args.join(' ')}".`;
  return shellWords(dashes && rules.dashes ? ['--', ...args] : args, texts);
}

/** Names the script in the message of a command of it. */
function located(found: Resolved, where: string): Resolved {
  return found.kind === 'unresolved' && !/^[\w./-]+:\d/.test(found.because)
    ? { ...found, because: `${where}${found.because}` }
    : found;
}

function shown(words: readonly string[], texts: readonly Word[]): string {
  return shellWords(words, texts).join(' ');
}
