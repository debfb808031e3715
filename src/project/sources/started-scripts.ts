import { startedLines, startingModules } from './started-lines.js';

/** What runs a source. */
const nodeProgram = /^(?:node|nodemon|ts-node|tsx)$/;

/** The sources that a source starts by a line, with their endings or without: `node scripts/report --all`. */
export function scriptsStartedBy(source: string): string[] {
  if (!startingModules.test(source)) return [];
  return startedLines(source).flatMap(({ text }) => {
    const words = text.split(/\s+/);
    const node = words.findIndex((word) => nodeProgram.test(word));
    const script = words.slice(node + 1).find((word) => !word.startsWith('-')) ?? '';
    return node !== -1 && /^[\w./-]+$/.test(script) ? [`./${script}`] : [];
  });
}
