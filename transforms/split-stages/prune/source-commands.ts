import { managerCall } from '../../../src/command/index.js';
import { lineAt } from '../../../src/edits.js';
import {
  importsOf,
  type Manifest,
  startedLines,
  startingModules,
} from '../../../src/project/index.js';
import { parseScript } from '../../../src/shell/index.js';
import { calledScripts } from '../../../src/steps/index.js';
import type { Need, Question } from './needs.js';
import { manifestsAbove, providerOf } from '../../../src/installs/index.js';

/** A program of a development dependency that a source starts by a command line in a string. */
export function commandNeed({ project, runTime, provision }: Question): Need | undefined {
  for (const path of runTime.loaded.flatMap(({ files }) => [...files])) {
    const text = project.files.read(path) ?? '';
    if (!startingModules.test(text)) continue;
    const lines = startedLines(text).map((line) => ({ specifier: line.text, at: line.at }));
    for (const { specifier, at } of [...importsOf(text).literals, ...lines]) {
      const name = programsIn(specifier, manifestsAbove(path, provision.manifests)[0])
        .flatMap((program) => providerOf(program, provision) ?? [])
        .find((one) => provision.loses(one, path));
      if (name !== undefined)
        return {
          name,
          because: `${path}:${lineAt(text, at)} starts "${specifier}", and only development dependencies bring "${name}".`,
        };
    }
  }
  return undefined;
}

/** The names that a command line may start: `npx knex migrate:latest`, and what a script says. */
function programsIn(line: string, manifest: Manifest | undefined): readonly string[] {
  const words = line.trim().split(/\s+/);
  // A sentence names no program: "Restarting the process".
  if (/^[A-Z]/.test(words[0] ?? '')) return [];
  const call = words.length > 1 ? managerCall(words) : undefined;
  const lines =
    call?.kind === 'script' && manifest
      ? calledScripts(manifest, call.script).map((name) => manifest.scripts.get(name) ?? '')
      : words.length > 1 || /node_modules\/\.bin\//.test(line)
        ? [line]
        : [];
  return lines.flatMap((one) =>
    (parseScript(one)?.commands ?? []).flatMap((command) =>
      command.words.flatMap(({ value }) => value?.replace(/^.*\//, '') || []),
    ),
  );
}
