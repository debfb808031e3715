import { baseName, folderOf, isBelow, type Project } from '../../../src/project/index.js';
import { type Command, knownWords, parseScript, programOf } from '../../../src/shell/index.js';
import { applicationAt } from './folders.js';
import type { Caller, Inner, Surroundings } from '../move.js';

/** Where nx has its targets (nx.dev/reference/project-configuration and nx-json, 2026-11). */
const files = /^(?:nx|package|project)\.json$/;

/** The lines of shell that targets of nx start, in whichever project: `nx run api:build`, `nx run-many -t build`. */
export function* taskCommands(
  around: Surroundings,
  caller: Caller,
  command: Command,
): Iterable<Inner> {
  if (programOf(command) !== 'nx') return;
  const manifest = applicationAt(around, caller.stage, caller.folder)?.manifest;
  if (!manifest) return;
  const names = new Set(knownWords(command).flatMap((word) => word.split(/[:,=]/)));
  for (const path of around.project.files.list()) {
    if (!files.test(baseName(path)) || !isBelow(path, folderOf(manifest.path))) continue;
    for (const text of linesIn(around.project, path, names)) {
      const commands = parseScript(text)?.commands;
      if (commands) yield { commands, caller: { ...caller, label: path, script: true } };
    }
  }
}

interface Settings {
  readonly targets?: object;
  readonly targetDefaults?: object;
  readonly nx?: { readonly targets?: object };
}

function linesIn(
  { files: { read } }: Project,
  path: string,
  names: ReadonlySet<string>,
): readonly string[] {
  try {
    const { targets, targetDefaults, nx } = JSON.parse(read(path) ?? '') as Settings;
    return [targets, targetDefaults, nx?.targets].flatMap((all) =>
      Object.entries(all ?? {})
        .filter(([name]) => names.has(name))
        .flatMap(([name, target]) => linesOf(target, name)),
    );
  } catch {
    return [];
  }
}

/** The texts of `command` and `commands` at any depth. */
function linesOf(value: unknown, key: string): readonly string[] {
  if (typeof value === 'string') return /^commands?$/.test(key) ? [value] : [];
  if (Array.isArray(value)) return value.flatMap((one) => linesOf(one, key));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, one]) => linesOf(one, name));
}
