import { Readable } from 'node:stream';
import { lineEnding } from '../src/layout/index.js';
import { type FileResult, run } from '../src/run/index.js';
import { change, defineTransform, insert, type Transform } from '../src/transform.js';

/** The smallest transform that changes something. */
const setUser = defineTransform({
  name: 'set-user',
  summary: 'sets the user',
  rules: { user: { title: 'The user', explanation: 'The user is set.' } },
  *run({ text, stages: [stage] }) {
    if (!stage || /^USER/m.test(text)) return;
    const line = insert(stage.from.end, `${lineEnding(text)}USER node`);
    const effect = { writes: ['USER node'], image: { user: 'node' } };
    yield change('set-user/user', stage.from, 'A user.', [line], effect);
  },
});

/** What a test says of a run; the rest has defaults. */
export interface Given {
  readonly paths?: readonly string[];
  readonly input?: string;
  readonly write?: boolean;
  readonly context?: string;
  readonly transforms?: readonly Transform[];
}

/** Starts a run in a folder. */
export function startedIn(cwd: string, { input = '', ...given }: Given = {}) {
  const defaults = { paths: ['.'], transforms: [setUser], options: {}, write: false };
  return run({ ...defaults, cwd, input: () => Readable.from([Buffer.from(input)]), ...given });
}

/** All results of a run in a folder. */
export async function resultsIn(cwd: string, given?: Given): Promise<FileResult[]> {
  const all: FileResult[] = [];
  for await (const result of startedIn(cwd, given)) all.push(result);
  return all;
}

/** The paths of all results of a run in a folder. */
export async function pathsIn(cwd: string, given?: Given): Promise<string[]> {
  return (await resultsIn(cwd, given)).map(({ path }) => path);
}
