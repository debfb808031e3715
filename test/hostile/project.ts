import { expect } from '@jest/globals';
import { type Finished, runCommand } from '../command-line.js';
import { temporaryFolder } from '../temporary-folder.js';

export const project = {
  Dockerfile: 'FROM node:22\nWORKDIR /app\nCOPY . .\nRUN npm ci\nCMD ["npm", "start"]\n',
  'package.json': '{"scripts":{"start":"node index.js"},"dependencies":{"express":"4"}}',
  'index.js': 'process.on("SIGTERM", stop)',
  '.git/HEAD': '',
};

/** The project with some files more or in place of its own; an empty name leaves one out. */
export function folderWith(files: Record<string, string> = {}, without: string[] = []): string {
  const all = Object.entries({ ...project, ...files });
  return temporaryFolder(Object.fromEntries(all.filter(([path]) => !without.includes(path))));
}

/** A run that has not ended after this long hangs. */
export const patience = 60_000;

export interface Told {
  readonly rule: string;
  readonly because: string;
}

export async function told(
  cwd: string,
): Promise<{ code: number | null; all: Told[]; diff: string }> {
  const {
    code,
    out,
    told: errors,
  }: Finished = await runCommand(['-q', '--format', 'json', '.'], {
    cwd,
  });
  expect(errors).toBe('');
  const [file] = (JSON.parse(out) as { files: Record<string, Told[] & string>[] }).files;
  const { cautions = [], declined = [], changes = [], diff = '' } = file ?? {};
  return { code, all: [...changes, ...cautions, ...declined] as Told[], diff };
}
