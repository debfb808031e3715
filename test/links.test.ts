import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@jest/globals';

// Links of the Markdown that people read, in the repository as in the site that is made from it.
const root = fileURLToPath(new URL('..', import.meta.url));
const top = readdirSync(root).filter((name) => name.endsWith('.md'));
const below = ['docs', 'examples'].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true }).map((path) =>
    join(folder, String(path)).replaceAll('\\', '/'),
  ),
);
const pages = [...top, ...below].filter(
  (path) => path.endsWith('.md') && !/\/(?:node_modules|\.pages)\//.test(path),
);

/** A heading's name in an address, as GitHub makes it. */
function slugOf(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .trim()
    .replace(/\s/g, '-');
}

function prose(path: string): string {
  return readFileSync(join(root, path), 'utf8').replace(/^(`{3,})[^\n]*\n[\s\S]*?^\1/gm, '');
}

function anchorsOf(path: string): string[] {
  return [...prose(path).matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) => slugOf(heading));
}

function problemOf(page: string, href: string): string | undefined {
  const [path = '', anchor] = href.split('#');
  const target = path === '' ? page : join(dirname(page), decodeURI(path));
  if (!existsSync(join(root, target))) return `${page}: ${href} is not there`;
  const isPage = target.endsWith('.md') && statSync(join(root, target)).isFile();
  return anchor !== undefined && isPage && !anchorsOf(target).includes(anchor)
    ? `${page}: ${href} is no heading`
    : undefined;
}

test('every link leads somewhere', () => {
  const problems = pages.flatMap((page) =>
    [...prose(page).matchAll(/\]\(<?([^()\s>]+)>?\)/g)]
      .map(([, href = '']) => href)
      .filter((href) => !/^[a-z]+:/i.test(href))
      .flatMap((href) => problemOf(page, href) ?? []),
  );
  expect(pages.length).toBeGreaterThan(20);
  expect(problems).toEqual([]);
});
