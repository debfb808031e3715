import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { rewrittenPath } from './pages.mjs';

/** What stands beside every page: the guide, one group of rules for each transform, the examples. */
export function sidebar(root, pages) {
  const item = (path) => ({ text: titleOf(root, path), link: linkOf(path) });
  const below = (folder) => pages.filter((path) => path.startsWith(folder));
  const ruleFolders = new Set(below('docs/rules/').map((path) => path.split('/')[2]));
  return [
    {
      text: 'slim-dockerfile',
      items: [
        { text: 'What it does', link: '/' },
        { text: 'Playground', link: '/playground' },
        ...below('docs/')
          .filter((path) => /^docs\/[^/]+$/.test(path))
          .map(item),
        ...['SECURITY.md', 'CONTRIBUTING.md', 'CHANGELOG.md']
          .filter((path) => pages.includes(path))
          .map(item),
      ],
    },
    ...[...ruleFolders].map((name) => ({
      text: `Rules: ${name}`,
      collapsed: true,
      items: below(`docs/rules/${name}/`).map((path) => ({
        text: path.slice(`docs/rules/${name}/`.length, -'.md'.length),
        link: linkOf(path),
      })),
    })),
    { text: 'Examples', collapsed: true, items: below('examples/').map(item) },
  ];
}

function linkOf(path) {
  return `/${rewrittenPath(path).replace(/(?:index)?\.md$/, '')}`;
}

/** The first heading of a page, without its marks. */
function titleOf(root, path) {
  const heading = /^# (.+)$/m.exec(readFileSync(join(root, path), 'utf8'))?.[1] ?? path;
  return heading.replaceAll(/[`*]/g, '');
}
