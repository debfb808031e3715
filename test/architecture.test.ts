import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { expect, test } from '@jest/globals';

/**
 * The parts of the program from the ground up: each imports nothing but itself and what stands above
 * it here. Files of src/ are parts of their own.
 */
const parts = [
  'memo error-place grouping literally nearest path-folders sentence user-error',
  'edits machine knowledge',
  'dockerfile',
  'shell image-state',
  'packages project',
  'transform',
  'ignores layout steps',
  'command',
  'installs',
  'transforms',
  'equivalence',
  'rewrite',
  'index config run testing',
  'verify',
  'report',
  'repositories',
  'cli',
].map((line) => line.split(' '));

/** Whose plans a transform may ask for, beside the parts above: what drop-npm will write counts for two others. */
const asked: Readonly<Record<string, readonly string[]>> = {
  'split-stages': ['drop-npm'],
  'alpine-base': ['drop-npm'],
  'drop-npm': [],
  'node-user': [],
};

/** What runs on a disk, in a terminal or beside other processes; all else takes texts and gives texts. */
const reading = 'machine project config run testing verify repositories cli'.split(' ');

interface Import {
  readonly from: string;
  readonly to: string;
}

const files = ['src', 'transforms'].flatMap((folder) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts'))
    .map((path) => posix.join(folder, path.replaceAll('\\', '/'))),
);

const imports = files.flatMap((from): Import[] =>
  [...readFileSync(from, 'utf8').matchAll(/\b(?:from|import\()\s*'([^']+)'/g)].map(
    ([, name = '']) => ({
      from,
      to: name.startsWith('.') ? posix.join(dirname(from), name).replace(/\.js$/, '.ts') : name,
    }),
  ),
);

const ours = imports.filter(({ to }) => /^(?:src|transforms)\//.test(to));

/** `src/shell/script.ts` is of shell, `src/edits.ts` of edits, whatever is in transforms/ of transforms. */
function partOf(path: string): string {
  const [folder = '', name = ''] = path.split('/');
  return folder === 'src' ? name.replace(/\.ts$/, '') : folder;
}

function rankOf(path: string): number {
  return parts.findIndex((line) => line.includes(partOf(path)));
}

const named = ({ from, to }: Import): string => `${from} imports ${to}`;

test('every part has its place in the order, and no place is left over', () => {
  expect([...new Set(files.map(partOf))].toSorted()).toEqual(parts.flat().toSorted());
});

test('imports run one way', () => {
  const wrong = ours.filter(
    ({ from, to }) => partOf(from) !== partOf(to) && rankOf(to) >= rankOf(from),
  );
  expect(wrong.map(named)).toEqual([]);
});

test('only the library and the command line know the catalogue of transforms', () => {
  const users = ours.filter(({ to }) => to.startsWith('transforms/')).map(({ from }) => from);
  const outside = users.filter((path) => !/^(?:transforms|src\/cli)\/|^src\/index\.ts$/.test(path));
  expect(outside).toEqual([]);
});

test('a transform asks no other one but for its plans', () => {
  const ofTransform = (path: string): string => /^transforms\/([^/]+)\//.exec(path)?.[1] ?? '';
  const wrong = ours.filter(({ from, to }) => {
    const [own, other] = [ofTransform(from), ofTransform(to)];
    return own !== '' && other !== '' && own !== other && !asked[own]?.includes(other);
  });
  expect(wrong.map(named)).toEqual([]);
});

test('transforms and what they stand on read no file and start no program', () => {
  const wrong = imports.filter(
    ({ from, to }) =>
      /^node:(?:fs|child_process|os|net|https?|worker_threads)\b/.test(to) &&
      !reading.includes(partOf(from)),
  );
  expect(wrong.map(named)).toEqual([]);
});

test('only the command line writes to a terminal', () => {
  const printing = files.filter((path) =>
    /^(?![ /]*\*).*(?:\bconsole\.\w+\(|\bprocess\.(?:stdout|stderr|exit))/m.test(
      readFileSync(path, 'utf8'),
    ),
  );
  expect(printing.filter((path) => partOf(path) !== 'cli')).toEqual([]);
});

test('what is said of all files of a repository is not forgotten with the Dockerfile that asked', () => {
  const forgetful = files.filter((path) =>
    /\brememberedFor\(\s*\((?:\w+|\{[^}]*\}): (?:Files|Project|Lockfile)\)/.test(
      readFileSync(path, 'utf8'),
    ),
  );
  expect(forgetful).toEqual([]);
});

test('of two folders side by side only one asks the other', () => {
  const between = ours.flatMap(({ from, to }) => {
    const [a, b] = [from.split('/'), to.split('/')];
    const depth = a.findIndex((name, index) => name !== b[index]);
    if (depth === 0) return [];
    // A file beside a folder is what the folder has in common with others, or its door.
    return a.length > depth + 1 && b.length > depth + 1
      ? [`${a.slice(0, depth + 1).join('/')} → ${b.slice(0, depth + 1).join('/')}`]
      : [];
  });
  const asking = new Set(between);
  const both = [...asking].filter((one) => asking.has(one.split(' → ').toReversed().join(' → ')));
  expect(both).toEqual([]);
});

/** Imports that are gone when the program runs are none here. */
const atRunTime = new Map(
  files.map((path) => [
    path,
    [
      ...readFileSync(path, 'utf8').matchAll(
        /^(?:import|export) (?!type )[^;]*?from '(\.[^']+)'/gm,
      ),
    ].map(([, name = '']) => join(dirname(path), name).replace(/\.js$/, '.ts')),
  ]),
);

test('no module waits for itself', () => {
  const done = new Set<string>();
  const circleAt = (path: string, above: readonly string[]): readonly string[] | undefined => {
    if (above.includes(path)) return [...above.slice(above.indexOf(path)), path];
    if (done.has(path)) return undefined;
    const circles = (atRunTime.get(path) ?? []).map((one) => circleAt(one, [...above, path]));
    done.add(path);
    return circles.find((one) => one !== undefined);
  };
  expect(files.flatMap((path) => circleAt(path, []) ?? [])).toEqual([]);
});

/** What others take of a module: names, or `*` where it is loaded whole. */
function taken(): ReadonlySet<string> {
  const users = [
    ...files,
    ...['test', 'scripts', 'docs/site/playground'].flatMap((folder) =>
      readdirSync(folder, { recursive: true, encoding: 'utf8' })
        .filter((path) => /\.(?:ts|mjs)$/.test(path) && !path.includes('node_modules'))
        .map((path) => posix.join(folder, path.replaceAll('\\', '/'))),
    ),
  ];
  const found = users.flatMap((path) => {
    const text = readFileSync(path, 'utf8');
    const placeOf = (name = ''): string => posix.join(dirname(path), name).replace(/\.js$/, '.ts');
    const byName = [...text.matchAll(/\{([^{}]*)\}\s*from\s*'(\.[^']+)'/g)].flatMap(
      ([, names = '', from]) =>
        names.split(',').map((one) => {
          const [name = ''] = one
            .trim()
            .replace(/^type /, '')
            .split(' as ');
          return `${placeOf(from)} ${name}`;
        }),
    );
    const whole = [...text.matchAll(/(?:import\(|import \* as \w+ from )'(\.[^']+)'/g)].map(
      ([, from]) => `${placeOf(from)} *`,
    );
    return [...byName, ...whole];
  });
  return new Set(found);
}

test('nothing is exported that no other module takes', () => {
  const wanted = taken();
  const idle = files.flatMap((path) => {
    const declared = readFileSync(path, 'utf8').matchAll(
      /^export (?:async )?(?:function\*?|const|class|interface|type) (\w+)(.*)/gm,
    );
    return [...declared].flatMap(([, name = '', rest = '']) => {
      // Tables of reasons are found by test/split-stages-reasons.test.ts, by what they are.
      const known = wanted.has(`${path} ${name}`) || wanted.has(`${path} *`);
      return known || rest.includes('Reason<') ? [] : [`${path} ${name}`];
    });
  });
  expect(idle).toEqual([]);
});
