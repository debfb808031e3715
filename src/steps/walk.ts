import { posix } from 'node:path';
import { type Environment, finalEnvironment, Scope, type Stage } from '../dockerfile/index.js';
import { type Command, programOf, valueWith, type Word } from '../shell/index.js';

/** Where a command runs, and with which variables. */
export interface Place {
  /** The folders in which it may run: several where a `cd` may or may not count, none where that is not known. */
  readonly folders: readonly string[];
  readonly environment: Environment;
  /** The shell script in which the command stands, absolute in the image. */
  readonly script?: string;
}

/** Where the commands of a text begin that runs in a folder, as far as it is known. */
export function placeIn(folder: string | undefined, environment: Environment): Place {
  return { folders: folder === undefined ? [] : [folder], environment };
}

/** Where what a container starts begins: build arguments are gone. */
export function placeAtStart(stage: Stage): Place {
  const environment = finalEnvironment(stage);
  const variables = environment.scope.env();
  const scope = Scope.of((name) => variables.get(name));
  return placeIn(environment.workdir, { ...environment, scope });
}

/** Where a text begins of which nobody knows the variables. */
export function placeWithoutVariables(folder: string): Place {
  return placeIn(folder, { scope: Scope.of(() => undefined) });
}

/** The folder in which a command runs for sure. */
export function folderAt({ folders: [folder, other] }: Place): string | undefined {
  return other === undefined ? folder : undefined;
}

/** What a shell makes of a word by the values that ENV sets; undefined when that is not known. */
export function valueIn({ environment }: Place, word: Word): string | undefined {
  return valueWith(word, environment);
}

/** What is known inside a group, a branch, a loop or a substitution; the text itself is one without a block. */
interface Frame<Here> {
  readonly block?: Block;
  readonly place: Here;
  /** Whether a `cd` of its own stands in front. */
  readonly moved: boolean;
}
type Block = NonNullable<Command['blocks']>[number];

/**
 * Follows the commands of a text one after another: `cd` counts for those behind it, in parentheses and
 * substitutions until these end, and perhaps where a condition decides. A variable that a command sets is
 * no longer the one that ENV sets.
 */
export class Walk<Here extends Place> {
  readonly #frames: Frame<Here>[];

  constructor(start: Here) {
    this.#frames = [{ place: start, moved: false }];
  }

  /** Where a command runs, which goes on behind the one that was asked for before. */
  next(command: Command): Here {
    this.#goInto(command.blocks ?? []);
    const { place, moved } = this.#frame;
    const there = behind(command, place, moved);
    if (there !== place) this.#stand(there, moved || programOf(command) === 'cd');
    return place;
  }

  /** Where the next command runs that stands beside the last one. */
  get place(): Here {
    return this.#frame.place;
  }

  get #frame(): Frame<Here> {
    return this.#frames.at(-1) as Frame<Here>;
  }

  #goInto(blocks: readonly Block[]): void {
    const depth = blocks.findIndex((block, index) => this.#frames[index + 1]?.block !== block);
    const kept = (depth === -1 ? blocks.length : depth) + 1;
    while (this.#frames.length > kept) this.#leave();
    for (const block of blocks.slice(kept - 1)) {
      const names = block.sets === undefined ? [] : [block.sets];
      this.#frames.push({ block, place: withUnknown(this.place, names), moved: false });
    }
  }

  /** Whether a branch ran, or how often a loop did, is not known; a shell of its own takes its folder along. */
  #leave(): void {
    const inner = this.#frames.pop();
    if (!inner || inner.block?.own) return;
    const folders = either(this.place.folders, inner.place.folders);
    this.#stand({ ...inner.place, folders }, this.#frame.moved || inner.moved);
  }

  #stand(place: Here, moved: boolean): void {
    const { block } = this.#frame;
    this.#frames.splice(-1, 1, { ...(block && { block }), place, moved });
  }
}

/** The commands of a text, each with where it runs. */
export function walked<Here extends Place>(
  commands: readonly Command[],
  start: Here,
): readonly (readonly [Command, Here])[] {
  const walk = new Walk(start);
  return commands.map((command) => [command, walk.next(command)]);
}

/** Where the next command runs. */
function behind<Here extends Place>(command: Command, here: Here, moved: boolean): Here {
  if (programOf(command) !== 'cd') return withUnknown(here, namesSet(command));
  // A pipeline runs it in a shell of its own.
  if (command.operator === '|') return here;
  // From where it goes that a `cd` before it did not reach, nobody follows.
  const there = command.operator === '||' && moved ? [] : targetsOf(command, here);
  return { ...here, folders: isSure(command) ? there : either(there, here.folders) };
}

/** Whether a command runs as long as all goes well. */
function isSure({ blocks, operator }: Command): boolean {
  return blocks?.at(-1)?.inTurn ?? operator !== '||';
}

function either(some: readonly string[], others: readonly string[]): readonly string[] {
  return some.length === 0 || others.length === 0 ? [] : [...new Set([...some, ...others])];
}

/** Where `cd` leads; nowhere that is known where a variable or the home folder decides. */
function targetsOf({ words }: Command, here: Place): readonly string[] {
  const [word, more] = words.slice(1).filter(({ text }) => !/^(?:-[LP]|--)$/.test(text));
  const path = word && (valueIn(here, word) ?? besideScript(word.text, here));
  if (path === undefined || more !== undefined || /^[~$-]/.test(path)) return [];
  return posix.isAbsolute(path)
    ? [posix.resolve(path)]
    : [...new Set(here.folders.map((folder) => posix.resolve(folder, path)))];
}

const ofScript =
  /^"?\$\(dirname (?:-- )?"?\$(?:0|\{0\}|BASH_SOURCE|\{BASH_SOURCE(?:\[0\])?\})"?\)"?((?:\/[\w.-]+)*)\/?"?$/;

/** `cd "$(dirname "$0")/.."`: from where the script lies. */
function besideScript(text: string, { script }: Place): string | undefined {
  const below = ofScript.exec(text)?.[1];
  return script === undefined || below === undefined
    ? undefined
    : posix.join(posix.dirname(script), below);
}

/** The variables that a command sets for those behind it. */
function namesSet({ words: [program, ...args], assignments }: Command): readonly string[] {
  if (!program) return assignments.map(({ name }) => name);
  const named = /^(?:declare|export|getopts|local|read|readonly|typeset|unset)$/;
  return named.test(program.value ?? '')
    ? args.flatMap(({ text }) => /^(\w+)(?:\+?=|$)/.exec(text)?.[1] ?? [])
    : [];
}

/** `export NAME` alone sets nothing, but costs no more than what is known of it. */
function withUnknown<Here extends Place>(place: Here, names: readonly string[]): Here {
  const { environment } = place;
  const known = names.filter((name) => typeof environment.scope.variable(name) === 'string');
  if (known.length === 0) return place;
  const values = new Map(known.map((name) => [name, undefined]));
  return {
    ...place,
    environment: { ...environment, scope: environment.scope.with(values, false) },
  };
}
