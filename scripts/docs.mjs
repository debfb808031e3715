// Writes docs/rules.md from the rules that the transforms declare: npm run docs [-- --check]
import { readFileSync, writeFileSync } from 'node:fs';
import { fileRules, transforms } from '../dist/index.js';

const target = new URL('../docs/rules.md', import.meta.url);
const section = (slug, { title, explanation }) => `### ${slug}\n\n**${title}.** ${explanation}\n`;
const chapter = (name, summary, rules) =>
  `## ${name}\n\n${summary}\n\n${Object.entries(rules)
    .map(([key, rule]) => section(`${name}/${key}`, rule))
    .join('\n')}`;

const text = [
  '# Rules\n\nWritten by `npm run docs` from the rules of the transforms; `slim-dockerfile --explain RULE` prints the same.\n',
  chapter('file', 'What concerns a file as a whole.', fileRules),
  ...transforms.map(({ name, summary, rules }) => chapter(name, `It ${summary}.`, rules)),
].join('\n');

if (!process.argv.includes('--check')) writeFileSync(target, text);
else if (readFileSync(target, 'utf8') !== text) {
  console.error('docs/rules.md is not what the rules say: run npm run docs');
  process.exitCode = 1;
}
