import { alpineCounterpart } from '../../../src/knowledge/system/alpine-packages.js';
import type { SystemPackage } from '../../../src/packages/index.js';
import type { System } from './system.js';

/** Why a package can't be installed on Alpine: a rule and a sentence. */
export interface Refusal {
  readonly rule: string;
  readonly because: string;
  readonly advice: string;
}

/** A package by its name on Debian and its names on Alpine. */
export interface Translated {
  readonly debian: string;
  readonly alpine: readonly string[];
  readonly confirmed: boolean;
  /** The version that was asked for. */
  readonly pin?: string;
}

const byHand = 'Write the lines for Alpine yourself, and set the base image with them.';

/** The names that a package has on the image to come, or why there are none. */
export function translated(one: SystemPackage, system: System): Translated | Refusal {
  const { name, text = one.word.text, suite, architecture, version } = one;
  if (one.file)
    return refusal('system-packages', `apt installs the file ${text}, which is made for Debian`);
  if (one.text === undefined && name === undefined)
    return refusal('variable-packages', `${text} decides which packages apt installs`);
  if (name === undefined) return refusal('unknown-package', `"${text}" is no plain package name`);
  if (suite !== undefined)
    return refusal('package-source', `${text} comes from another Debian release`);
  if (architecture !== undefined)
    return refusal(
      'no-alpine-package',
      `${text} is for another processor, and Alpine has packages for its own alone`,
    );
  if (system.brings.has(name)) return { debian: name, alpine: [], confirmed: true };
  const counterpart = alpineCounterpart(name, system);
  if (counterpart.kind === 'unknown')
    return refusal('unknown-package', `It is not known what Alpine calls ${name}`);
  if (counterpart.kind === 'none')
    return refusal('no-alpine-package', `Alpine has no ${name}: ${counterpart.why}`);
  const { names, confirmed } = counterpart;
  return { debian: name, alpine: names, confirmed, ...(version !== undefined && { pin: version }) };
}

/** Why a package has no name for apk, by the rule of that name. */
export function refusal(rule: string, because: string, advice = byHand): Refusal {
  return { rule: `alpine-base/${rule}`, because: `${because}.`, advice };
}

/** Whether a package has no name for apk. */
export function isRefusal(one: object): one is Refusal {
  return 'because' in one;
}
