import { wordSet } from '../../grouping.js';
import data from './manager-options.json' with { type: 'json' };

const npmValued = wordSet(data.npm.valued);
const installValued = wordSet(data.install.valued);
const npmDecisive = wordSet(data.npm.decisive);
const idle = {
  npx: wordSet(data.npx.idle),
  yarn: wordSet(data.yarn.idle),
  pnpm: wordSet(data.pnpm.idle),
  bun: wordSet(data.bun.idle),
} as const;
const pnpmValued = wordSet(data.pnpm.valued);

/** What an option of npm does to what a script gets: it takes a word, decides something, or nothing. */
export function npmOption(option: string): 'valued' | 'decisive' | 'idle' {
  const name = option.replace(/=.*$/s, '').replace(/^--no-/, '--');
  if (npmDecisive.has(name)) return 'decisive';
  return npmValued.has(name) && !option.includes('=') && name === option ? 'valued' : 'idle';
}

/** How many words an option that changes nothing takes, itself included; none when it may change something. */
export function idleOption(manager: keyof typeof idle, option: string): number | undefined {
  if (idle[manager].has(option)) return 1;
  if (manager !== 'pnpm') return undefined;
  if (pnpmValued.has(option)) return 2;
  return pnpmValued.has(option.replace(/=.*$/s, '')) ? 1 : undefined;
}

/** Whether the word behind an option of an install is its value, whichever package manager installs. */
export function takesValue(option: string): boolean {
  return installValued.has(option) || npmValued.has(option);
}
