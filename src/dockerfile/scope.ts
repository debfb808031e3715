import type { Lookup } from './expand.js';

/** The variables in force at an instruction: one link for each ENV or ARG, the newest first. */
export class Scope {
  /**
   * @param values what this link sets; undefined for a value that is not known
   * @param keeps whether the image keeps the variables (ENV) or the build alone sees them (ARG)
   */
  private constructor(
    readonly values: ReadonlyMap<string, string | undefined>,
    readonly keeps: boolean,
    readonly before: Scope | undefined,
    readonly base: Lookup,
  ) {}

  /** @param base what the base image sets */
  static of(base: Lookup): Scope {
    return new Scope(new Map(), true, undefined, base);
  }

  with(values: ReadonlyMap<string, string | undefined>, keeps: boolean): Scope {
    return new Scope(values, keeps, this, this.base);
  }

  /** A scope in which nothing is known any more. */
  blurred(): Scope {
    return new Scope(new Map(), true, undefined, () => undefined);
  }

  /** The value of a variable: undefined when not known, null when unset. */
  readonly variable: Lookup = (name) => {
    for (const link of this.#links()) if (link.values.has(name)) return link.values.get(name);
    return this.base(name);
  };

  /** Whether the file itself sets or declares a variable here. */
  declares(name: string): boolean {
    return this.#links().some((link) => link.values.has(name));
  }

  /** Whether a variable that is in force here is a build argument. */
  isArgument(name: string): boolean {
    return this.#links().find((link) => link.values.has(name))?.keeps === false;
  }

  /** The variables that the image keeps as far as the file sets them, oldest first. */
  env(): Map<string, string | undefined> {
    const kept = this.#links().filter((link) => link.keeps);
    return new Map(kept.reverse().flatMap((link) => [...link.values]));
  }

  #links(): Scope[] {
    const links: Scope[] = [];
    // Newest first; a loop, since a file may have thousands of ENV lines.
    for (let link: Scope | undefined = this; link; link = link.before) links.push(link);
    return links;
  }
}
