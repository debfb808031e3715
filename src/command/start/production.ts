import { posix } from 'node:path';
import { installsPackages, startsNpm, startTool } from '../../knowledge/npm/start-tools.js';
import { mentionsManager } from '../managers/managers.js';
import { wordSet } from '../../grouping.js';
import { type Unresolved, unresolved } from './resolved.js';

/** Programs that compile: at the start of a container that is a build, not a start. */
const compilers = wordSet(
  'babel esbuild grunt gulp ng parcel rollup snowpack swc tsc tsup vue-cli-service webpack',
);
/** Programs that look their commands up in package.json through npm; README of each, 2026. */
const scriptRunners = wordSet(
  'better-npm-run bnr if-env ntl nps per-env run-script-os npm-run-script redrun',
);
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
  return startsNpm(words) || scriptRunners.has(posix.basename(words[0] ?? ''));
}

/** Whether a program watches, serves for development, tests or compiles (handbook E09). */
function isDevelopment(bin: string, args: readonly string[]): boolean {
  const kind = startTool([bin, ...args]);
  if (kind !== undefined) return kind !== 'production';
  return (
    compilers.has(bin) || args.includes('build') || args.some((word) => word.startsWith('--watch'))
  );
}
