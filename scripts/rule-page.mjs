// The page of a rule: what --explain says, and the plainest case among the fixtures that report it.
import { readdirSync, readFileSync } from 'node:fs';
import { structuredPatch } from 'diff';
import { transforms } from '../dist/index.js';
import { readFixture, rewriteFixture } from '../dist/testing.js';

const folder = new URL('../test/fixtures/', import.meta.url);
const fixtures = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .map((path) => path.replaceAll('\\', '/'))
  .filter((path) => path.endsWith('.md'))
  .toSorted()
  .map((path) => readFixture(readFileSync(new URL(path, folder), 'utf8')));

/** Files of a project that are shown whole have no more lines; others are named. */
const most = 16;

/** @returns {string} the page, as Markdown */
export function pageOf({ name, about, slug, title, explanation }) {
  const [example] = fixtures
    .filter(({ findings = [] }) => findings.some((line) => line.endsWith(` ${slug}`)))
    .toSorted((a, b) => costOf(a) - costOf(b));
  const parts = [
    `# ${slug}`,
    `**${title}.** ${explanation}`,
    ...(example ? exampleOf(example, slug) : []),
    '## See also',
    `${belongsTo(name, about)} \`slim-dockerfile --explain ${slug}\` prints the explanation. [All rules](../../rules.md).`,
  ];
  return `${parts.join('\n\n')}\n`;
}

function belongsTo(name, about) {
  if (name === 'file') return 'A rule on the file as a whole.';
  return `A rule of \`${name}\`, which ${about.replace(/^It /, '')}`;
}

/** How much there is to read, and to understand. */
function costOf({ before, after = '', files, tree, findings, options }) {
  const around = Object.values(files).join('').length + tree.length * 40;
  const odd = findings.length * 120 + Object.keys(options).length * 200;
  return before.length + after.length / 2 + around / 2 + odd;
}

function exampleOf(fixture, slug) {
  const result = rewriteFixture(fixture, transforms);
  const path = fixture.options.path ?? 'Dockerfile';
  const told = [
    ...result.changes.map((one) => ['changed', one]),
    ...result.cautions.map((one) => ['caution', one]),
    ...result.declined.map((one) => ['declined', one]),
  ].filter(([, { rule }]) => rule === slug);
  if (told.length === 0) return [];
  const isQuiet = told.every(([kind]) => kind === 'declined') || result.text === fixture.before;
  return [
    '## Example',
    block('dockerfile', fixture.before),
    ...aroundOf(fixture),
    `${commandOf(fixture.options)} says:`,
    block('text', told.map((one) => sayingOf(one, path)).join('')),
    ...(isQuiet ? [] : ['With all that it changes here:', diffOf(fixture, result)]),
  ];
}

function aroundOf({ files, tree }) {
  const isShown = (body) => body.trim() !== '' && body.split('\n').length <= most;
  const shown = Object.entries(files).filter(([, body]) => isShown(body));
  const named = [...Object.keys(files).filter((path) => !isShown(files[path])), ...tree];
  return [
    ...shown.flatMap(([path, body]) => [`\`${path}\`:`, block(languageOf(path), body)]),
    ...(named.length > 0 ? [`Beside it: ${named.map((path) => `\`${path}\``).join(', ')}.`] : []),
  ];
}

function languageOf(path) {
  const known = { json: 'json', js: 'js', mjs: 'js', ts: 'ts', go: 'go', sh: 'sh' };
  const yaml = { yaml: 'yaml', yml: 'yaml' };
  return { ...known, ...yaml }[path.split('.').at(-1)] ?? 'text';
}

function commandOf({ path: _1, context, transforms: names = [], images, ...options }) {
  const words = [
    ...names.map((name) => `-t ${name}`),
    ...(context === undefined ? [] : [`--context ${context || '.'}`]),
    ...(images === undefined ? [] : ['--online']),
    ...Object.entries(options).flatMap(([name, value]) => wordsOf(name, value)),
  ];
  return `\`${['slim-dockerfile', ...words].join(' ')}\``;
}

function wordsOf(name, value) {
  if (name === 'imageMirrors') return value.map((prefix) => `--image-mirror ${prefix}`);
  const option = name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
  if (value === true) return [`--${option}`];
  return value === false ? [`--no-${option}`] : [`--${option} ${value}`];
}

function sayingOf([kind, { line, rule, because, advice }], path) {
  const indent = ' '.repeat(10);
  // JSON.parse has other words in each version of Node.js.
  const reason = because.replace(/ is no valid JSON \(.*\);/, ' is no valid JSON;');
  const more = advice === undefined ? '' : `${indent}→ ${advice}\n`;
  return `${kind.padEnd(9)} ${path}:${line}  ${rule}\n${indent}${reason}\n${more}`;
}

function diffOf({ before }, { text }) {
  const { hunks } = structuredPatch('', '', before, text, '', '', { context: 3 });
  return block('diff', `${hunks.flatMap(({ lines }) => lines).join('\n')}\n`);
}

/** A fence that nothing in the text can close. */
function block(language, text) {
  const ticks = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(ticks + 1);
  return `${fence}${language}\n${text.replace(/\n?$/, '\n')}${fence}`;
}
