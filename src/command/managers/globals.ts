import { chainOf, type Stage } from '../../dockerfile/index.js';
import { isInstallVerb } from '../../knowledge/npm/install-verbs.js';
import { programsOf } from '../../knowledge/npm/package-programs.js';
import { rememberedFor } from '../../memo.js';
import { runsIn, writtenWords } from '../../shell/index.js';
import { managerNamed } from './managers.js';
import { operandsOf } from './options.js';

/** The programs that RUNs of an image install globally with a package manager. */
export function globalPrograms(stage: Stage): ReadonlySet<string> {
  return new Set(globalPackages(stage).flatMap(programsOf));
}

/** The packages that RUNs of an image install globally, `pm2` where it is `pm2@$VERSION`, too. */
export const globalPackages = rememberedFor((stage: Stage): readonly string[] => {
  const runs = chainOf(stage).flatMap(runsIn);
  const lines = runs.flatMap(({ commands = [] }) => commands.map(writtenWords));
  return lines
    .filter(isGlobalInstall)
    .flatMap((words) => operandsOf(words.slice(1)).slice(1).flatMap(named));
});

/** Whether the words of a command install programs globally with a package manager. */
export function isGlobalInstall(words: readonly string[]): boolean {
  const manager = managerNamed(words[0]);
  if (manager === 'yarn') return words[1] === 'global' && words[2] === 'add';
  return manager !== undefined && worksGlobally(words);
}

/** Whether an option among the words of npm or pnpm says that it works for the whole image. */
export function worksGlobally(words: readonly (string | undefined)[]): boolean {
  return words.some(
    (word, index) =>
      /^(?:-g|(?:-g|--global)=true|--global|--location=global)$/.test(word ?? '') ||
      (word === 'global' && words[index - 1] === '--location'),
  );
}

function named(word: string): readonly string[] {
  return /^-|^global$/.test(word) || isInstallVerb(word) ? [] : [word.replace(/(.)@.*$/, '$1')];
}
