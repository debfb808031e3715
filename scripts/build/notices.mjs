import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * The licences of the libraries in a bundle, by what esbuild took into it.
 *
 * @throws Error when a library brings no licence: then it can't be passed on
 */
export function notices(root, { inputs }) {
  const folders = new Set(
    Object.keys(inputs).flatMap(
      (path) => /^(?!late:).*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path)?.[0] ?? [],
    ),
  );
  const parts = [...folders].toSorted().map((folder) => noticeOf(join(root, folder)));
  return `slim-dockerfile contains the following libraries.\n\n${parts.join(`\n${'-'.repeat(80)}\n\n`)}`;
}

function noticeOf(folder) {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const file = readdirSync(folder).find((one) => /^licen[cs]e/i.test(one));
  if (typeof license !== 'string') throw new Error(`${name} does not say its licence`);
  const text =
    file === undefined
      ? `${license}, without a text of its own.`
      : readFileSync(join(folder, file), 'utf8');
  return `${name} ${version} (${license})\n\n${text.trim()}\n`;
}
