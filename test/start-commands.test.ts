import { describe, expect, test } from '@jest/globals';
import { type Instruction, parse } from '../src/dockerfile/index.js';
import { memoryFiles, projectOf } from '../src/project/index.js';
import { rewrite } from '../src/rewrite/index.js';
import { dropNpm } from '../transforms/drop-npm/index.js';
import { scriptGroups } from './start-scripts.js';
import { npmGroups, type StartGroup } from './start-commands.js';
import { managerGroups } from './start-managers.js';

const sources = { 'server.js': 'process.on("SIGTERM", process.exit);\n' };

/** What becomes of a command, in the words of the table. */
function becomes(group: StartGroup, command: string): string {
  const { image = 'node:22', before = '', manifest, scripts, files } = group;
  const text = `FROM ${image}\nWORKDIR /app\nCOPY . .\n${before}${linesOf(command)}\n`;
  const all = {
    ...sources,
    'package.json': JSON.stringify({ name: 'app', scripts, ...manifest }),
    ...files,
  };
  const project = projectOf(memoryFiles({ ...all, Dockerfile: text }), 'Dockerfile', parse(text));
  const result = rewrite(text, [dropNpm], project);
  const [declined] = result.declined;
  if (declined) return declined.rule.replace('drop-npm/', '');
  if (!result.changes.some(({ rule }) => rule === 'drop-npm/start-node')) return 'direct';
  return shown(parse(result.text).instructions);
}

function linesOf(command: string): string {
  const [first = '', second] = command.split(' | ENTRYPOINT-CMD ');
  if (!first.startsWith('ENTRYPOINT ')) return `CMD ${first}`;
  return second === undefined ? first : `${first}\nCMD ${second}`;
}

function shown(instructions: readonly Instruction[]): string {
  const last = (keyword: string) => instructions.findLast((one) => one.keyword === keyword);
  const [cmd, entrypoint, workdir] = ['CMD', 'ENTRYPOINT', 'WORKDIR'].map(last);
  const parts = [entrypoint, cmd].flatMap((one) => (one ? [words(one)] : []));
  const folder = workdir?.argument === '/app' ? '' : `${workdir?.argument}: `;
  return `${folder}${entrypoint ? 'E ' : ''}${parts.join(' | ')}`;
}

function words({ json, argument }: Instruction): string {
  if (!json) return `SHELL: ${argument}`;
  return json
    .map((word) => (/^[^\s"]+$/.test(word) && !word.startsWith('$') ? word : JSON.stringify(word)))
    .join(' ');
}

function rowsOf({ rows }: StartGroup): [string, string][] {
  return rows
    .trim()
    .split('\n')
    .map((row) => row.trim().split(' => ') as [string, string])
    .map(([command, expected]) => [
      command.replace(/^(ENTRYPOINT .*?) \| /, '$1 | ENTRYPOINT-CMD '),
      expected,
    ]);
}

describe.each(
  [...npmGroups, ...managerGroups, ...scriptGroups].map((group) => [group.about, group] as const),
)('%s', (_, group) => {
  test.each(rowsOf(group))('%s', (command, expected) => {
    expect(becomes(group, command)).toBe(expected);
  });
});

test('yarn start without such a script is told as npm start is: nobody has a program called start', () => {
  const text = 'FROM node:22\nWORKDIR /app\nCOPY . .\nCMD ["yarn", "start"]\n';
  const all = { ...sources, 'package.json': '{ "name": "app", "scripts": {} }', Dockerfile: text };
  const project = projectOf(memoryFiles(all), 'Dockerfile', parse(text));
  const [declined] = rewrite(text, [dropNpm], project).declined;
  expect(declined?.because).toBe('package.json has no script "start".');
});
