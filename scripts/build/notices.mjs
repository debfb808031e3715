import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * The licences of the libraries in a bundle, by what esbuild took into it. A text that several of them
 * have stands there once, below the copyright of each.
 *
 * @throws Error when a library brings no licence: then it can't be passed on
 */
export function notices(root, { inputs }) {
  const folders = new Set(
    Object.keys(inputs).flatMap(
      (path) => /^(?!late:).*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path)?.[0] ?? [],
    ),
  );
  const groups = new Map();
  for (const folder of [...folders].toSorted()) {
    const { head, terms } = noticeOf(join(root, folder));
    const key = terms.replaceAll(/\s+/g, ' ').replace(/^(?:The )?MIT License(?: \(\w+\))? /, '');
    const { heads = [] } = groups.get(key) ?? {};
    groups.set(key, { heads: [...heads, head], terms });
  }
  const parts = [...groups.values()].map(({ heads, terms }) => `${heads.join('\n')}\n${terms}\n`);
  return `slim-dockerfile contains the following libraries.\n\n${parts.join(`\n${'-'.repeat(80)}\n\n`)}`;
}

const copyright = /^[\t ]*Copyright (?:\(c\)|©|\d).*\n?/gim;

/** A library with its copyright, and the terms of its licence. */
function noticeOf(folder) {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const file = readdirSync(folder).find((one) => /^licen[cs]e/i.test(one));
  if (typeof license !== 'string') throw new Error(`${name} does not say its licence`);
  const text =
    file === undefined
      ? `${license}, without a text of its own.`
      : readFileSync(join(folder, file), 'utf8');
  const owners = (text.match(copyright) ?? []).map((line) => `${line.trim()}\n`);
  return {
    head: `${name} ${version} (${license})\n${owners.join('')}`,
    terms: text
      .replaceAll(copyright, '')
      .replaceAll(/\n{3,}/g, '\n\n')
      .trim(),
  };
}
