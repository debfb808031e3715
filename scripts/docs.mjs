// Writes docs/rules.md and a page for each rule, docs/rules/<transform>/<rule>.md, from what the
// transforms declare and from the fixtures: npm run docs [-- --check]
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { fileRules, transforms } from '../dist/index.js';
import { pageOf } from './rule-page.mjs';

const docs = new URL('../docs/', import.meta.url);
const chapters = [
  { name: 'file', about: 'What concerns a file as a whole.', rules: fileRules },
  ...transforms.map(({ name, summary, rules }) => ({ name, about: `It ${summary}.`, rules })),
];

const list = ({ name, about, rules }) =>
  `## ${name}\n\n${about}\n\n${Object.entries(rules)
    .map(([key, { title }]) => `- [${name}/${key}](rules/${name}/${key}.md): ${title}`)
    .join('\n')}\n`;

const intro = `# Rules

Each finding names its rule. A page says what is behind it, with an example; \`slim-dockerfile --explain
RULE\` prints the same in the terminal. Written by \`npm run docs\` from the rules of the transforms.
`;

const pages = new Map([
  ['rules.md', [intro, ...chapters.map(list)].join('\n')],
  ...chapters.flatMap(({ name, about, rules }) =>
    Object.entries(rules).map(([key, rule]) => [
      `rules/${name}/${key}.md`,
      pageOf({ name, about, slug: `${name}/${key}`, ...rule }),
    ]),
  ),
]);

const existing = (path) => {
  try {
    return readFileSync(new URL(path, docs), 'utf8');
  } catch {
    return undefined;
  }
};
const there = () => {
  mkdirSync(new URL('rules/', docs), { recursive: true });
  const files = readdirSync(new URL('rules/', docs), { recursive: true, withFileTypes: true });
  return files
    .filter((one) => one.isFile())
    .map(({ name, parentPath }) => `rules/${parentPath.split(/[\\/]/).at(-1)}/${name}`);
};

const wrong = [...pages].filter(([path, text]) => existing(path) !== text);
const stale = there().filter((path) => !pages.has(path));

if (process.argv.includes('--check')) {
  if (wrong.length + stale.length > 0) {
    const first = [...wrong.map(([path]) => path), ...stale][0];
    console.error(`docs/${first} is not what the rules say: run npm run docs`);
    process.exitCode = 1;
  }
} else {
  for (const [path, text] of wrong) {
    mkdirSync(new URL('.', new URL(path, docs)), { recursive: true });
    writeFileSync(new URL(path, docs), text);
  }
  for (const path of stale) rmSync(new URL(path, docs));
}
