import { readArguments } from '../../src/cli/arguments.js';
import { requestFor } from '../../src/cli/requests.js';
import { type FileResult, run } from '../../src/run/index.js';

/** The name of a configuration file. */
export const config = 'slim-dockerfile.config.json';

/** A small application. */
export const app = {
  Dockerfile: 'FROM node:22\nWORKDIR /app\nCOPY . .\nCMD ["node", "server.js"]\n',
  'package.json': '{ "name": "a" }\n',
  'package-lock.json': '{ "name": "a", "lockfileVersion": 3, "packages": {} }\n',
  'server.js': 'process.on("SIGTERM", () => process.exit());\n',
};

/** The application in a folder. */
export function at(folder: string): Record<string, string> {
  return Object.fromEntries(Object.entries(app).map(([path, text]) => [`${folder}/${path}`, text]));
}

/** What a run in a folder gives, without a process of its own. */
export async function resultsOf(cwd: string, ...words: string[]): Promise<FileResult[]> {
  const given = await readArguments(words, 80);
  if (typeof given === 'string') throw new Error(given);
  const results: FileResult[] = [];
  for await (const result of run(await requestFor(given, cwd))) results.push(result);
  return results;
}

/** The lines that a run adds to all files. */
export async function added(cwd: string, ...words: string[]): Promise<string[]> {
  const results = await resultsOf(cwd, ...words);
  return results.flatMap(({ before, text }) => {
    const old = before.split('\n');
    return text.split('\n').filter((line) => !old.includes(line));
  });
}

/** The rules of all findings of a run. */
export async function rulesOf(cwd: string, ...words: string[]): Promise<string[]> {
  const results = await resultsOf(cwd, ...words);
  return results.flatMap(({ changes, cautions, declined }) =>
    [...changes, ...cautions, ...declined].map(({ rule }) => rule),
  );
}
