import { startTool } from '../../src/knowledge/npm/start-tools.js';
import type { Manifest } from '../../src/project/index.js';
import { wordSet } from '../../src/grouping.js';

/** How people call the script that starts what was built. */
const scripts = 'start:prod start:production start-prod prod production serve:prod'.split(' ');
/** Programs that start another one anew when its sources change. */
const watchers = wordSet('nodemon node-dev node-supervisor supervisor ts-node-dev tsc-watch tsnd');

/** What to start instead of a development server: what package.json has for it, else in general. */
export function productionAdvice(
  program: readonly string[],
  manifest: Manifest | undefined,
): string {
  for (const name of scripts) {
    const text = manifest?.scripts.get(name);
    if (text !== undefined && isProduction(text))
      return `For production, build in the image, and start the script "${name}": ${text}`;
  }
  return watchers.has(program[0] ?? '')
    ? 'For production, start the program itself, without a watcher.'
    : 'For production, build in the image, and start or serve what was built.';
}

/** Variables in front say nothing of what is started. */
function isProduction(text: string): boolean {
  const words = text.split(/\s+/).filter((word) => word !== 'cross-env' && !word.includes('='));
  return startTool(words) === 'production';
}
