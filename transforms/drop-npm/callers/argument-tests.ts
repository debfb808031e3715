import { containerCommand, type Start, startedScripts } from '../../../src/command/index.js';
import type { Dockerfile, Stage } from '../../../src/dockerfile/index.js';
import { allMatches, type Project } from '../../../src/project/index.js';
import type { Declined } from '../../../src/transform.js';
import { elsewhere } from './elsewhere.js';

/** `[ "$2" = start ]`, `case "$1" in`, and the patterns of the latter. */
const looksAt = /\$\{?[1-9*@]\}?["']?\s*(?:={1,2}|!=)|={1,2}\s*["']?\$\{?[1-9*@]\}?["']?(?=\s|$)/;
const caseOf = /\bcase\s+["']?\$\{?[1-9*@]/;
const pattern = /^\s*(?:\(\s*)?([\w"'./|:*-][\w"'./|:* -]*)\)/;

/**
 * A script of ENTRYPOINT that decides by the words of CMD, of which one is another afterwards: what
 * it did for `npm start` it would leave out, or do what it never did.
 */
export function argumentTest(
  file: Dockerfile,
  stage: Stage,
  start: Start,
  project: Project,
): Declined | undefined {
  const { entrypoint, cmd } = containerCommand(stage);
  const write =
    start.kind === 'replaceable' && start.writes.find(({ instruction }) => instruction === cmd);
  if (!entrypoint || !write) return undefined;
  const words = new Set([...(cmd?.json ?? []), ...write.argv]);
  for (const { instruction, path, text } of startedScripts(project, stage, file.stages)) {
    if (instruction !== entrypoint || path === undefined || text === undefined) continue;
    const tests = [
      ...allMatches(path, text, looksAt),
      ...(caseOf.test(text) ? allMatches(path, text, pattern) : []),
    ];
    const place = tests.find((one) => literals(one.text).some((word) => words.has(word)));
    if (place) return elsewhere(entrypoint, place, 'decides by the words of CMD, which change');
  }
  return undefined;
}

function literals(line: string): string[] {
  return line.split(/["'\s|()[\];=!]+/);
}
