import { fileRules } from './file-rules.js';
import type { Rule, Transform } from '../transform.js';

/** The rules by their slug: those on files as a whole, and those of some transforms. */
export function rulesOf(transforms: readonly Transform[]): ReadonlyMap<string, Rule> {
  return new Map(
    [{ name: 'file', rules: fileRules }, ...transforms].flatMap(({ name, rules }) =>
      Object.entries(rules).map(([reason, rule]): [string, Rule] => [`${name}/${reason}`, rule]),
    ),
  );
}
