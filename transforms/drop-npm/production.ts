import { programDoes } from '../../src/knowledge/program-traits.js';
import { startTool } from '../../src/knowledge/npm/start-tools.js';
import type { Manifest } from '../../src/project/index.js';

/** How people call the script that starts what was built. */
const scripts = 'start:prod start:production start-prod prod production serve:prod'.split(' ');

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
  return programDoes(program[0], 'watches')
    ? 'For production, start the program itself, without a watcher.'
    : 'For production, build in the image, and start or serve what was built.';
}

/** Variables in front say nothing of what is started. */
function isProduction(text: string): boolean {
  const words = text.split(/\s+/).filter((word) => word !== 'cross-env' && !word.includes('='));
  return startTool(words) === 'production';
}
