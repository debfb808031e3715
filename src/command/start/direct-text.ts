import type { Instruction, Stage } from '../../dockerfile/index.js';
import { lineAt } from '../../edits.js';
import type { Project } from '../../project/index.js';
import { parseScript, wordValues } from '../../shell/index.js';
import { managerNamed } from '../managers/managers.js';
import { plainText } from './resolved.js';
import { resolverFor } from './index.js';

/** A call of a package manager in a script that the container starts. */
interface ScriptedCall {
  /** The text of the whole script. */
  readonly script: string;
  /** The line of the call, from 1. */
  readonly line: number;
  /** The instruction that starts the script. */
  readonly caller: Instruction;
}

/**
 * What could stand in a script in the place of a call of a package manager; undefined where that
 * can't be told, or where the script changes the folder.
 */
export function directText(
  project: Project,
  stage: Stage,
  stages: readonly Stage[],
  { script, line, caller }: ScriptedCall,
): string | undefined {
  const commands = parseScript(script)?.commands ?? [];
  const programs = commands.map(wordValues);
  if (programs.some(([program]) => /^(?:cd|pushd)$/.test(program ?? ''))) return undefined;
  const call = commands.find((one, index) => {
    const [first, second] = programs[index] ?? [];
    const program = first === 'exec' ? second : first;
    return managerNamed(program) !== undefined && lineAt(script, one.start) === line;
  });
  const ready = call && resolverFor(project, stage, stages, caller);
  if (!call || !ready || 'kind' in ready) return undefined;
  const found = ready.resolver.text(script.slice(call.start, call.end), ready.site);
  if (found.kind === 'unresolved' || found.folder !== undefined) return undefined;
  const text = plainText(found);
  return call.words[0]?.value === 'exec' && found.kind === 'argv' ? `exec ${text}` : text;
}
