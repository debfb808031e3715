import { existsSync, statSync } from 'node:fs';
import { join, posix } from 'node:path';
import { rewrittenPath } from './pages.mjs';

const { GITHUB_REPOSITORY: name, GITHUB_SERVER_URL: server = 'https://github.com' } = process.env;

/**
 * A plug-in of markdown-it: links of the repository's Markdown as links of the site. A page is linked
 * where the site has it; a folder by its README; another file in the repository on the web, or, where
 * nobody knows the repository's address, not at all. Braces are no expressions of Vue.
 */
export function repositoryLinks(md, root, pages) {
  md.core.ruler.push('repository-links', ({ tokens, env }) => {
    const from = pages.find((path) => rewrittenPath(path) === env.relativePath) ?? '';
    for (const { children } of tokens) relink(children ?? [], from, root, pages);
  });
  const { escapeHtml } = md.utils;
  md.renderer.rules.text = (tokens, index) =>
    escapeHtml(tokens[index].content).replaceAll('{{', '&#123;&#123;');
}

function relink(tokens, from, root, pages) {
  let removed = false;
  for (const token of tokens) {
    if (token.type === 'link_open') {
      const target = targetOf(token.attrGet('href'), from, root, pages);
      removed = target === undefined;
      token.attrSet('href', target ?? '');
    }
    if (!removed || !/^link_(?:open|close)$/.test(token.type)) continue;
    if (token.type === 'link_close') removed = false;
    Object.assign(token, { type: 'text', tag: '', attrs: null, content: '', nesting: 0 });
  }
}

function targetOf(href, from, root, pages) {
  if (/^(?:[a-z]+:|#|\/)/i.test(href)) return href;
  const [, path, hash = ''] = /^([^#]*)(#.*)?$/.exec(href);
  const file = posix.join(posix.dirname(from), decodeURI(path)).replace(/\/$/, '');
  const page = [file, `${file}/README.md`].find((one) => pages.includes(one));
  if (page !== undefined) return `/${rewrittenPath(page)}${hash}`;
  // What is nowhere stays a link, which the generator then calls dead.
  if (!existsSync(join(root, file))) return href;
  if (/^docs\/[^/]+\.schema\.json$/.test(file)) return `/${file}`;
  const kind = statSync(join(root, file)).isDirectory() ? 'tree' : 'blob';
  return name === undefined ? undefined : `${server}/${name}/${kind}/HEAD/${file}${hash}`;
}
