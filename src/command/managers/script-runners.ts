import { programDoes } from '../../knowledge/program-traits.js';
import type { Manifest } from '../../project/index.js';
import { parseScript, quoteWord } from '../../shell/index.js';
import type { ScriptCall } from './call.js';

const silent = /^(?:-s|--silent|--serial|--sequential)$/;

/**
 * The calls of a package manager that a script comes to which runs others through a program whose only task that is: `run-s a b` is
 * `npm run a && npm run b`, and run-script-os picks the script for Linux (README and source of
 * npm-run-all 4 and run-script-os 1.1). Undefined where patterns, placeholders or several at a time
 * leave it open.
 */
export function runnerText(
  { manager, script }: ScriptCall,
  text: string,
  { scripts }: Manifest,
): string | undefined {
  const names = namesIn(text, script, scripts);
  const runner = manager === 'yarn' || manager === 'pnpm' ? manager : 'npm';
  return names?.map((one) => `${runner} run ${quoteWord(one)}`).join(' && ');
}

function namesIn(
  text: string,
  name: string,
  scripts: Manifest['scripts'],
): readonly string[] | undefined {
  const [only, second] = parseScript(text)?.commands ?? [];
  if (!only || second || only.assignments.length > 0 || only.redirected) return undefined;
  const [program = '', ...args] = only.words.map(({ value = '*' }) => value);
  if (/^run-(?:script-)?os$/.test(program) && args.length === 0)
    return scriptOfLinux(name, scripts);
  const names = args.filter((word) => !silent.test(word));
  const exact =
    programDoes(program, 'inTurn') && names.length > 0 && names.every((one) => scripts.has(one));
  return exact ? names : undefined;
}

function scriptOfLinux(name: string, scripts: Manifest['scripts']): readonly string[] | undefined {
  const parts = (one: string): string[] => one.split(':');
  const mixed = [...scripts.keys()].find(
    (one) => one.startsWith(`${name}:`) && parts(one.slice(name.length + 1)).includes('linux'),
  );
  const found = [`${name}:linux`, mixed ?? '', `${name}:nix`, `${name}:default`].find((one) =>
    scripts.has(one),
  );
  return found === undefined ? undefined : [found];
}
