import { posix } from 'node:path';
import type { Command } from '../shell/index.js';
import { type CommandSite, valueIn } from './site.js';

/** Where the commands of a RUN run, one after another; `cd` counts for those behind it. */
export class Whereabouts<Site extends CommandSite> {
  #subshell: number | undefined;
  /** What is in force again behind the subshell. */
  #outside: Site;

  constructor(private site: Site) {
    this.#outside = site;
  }

  /** Where a command runs; a `cd` in parentheses ends with them. */
  at({ subshell }: Command): Site {
    if (subshell === this.#subshell) return this.site;
    if (this.#subshell !== undefined) this.site = this.#outside;
    this.#outside = this.site;
    this.#subshell = subshell;
    return this.site;
  }

  /** Goes on behind a `cd`; false when it is not known where to. */
  follow(command: Command): boolean {
    const there = afterCd(command, this.at(command));
    this.site = there ?? this.site;
    return there !== undefined;
  }
}

/** Where the next command runs; undefined when that is not known. A `cd` in a group or behind `||` counts for some commands only. */
function afterCd<Site extends CommandSite>(command: Command, site: Site): Site | undefined {
  const [, word, more] = command.words;
  const path = word && (valueIn(site, word) ?? besideScript(word.text, site));
  if (path === undefined || more !== undefined || /^[~$-]/.test(path)) return undefined;
  const there = site.folders.map((folder) => posix.resolve(folder, path));
  const sure =
    command.subshell !== undefined ||
    (!command.nested && command.operator !== '||' && command.operator !== '|');
  return { ...site, folders: [...new Set(sure ? there : [...there, ...site.folders])] };
}

const ofScript =
  /^"?\$\(dirname (?:-- )?"?\$(?:0|\{0\}|BASH_SOURCE|\{BASH_SOURCE(?:\[0\])?\})"?\)"?((?:\/[\w.-]+)*)\/?"?$/;

/** `cd "$(dirname "$0")/.."`: from where the script lies. */
function besideScript(text: string, { script }: CommandSite): string | undefined {
  const below = ofScript.exec(text)?.[1];
  return script === undefined || below === undefined
    ? undefined
    : posix.join(posix.dirname(script), below);
}
