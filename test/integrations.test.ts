import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { options } from '../src/cli/options.js';
import { isDockerfileName } from '../src/run/dockerfile-names.js';
import { glob } from 'tinyglobby';
import { temporaryFolder } from './temporary-folder.js';

const read = (path: string): string => readFileSync(new URL(`../${path}`, import.meta.url), 'utf8');
const page = read('docs/integrations.md');

/** The blocks of a language, parsed. */
function blocks<T>(language: string, parseBlock: (text: string) => unknown = parse): readonly T[] {
  const found = [...page.matchAll(new RegExp(`^\`\`\`${language}\\n([^]*?)^\`\`\`$`, 'gm'))];
  return found.map(([, body = '']) => parseBlock(body) as T);
}

interface Workflow {
  readonly jobs?: Readonly<Record<string, { readonly steps: readonly Step[] }>>;
}
interface Step {
  readonly uses?: string;
  readonly with?: Readonly<Record<string, string>>;
}
interface Hooks {
  readonly repos?: readonly { readonly repo: string; readonly hooks: readonly Hook[] }[];
}
interface Hook {
  readonly id: string;
  readonly entry?: string;
}

test('workflows of the page name inputs that the action has, all of them in the table', () => {
  const inputs = Object.keys(parse(read('action.yml')).inputs);
  const steps = blocks<Workflow>('yaml').flatMap(({ jobs = {} }) =>
    Object.values(jobs).flatMap((job) => job.steps),
  );
  const ours = steps.filter(({ uses }) => uses?.startsWith('OWNER/slim-dockerfile@'));
  expect(ours.length).toBe(3);
  expect(inputs).toEqual(
    expect.arrayContaining(ours.flatMap((one) => Object.keys(one.with ?? {}))),
  );
  const table = [...page.matchAll(/^\| `(\w+)` +\|/gm)].map(([, name]) => name);
  expect(table.toSorted()).toEqual(inputs.toSorted());
});

test('hooks of the page exist, and run what the command line has', () => {
  const hooks = parse(read('.pre-commit-hooks.yaml')) as readonly Hook[];
  const named = blocks<Hooks>('yaml').flatMap(({ repos = [] }) => repos);
  const [fromHere, local] = named;
  expect(fromHere?.hooks.map(({ id }) => id)).toEqual(hooks.map(({ id }) => id));
  for (const { entry } of [...hooks, ...(local?.hooks ?? [])]) {
    const option = /^slim-dockerfile --(\w+)$/.exec(entry ?? '')?.[1];
    expect(Object.keys(options)).toContain(option);
  }
});

test('the glob for lint-staged takes the files that the search takes', async () => {
  const [config] = blocks<{ readonly 'lint-staged': object }>('json', JSON.parse);
  const [pattern = ''] = Object.keys(config?.['lint-staged'] ?? {});
  const names = ['Dockerfile', 'Dockerfile.dev', 'api.Dockerfile', 'Containerfile', 'server.js'];
  const cwd = temporaryFolder(Object.fromEntries(names.map((name) => [`a/${name}`, ''])));
  const found = await glob(`**/${pattern}`, { cwd });
  expect(found.map((path) => path.replace('a/', '')).toSorted()).toEqual(
    names.filter(isDockerfileName).toSorted(),
  );
});
