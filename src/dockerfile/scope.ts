import type { Lookup } from './expand.js';

/** One ENV or ARG of a name. */
interface Setting {
  readonly version: number;
  /** Undefined when it is not known. */
  readonly value: string | undefined;
  /** Whether the image keeps the variable (ENV) or the build alone sees it (ARG). */
  readonly keeps: boolean;
}

/** All settings of a line of instructions, by name, the newest last; it only ever grows. */
class History {
  readonly settings = new Map<string, Setting[]>();
  version = 0;

  constructor(
    readonly base: Lookup,
    /** Where this history branched off another one. */
    readonly before?: Scope,
  ) {}
}

/**
 * The variables in force at an instruction: a version of a history, so that thousands of ENV lines
 * cost neither a copy each nor a walk through all of them.
 */
export class Scope {
  readonly #history: History;
  readonly #version: number;

  private constructor(history: History) {
    this.#history = history;
    this.#version = history.version;
  }

  /** @param base what the base image sets */
  static of(base: Lookup): Scope {
    return new Scope(new History(base));
  }

  /** The scope after an ENV (`keeps`) or an ARG. */
  with(values: ReadonlyMap<string, string | undefined>, keeps: boolean): Scope {
    const newest = this.#version === this.#history.version;
    const history = newest ? this.#history : new History(this.#history.base, this);
    history.version += 1;
    for (const [name, value] of values) {
      const setting = { version: history.version, value, keeps };
      const earlier = history.settings.get(name);
      if (earlier) earlier.push(setting);
      else history.settings.set(name, [setting]);
    }
    return new Scope(history);
  }

  /** A scope in which nothing is known any more. */
  blurred(): Scope {
    return Scope.of(() => undefined);
  }

  /** The value of a variable: undefined when not known, null when unset. */
  readonly variable: Lookup = (name) => {
    const setting = this.#settingOf(name);
    return setting ? setting.value : this.#history.base(name);
  };

  /** Whether the file itself sets or declares a variable here. */
  declares(name: string): boolean {
    return this.#settingOf(name) !== undefined;
  }

  /** Whether a variable that is in force here is a build argument. */
  isArgument(name: string): boolean {
    return this.#settingOf(name)?.keeps === false;
  }

  /** The variables that the image keeps as far as the file sets them, oldest first. */
  env(): Map<string, string | undefined> {
    const found = this.#history.before?.env() ?? new Map<string, string | undefined>();
    for (const [name, settings] of this.#history.settings) {
      const kept = settings.findLast(({ version, keeps }) => keeps && version <= this.#version);
      if (kept) found.set(name, kept.value);
    }
    return found;
  }

  #settingOf(name: string): Setting | undefined {
    for (let scope: Scope | undefined = this as Scope; scope; scope = scope.#history.before) {
      const until = scope.#version;
      const setting = scope.#history.settings
        .get(name)
        ?.findLast(({ version }) => version <= until);
      if (setting) return setting;
    }
    return undefined;
  }
}
