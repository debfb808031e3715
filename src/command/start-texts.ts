import type { Stage } from '../dockerfile/index.js';
import { applicationIn, type Manifest, type Project, scriptLine } from '../project/index.js';
import { type Command, parseScript } from '../shell/index.js';
import { containerCommand, programCommands } from './container-command.js';
import { managerCall } from './manager-call.js';

/** The text of a script of package.json that the container runs at its start. */
export interface StartText {
  readonly path: string;
  readonly line: number;
  readonly text: string;
}

/** The scripts of package.json that the container runs, hooks and nested ones included. */
export function startTexts(
  project: Project,
  stage: Stage,
  stages: readonly Stage[],
): readonly StartText[] {
  const manifest = applicationIn(project, stage, stages)?.manifest;
  if (!manifest) return [];
  const { entrypoint, cmd } = containerCommand(stage);
  const found = new Map<string, StartText>();
  for (const one of [entrypoint, cmd])
    for (const command of (one && programCommands(one, stage)) ?? [])
      collect(manifest, command, found);
  return [...found.values()];
}

function collect(manifest: Manifest, command: Command, found: Map<string, StartText>): void {
  const words = command.words.map(({ value = '' }) => value);
  const at = words.findIndex((_, index) => managerCall(words.slice(index)) !== undefined);
  const call = at === -1 ? undefined : managerCall(words.slice(at));
  if (call?.kind !== 'script') return;
  for (const name of [`pre${call.script}`, call.script]) {
    const text = manifest.scripts.get(name);
    if (text === undefined || found.has(name)) continue;
    found.set(name, { path: manifest.path, line: scriptLine(manifest, name), text });
    for (const inner of parseScript(text)?.commands ?? []) collect(manifest, inner, found);
  }
}
