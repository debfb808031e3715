import { cpSync, existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

const alone = [
  'README.md',
  'CHANGELOG.md',
  'CONTRIBUTING.md',
  'SECURITY.md',
  'docs/site/playground.md',
];

/** The Markdown files that are pages, by their paths in the repository. */
export function pagesOf(root) {
  const docs = markdownIn(root, 'docs').filter((path) => !path.startsWith('docs/site/'));
  const examples = markdownIn(root, 'examples').filter((path) => path.endsWith('README.md'));
  return [...alone, ...docs, ...examples].filter((path) => existsSync(join(root, path)));
}

/**
 * Copies the pages to where the generator finds its packages, under their names in the site.
 *
 * @returns the folder
 */
export function gathered(root, pages) {
  const folder = join(root, 'docs/site/.pages');
  rmSync(folder, { recursive: true, force: true });
  for (const path of pages) cpSync(join(root, path), join(folder, rewrittenPath(path)));
  return folder;
}

function markdownIn(root, folder) {
  return readdirSync(join(root, folder), { recursive: true })
    .map((path) => `${folder}/${path.replaceAll('\\', '/')}`)
    .filter((path) => path.endsWith('.md') && !path.includes('/node_modules/'))
    .toSorted();
}

/** Where a page is in the site: a README is what its folder shows. */
export function rewrittenPath(path) {
  return path.replace(/^docs\/site\//, '').replace(/(^|\/)README\.md$/, '$1index.md');
}
