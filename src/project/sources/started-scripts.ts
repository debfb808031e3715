import { programDoes } from '../../knowledge/program-traits.js';
import { startedLines, startingModules } from './started-lines.js';

/** The sources that a source starts by a line, with their endings or without: `node scripts/report --all`. */
export function scriptsStartedBy(source: string): string[] {
  if (!startingModules.test(source)) return [];
  return startedLines(source).flatMap(({ text }) => {
    const words = text.split(/\s+/);
    const node = words.findIndex((word) => programDoes(word, 'runsSources', 'watches'));
    const script = words.slice(node + 1).find((word) => !word.startsWith('-')) ?? '';
    return node !== -1 && /^[\w./-]+$/.test(script) ? [`./${script}`] : [];
  });
}
