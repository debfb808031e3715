import { baseName } from '../../project/index.js';

export type Manager = 'npm' | 'npx' | 'yarn' | 'pnpm' | 'bun' | 'corepack';

const managers: ReadonlyMap<string, Manager> = new Map([
  ['npm', 'npm'],
  ['npx', 'npx'],
  ['yarn', 'yarn'],
  ['yarnpkg', 'yarn'],
  ['pnpm', 'pnpm'],
  ['pnpx', 'npx'],
  ['bun', 'bun'],
  ['bunx', 'npx'],
  ['corepack', 'corepack'],
]);

/** The package manager that a program name means, with or without its folder. */
export function managerNamed(program: string | undefined): Manager | undefined {
  return program === undefined ? undefined : managers.get(baseName(program));
}

const names = [...managers.keys()].join('|');
const mention = new RegExp(String.raw`(^|[\s"'\`/;&|(=[,])(${names})(?=$|[\s"'\`;&|),\]])`);

/** Whether a text has the name of a package manager as a word: whatever is around it, it may run. */
export function mentionsManager(text: string): boolean {
  return mention.test(text);
}

/** The pattern behind {@link mentionsManager}, for those who look for the line. */
export const managerMention: RegExp = mention;
