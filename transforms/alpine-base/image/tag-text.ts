import { expand, type Lookup, variablesIn } from '../../../src/dockerfile/index.js';
import { nodeTag } from '../../../src/knowledge/images/node-tags.js';
import { slimTwinOfSuffix, twinOfSuffix } from '../../../src/knowledge/images/node-twins.js';
import type { Target } from '../move.js';

/** What a tag becomes, and by which values its variables are filled in. */
export interface Retagging {
  readonly before: string;
  readonly after: string;
  readonly target: Target;
  readonly lookup: Lookup;
}

/** A tag as written, variables included, in its two parts: `${V}` and `-bookworm-slim`. */
interface TagText {
  readonly version: string;
  readonly system: string;
}

/** The system begins at the first hyphen outside a variable, or with `${X:+-slim}`. */
function splitTag(text: string): TagText | undefined {
  const [version = ''] = /^(?:[\w.]|\$\w+|\$\{\w+(?::?-[\w.]*)?\})*/.exec(text) ?? [];
  const system = text.slice(version.length);
  return /^(?:$|-|\$\{\w+:?\+)/.test(system) ? { version, system } : undefined;
}

/** The tag of the twin in the same spelling; undefined where the parts do not add up to it. */
export function retagged(text: string, { before, after, target, lookup }: Retagging) {
  if (!text.includes('$')) return text === before ? after : undefined;
  const parts = splitTag(text);
  const version = parts && expand(parts.version, lookup);
  if (!parts || !version || nodeTag(version)?.version !== version) return undefined;
  const ending = endingOf(before.slice(version.length), target);
  return ending !== undefined && version + ending === after ? parts.version + ending : undefined;
}

/** The variable that alone says the system, as in `20-${VARIANT}`. */
export function systemVariable(text: string): string | undefined {
  return /^-\$\{?(\w+)\}?$/.exec(splitTag(text)?.system ?? '')?.[1];
}

/** The value of such a variable for the twin. */
export function retaggedSystem(value: string, { before, target }: Retagging): string | undefined {
  const ending = before.endsWith(`-${value}`) ? endingOf(`-${value}`, target) : undefined;
  return ending?.slice(1);
}

/** The variables of a tag that say its system and are gone in the twin's spelling. */
export function droppedVariables(text: string): string[] {
  return variablesIn(splitTag(text)?.system ?? '');
}

function endingOf(suffix: string, target: Target): string | undefined {
  return target === 'alpine' ? twinOfSuffix(suffix) : slimTwinOfSuffix(suffix);
}
