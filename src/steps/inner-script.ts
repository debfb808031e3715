import { posix } from 'node:path';
import { type Command, isShell, isShellScript, programOf } from '../shell/index.js';
import type { CommandSite } from './site.js';
import { valueIn } from './walk.js';

/** Shell text that a command runs. */
interface InnerScript {
  readonly text: string;
  /** Where it lies in the image; absent for the text behind `sh -c`. */
  readonly path?: string;
}

/** What a command hands to a shell: the text behind `sh -c`, or a shell script of the project (handbook B32). */
export function innerScript(command: Command, site: CommandSite): InnerScript | undefined {
  const [name = '', ...args] = command.words.map((word) => valueIn(site, word) ?? '');
  const byShell = isShell(programOf(command));
  const inline = byShell && /^-\w*c$/.test(args[0] ?? '') ? command.words[2]?.value : undefined;
  if (inline !== undefined) return { text: inline };
  return scriptAt(byShell ? args.find((word) => !word.startsWith('-')) : name, site);
}

/** What is known around the commands of such a text. */
export function siteWithin<Site extends CommandSite>({ path }: InnerScript, site: Site): Site {
  return path === undefined ? site : { ...site, script: path };
}

/** A shell script of the project. */
function scriptAt(name: string | undefined, site: CommandSite): InnerScript | undefined {
  const [folder] = site.folders;
  if (name === undefined || folder === undefined || (!name.includes('/') && !name.endsWith('.sh')))
    return undefined;
  const path = posix.resolve(folder, name);
  const text = site.textOf(path);
  return text !== undefined && isShellScript(text) && /^(?!\s*(?:#|$))/m.test(text)
    ? { text, path }
    : undefined;
}
