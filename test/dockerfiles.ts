import fc from 'fast-check';
import { between, images, settings, starts, steps, tops } from './dockerfile-parts.js';

/** A Dockerfile as people may write one, and the files around it. */
export interface Sample {
  readonly text: string;
  /** Absent: nothing is known of the project. */
  readonly files?: Readonly<Record<string, string>>;
}

const some = (from: readonly string[]): fc.Arbitrary<string> => fc.constantFrom(...from);

/** An instruction, perhaps indented, with what people leave above it. */
const line = fc
  .tuple(
    fc.array(some(between), { maxLength: 2 }),
    some(['', '', '', '  ', '\t']),
    fc.oneof(
      { weight: 5, arbitrary: some(steps) },
      { weight: 4, arbitrary: some(settings) },
      { weight: 1, arbitrary: some(starts) },
    ),
  )
  .map(([above, indent, text]) => [...above, indent + text].join('\n'));

/** A stage; what it copies from a stage before is written once its place is known. */
const stage = fc.record({
  image: some(images),
  named: fc.constantFrom('', ' AS ', ' as '),
  platform: fc.constantFrom('', '', '', '--platform=linux/amd64 ', '--platform=$BUILDPLATFORM '),
  from: fc.constantFrom('none', 'none', 'copy', 'number', 'base'),
  lines: fc.array(line, { maxLength: 9 }),
  start: fc.option(some(starts), { freq: 3 }),
});

const install = some(['RUN npm ci', 'RUN npm install', 'RUN yarn install \\\n  --frozen-lockfile']);
const copies = some(['COPY . .', 'COPY package*.json ./\nCOPY . .', 'ADD . /app', 'COPY . /app/']);
const early = fc.array(some(['', '# the app', ...settings]), { maxLength: 3 });

/** The stage that most people write: install, perhaps build, start, and settings anywhere. */
const everyday = fc
  .record({
    image: some(images.slice(0, 6)),
    early,
    copies,
    install,
    late: early,
    start: some(starts),
  })
  .chain((parts) =>
    some(['', 'RUN npm run build', 'RUN npm run build && npm test']).map((build) => ({
      ...parts,
      build,
    })),
  )
  .map(({ image, early: above, copies: copied, install: installed, build, late, start }) => {
    const lines = [...above, 'WORKDIR /app', copied, installed, build, ...late, start];
    return { image, named: '', platform: '', from: 'none', lines, start: null };
  });

/** What a stage is made of. */
interface StageParts {
  readonly image: string;
  readonly named: string;
  readonly platform: string;
  readonly from: string;
  readonly lines: readonly string[];
  readonly start: string | null;
}

function stageText(parts: StageParts, index: number, all: readonly StageParts[]): string {
  const { image, named, platform, lines, start } = parts;
  const before = all[index - 1]?.named ? `stage${index - 1}` : undefined;
  const base = parts.from === 'base' && before !== undefined ? before : image;
  const source = parts.from === 'number' ? String(index - 1) : before;
  const copying = index > 0 && /copy|number/.test(parts.from) && source !== undefined;
  const copy = copying ? [`COPY --from=${source} /app /app`] : [];
  const from = `FROM ${platform}${base}${named && `${named}stage${index}`}`;
  return [from, ...copy, ...lines, ...(start === null ? [] : [start])].join('\n');
}

const texts = fc
  .record({
    top: some(tops),
    global: some([
      '',
      'ARG V=20\n',
      'ARG V=20\n',
      'ARG V\n',
      'ARG BUILDPLATFORM\nARG V=18-alpine\n',
    ]),
    stages: fc.oneof<fc.Arbitrary<StageParts[]>[]>(
      fc.array(stage, { minLength: 1, maxLength: 3 }),
      fc.tuple(everyday),
    ),
    newline: fc.boolean(),
    carriage: fc.integer({ min: 0, max: 3 }),
    mark: fc.integer({ min: 0, max: 9 }),
    small: fc.integer({ min: 0, max: 5 }),
    open: fc.integer({ min: 0, max: 30 }),
    end: some(['', '', '', '\n# the end', '\n\n']),
  })
  .map(({ top, global, stages, newline, carriage, mark, small, open, end }) => {
    let text =
      top +
      global +
      stages.map(stageText).join('\n\n') +
      end +
      (open === 0 ? '\nRUN npm ci \\' : '') +
      (newline ? '\n' : '');
    if (top.includes('`')) text = text.replace(/\\$/gm, '`');
    if (small === 0)
      text = text.replace(
        /^([ \t]*)([A-Z]+)(?= )/gm,
        (_, indent, word) => indent + word.toLowerCase(),
      );
    if (carriage === 0) text = text.replaceAll('\n', '\r\n');
    return mark === 0 ? `\ufeff${text}` : text;
  });

const manifest = fc
  .record({
    name: fc.constant('app'),
    scripts: fc.record(
      {
        start: some([
          'node index.js',
          'node dist/main.js',
          'NODE_ENV=production node .',
          'nodemon',
          'next start',
        ]),
        build: some(['tsc', 'next build', 'vite build']),
        postinstall: some(['node-gyp rebuild', 'echo done']),
      },
      { requiredKeys: ['start'] },
    ),
    dependencies: fc
      .subarray(['express', 'bcrypt', 'sharp', 'next', 'pg'])
      .map((names) => Object.fromEntries(names.map((name) => [name, '^1.0.0']))),
    devDependencies: fc
      .subarray(['typescript', 'jest'])
      .map((names) => Object.fromEntries(names.map((name) => [name, '^1.0.0']))),
  })
  .map((one) => JSON.stringify(one));

const sources = some(['process.on("SIGTERM", stop)', 'app.listen(80)', 'fs.writeFileSync("log")']);

/** Dockerfiles of one to three stages, with or without a project. */
export const samples: fc.Arbitrary<Sample> = fc
  .record({
    text: texts,
    manifest,
    source: sources,
    known: fc.boolean(),
    broken: fc.integer({ min: 0, max: 20 }),
  })
  .map(({ text, manifest: json, source, known, broken }) => {
    const files = { 'package.json': broken === 0 ? json.slice(0, -1) : json, 'index.js': source };
    return known ? { text, files } : { text };
  });
