import type { Word } from '../../../src/shell/index.js';

/** What the variables of a script may be, where it says so in plain words. */
export type ScriptVariables = ReadonlyMap<string, readonly string[]>;

const assignment = /\b(\w{1,60})\+?=/g;
const assigned = /^\s*(?:export |readonly )?(\w+)=(\S*)$/;
const looped = /^\s*for (\w+) in ([^;]+)/;
const reading = /\bread\b/;

/** Variables that a script sets once: `ROOT=/app`, and `for file in $ROOT/js/*.js; do`. */
export function variablesOf(script: string): ScriptVariables {
  const found = new Map<string, readonly string[]>();
  // What comes from somewhere else may have any name.
  if (reading.test(script)) return found;
  const set = [...script.matchAll(assignment)].map(([, name]) => name);
  for (const line of script.split('\n')) {
    const [, name = '', text = ''] = assigned.exec(line) ?? looped.exec(line) ?? [];
    const values = text
      .trim()
      .split(/\s+/)
      .map((word) => filledIn(word, found));
    const times = set.filter((one) => one === name).length;
    const isKnown = values.every((one) => one !== undefined);
    if (!isKnown || found.has(name) || times > (assigned.test(line) ? 1 : 0)) found.delete(name);
    else if (name !== '') found.set(name, values.flat());
  }
  return found;
}

/** The paths that a word of a script may be; undefined where they are not known. */
export function pathsOf(
  { value, text }: Word,
  variables: ScriptVariables,
): readonly string[] | undefined {
  return value === undefined ? filledIn(text, variables) : [value];
}

const variable = /\$(?:(\w+)|\{(\w+)\})/;
/** What a shell makes of it is another text. */
const unclear = /[$`'\\]|\.\./;

function filledIn(word: string, variables: ScriptVariables): readonly string[] | undefined {
  const text = word.replaceAll('"', '');
  const found = variable.exec(text);
  const [whole = '', plain, braced] = found ?? [];
  const index = found?.index ?? 0;
  const rest = text.slice(index + whole.length);
  if (unclear.test(text.slice(0, index) + rest)) return undefined;
  if (whole === '') return [text];
  return variables.get(plain ?? braced ?? '')?.map((value) => text.slice(0, index) + value + rest);
}
