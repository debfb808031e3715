import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import { finalImage, openProject, type Options, parse, rewrite, transforms } from '../src/index.js';
import type { Transform } from '../src/transform.js';

const root = fileURLToPath(new URL('../examples/', import.meta.url));
const dockerfiles = readdirSync(root, { recursive: true, encoding: 'utf8' })
  .map((path) => path.replaceAll('\\', '/'))
  .filter((path) => /(^|\/)Dockerfile$/.test(path))
  .toSorted();
/** Every choice of transforms, none and all among them. */
const subsets: (readonly Transform[])[] = [...Array(2 ** transforms.length).keys()].map((bits) =>
  transforms.filter((_, index) => (bits >> index) % 2 === 1),
);
const settings: Partial<Options>[] = [
  {},
  { runtime: 'minimal', init: 'tini', strip: true },
  { runtime: 'slim', numericUser: true },
  { runtime: 'distroless', readonlyApp: true },
];
const failures = /^file\/(?:self-check|transform-error)$/;

describe.each(dockerfiles)('examples/%s', (path) => {
  const text = readFileSync(`${root}${path}`, 'utf8');
  const project = openProject(`${root}${path}`, parse(text));

  test.each(settings)('all sixteen choices of transforms with %j', (options) => {
    for (const chosen of subsets) {
      const names = chosen.map(({ name }) => name);
      const result = rewrite(text, chosen, project, options);
      const told = [...result.changes, ...result.cautions, ...result.declined];
      expect({ names, told: told.filter(({ rule }) => failures.test(rule)) }).toEqual({
        names,
        told: [],
      });
      const again = rewrite(result.text, chosen, project, options);
      expect({ names, text: again.text }).toEqual({ names, text: result.text });
      expect({ names, ...strangers(text, result.text, names) }).toEqual({ names });
    }
  });
});

/** What changed that no transform of the choice is about. */
function strangers(before: string, after: string, names: readonly string[]): object {
  const [was, is] = [before, after].map((text) => ({
    file: parse(text),
    image: finalImage(parse(text)),
  }));
  if (!was || !is) return {};
  // A Go program has one runtime stage, which split-stages writes with its user.
  const isGo = was.image.base.startsWith('golang');
  const user = isGo || names.includes('node-user') || was.image.user === is.image.user;
  const stages = names.includes('split-stages') || was.file.stages.length === is.file.stages.length;
  // A command that the image gives may be written out: node:onbuild does.
  const given = ['', is.image.command].includes(was.image.command);
  const start = names.includes('drop-npm') || given;
  const isNpmGone = (text: string): boolean => /rm -rf \S*\/npm\b/.test(text);
  const npm = names.includes('drop-npm') || isNpmGone(before) === isNpmGone(after);
  return {
    ...(!user && { user: is.image.user }),
    ...(!stages && { stages: is.file.stages.length }),
    ...(!start && { command: is.image.command }),
    ...(!npm && { npm: 'removed' }),
  };
}
