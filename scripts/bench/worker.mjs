// worker.mjs KIND SOURCE EVERY MODULES: does one kind of work on each text and prints what it took.
// The texts are read beforehand in groups, so that unpacking them counts for nobody.
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { resolve } from 'import-meta-resolve';
import { texts } from './texts.mjs';

const [kind, source, every, modules] = process.argv.slice(2);
const require = createRequire(modules === '' ? import.meta.url : pathToFileURL(`${modules}/x.js`));
const load = (name) => import(resolve(name, pathToFileURL(`${modules}/x.js`).href));

async function rewriting(names) {
  const { rewrite, transforms, unknownProject } = await import('../../dist/index.js');
  const chosen = transforms.filter(({ name }) => names === undefined || names.includes(name));
  return (text) => rewrite(text, chosen, unknownProject, { assumePureJs: true });
}

/** Each makes what does the work; a text that it can't take counts as refused. */
const kinds = {
  nothing: async () => () => undefined,
  rewrite: () => rewriting(),
  'dockerfile-ast': async () => {
    const { DockerfileParser } = require('dockerfile-ast');
    return (text) => DockerfileParser.parse(text).getInstructions();
  },
  'dockerfile-utils': async () => {
    const { format } = require('dockerfile-utils');
    return (text) => format(text, { tabSize: 4, insertSpaces: true });
  },
  'prettier with prettier-plugin-sh': async () => {
    const prettier = await load('prettier');
    const plugin = await load('prettier-plugin-sh');
    return (text) => prettier.format(text, { parser: 'dockerfile', plugins: [plugin] });
  },
  '@reteps/dockerfmt': async () => {
    const { formatDockerfileContents } = await load('@reteps/dockerfmt');
    return (text) =>
      formatDockerfileContents(text, { indent: 4, trailingNewline: true, spaceRedirects: false });
  },
  '@dprint/dockerfile': async () => {
    const { createFromBuffer } = await load('@dprint/formatter');
    const { readFileSync } = await import('node:fs');
    const formatter = createFromBuffer(readFileSync((await load('@dprint/dockerfile')).getPath()));
    return (text) => formatter.formatText({ filePath: 'Dockerfile', fileText: text });
  },
};

const cpu = () => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e3;
};

const started = cpu();
const work = await (kind.startsWith('only:') ? rewriting([kind.slice(5)]) : kinds[kind]());
const loading = cpu() - started;
const total = { kind, files: 0, refused: 0, loading, cpu: 0, wall: 0 };

async function measure(group) {
  const [from, since] = [cpu(), performance.now()];
  for (const text of group)
    try {
      await work(text);
    } catch {
      total.refused += 1;
    }
  total.cpu += cpu() - from;
  total.wall += performance.now() - since;
  total.files += group.length;
}

let group = [];
for await (const text of texts(source, Number(every)))
  if (group.push(text) === 50) {
    await measure(group);
    group = [];
  }
await measure(group);
total.megabytes = process.resourceUsage().maxRSS / 1024;
console.log(JSON.stringify(total));
process.exit(0);
