import { environmentAt, type Stage } from '../dockerfile/index.js';
import { chainOf } from '../image-state.js';
import { programsOf } from '../knowledge/package-programs.js';
import { commandsOf } from '../shell/index.js';
import { managerNamed } from './managers.js';

/** The programs that RUNs of an image install globally with a package manager. */
export function globalPrograms(stage: Stage): ReadonlySet<string> {
  const found = chainOf(stage).flatMap((one) =>
    one.instructions.flatMap((run, index) =>
      run.keyword === 'RUN' ? (commandsOf(run, environmentAt(one, index)) ?? []) : [],
    ),
  );
  const lines = found.map(({ words }) => words.map(({ value = '' }) => value));
  return new Set(lines.filter(isGlobalInstall).flatMap((words) => words.slice(2).flatMap(named)));
}

/** Whether the words of a command install programs globally with a package manager. */
export function isGlobalInstall(words: readonly string[]): boolean {
  const manager = managerNamed(words[0]);
  if (manager === 'yarn') return words[1] === 'global' && words[2] === 'add';
  return (
    manager !== undefined && words.some((word) => /^(?:-g|--global|--location=global)$/.test(word))
  );
}

function named(word: string): readonly string[] {
  return /^(?:-|add$|i$|install$)/.test(word) ? [] : programsOf(word.replace(/(.)@.*$/, '$1'));
}
