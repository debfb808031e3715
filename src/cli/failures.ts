import { type FileResult, statusOf } from '../run/index.js';
import type { Transform } from '../transform.js';
import { UserError } from '../user-error.js';
import type { Arguments } from './arguments.js';
import { checkedRule } from './explain.js';

/** Collects what the exit code depends on (architecture, decision 10). */
export class Failures {
  readonly #check: boolean;
  /** The rules that must not decline; an empty text stands for all of them. */
  readonly #rules: readonly string[];
  #code = 0;

  /** @throws UserError when --fail-on names something that does not exist */
  constructor({ check, failOn }: Arguments, transforms: readonly Transform[]) {
    this.#check = check;
    this.#rules = failOn.map((condition) => ruleOf(condition, transforms));
  }

  /** Takes a result into account. */
  see(result: FileResult): void {
    const status = statusOf(result);
    // What the user wants to be left alone is no failure, unless it is asked for by name.
    const isDeclined = result.declined.some(({ rule }) =>
      this.#rules.some((one) => one === rule || (one === '' && rule !== 'file/ignored')),
    );
    if (status === 'failed') this.#code = 2;
    else if (isDeclined || (this.#check && status === 'changed')) this.#code ||= 1;
  }

  exitCode(): number {
    return this.#code;
  }
}

function ruleOf(condition: string, transforms: readonly Transform[]): string {
  const [, rule] = /^declined(?::(.+))?$/.exec(condition) ?? [undefined, null];
  if (rule === null)
    throw new UserError(
      `--fail-on ${condition} means nothing.`,
      'Write --fail-on declined or --fail-on declined:RULE.',
    );
  return rule === undefined ? '' : checkedRule(rule, transforms);
}
