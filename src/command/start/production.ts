import { posix } from 'node:path';
import { programDoes } from '../../knowledge/program-traits.js';
import { installsPackages, startsNpm, startTool } from '../../knowledge/npm/start-tools.js';
import { mentionsManager } from '../managers/managers.js';
import { type Unresolved, unresolved } from './resolved.js';

/** Why a program of node_modules can't be started without npm, if it can't. */
export function noProduction(bin: string, args: readonly string[]): Unresolved | undefined {
  const line = [bin, ...args].join(' ');
  if (startsManager([bin, ...args]) || args.some(mentionsManager))
    return unresolved('needs-npm', `"${line}" starts npm itself.`);
  if (isDevelopment(bin, args))
    return unresolved(
      'development',
      `"${line}" is a development server or a build, not a production start.`,
      [bin, ...args],
    );
  if (installsPackages([bin, ...args])) return unresolved('needs-npm', `"${line}" runs npm.`);
  return undefined;
}

/** Whether a command starts npm, yarn or pnpm by itself, or looks a script up as they do. */
export function startsManager(words: readonly string[]): boolean {
  return startsNpm(words) || programDoes(posix.basename(words[0] ?? ''), 'throughNpm');
}

/** Whether a program watches, serves for development, tests or compiles (handbook E09). */
function isDevelopment(bin: string, args: readonly string[]): boolean {
  const kind = startTool([bin, ...args]);
  if (kind !== undefined) return kind !== 'production';
  return (
    programDoes(bin, 'compiles') ||
    args.includes('build') ||
    args.some((word) => word.startsWith('--watch'))
  );
}
