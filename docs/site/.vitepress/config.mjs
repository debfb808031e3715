import { cpSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitepress';
import { repositoryLinks } from './links.mjs';
import { gathered, pagesOf } from './pages.mjs';
import { sidebar } from './sidebar.mjs';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const found = pagesOf(root);

/** The site is the repository's own Markdown: nothing is written twice, no page is listed by hand. */
export default defineConfig({
  title: 'slim-dockerfile',
  description: JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).description,
  // A repository's pages lie below its name: /slim-dockerfile/.
  base: process.env.SITE_BASE ?? '/',
  srcDir: gathered(root, found),
  // No icon, and no request for one.
  head: [['link', { rel: 'icon', href: 'data:,' }]],
  cleanUrls: true,
  // Examples tell where they answer once they run.
  ignoreDeadLinks: [/^https?:\/\/localhost\b/],
  vite: { publicDir: fileURLToPath(new URL('../public', import.meta.url)) },
  markdown: { config: (md) => md.use(repositoryLinks, root, found) },
  themeConfig: {
    nav: [
      { text: 'Guide', link: '/' },
      { text: 'Rules', link: '/docs/rules' },
      { text: 'Playground', link: '/playground' },
    ],
    sidebar: sidebar(root, found),
    outline: [2, 3],
    search: { provider: 'local' },
  },
  buildEnd({ outDir }) {
    for (const name of ['result.schema.json', 'verify.schema.json'])
      if (existsSync(join(root, 'docs', name)))
        cpSync(join(root, 'docs', name), join(outDir, 'docs', name));
  },
});
