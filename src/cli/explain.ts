import { nearestOf } from '../nearest.js';
import { wrap } from '../report/wrap.js';
import { rulesOf } from '../rewrite/rules.js';
import type { Rule, Transform } from '../transform.js';
import { UserError } from '../user-error.js';
import { transforms as catalogue } from '../../transforms/index.js';

/**
 * What there is to say of a rule; for a part of a slug, the rules that it may mean; for an empty
 * text, all of them.
 *
 * @throws UserError when nothing is like it
 */
export function explanationOf(
  name: string,
  transforms: readonly Transform[],
  width: number,
): string {
  const rules = rulesOf([...catalogue, ...transforms]);
  const matching = [...rules.keys()].filter(
    (slug) => slug === name || slug.split('/').includes(name),
  );
  const [slug, ...others] = name === '' ? [...rules.keys()] : matching;
  if (slug === undefined) throw unknownRule(name, rules);
  if (others.length > 0) return listOf([slug, ...others], rules);
  const { title, explanation } = rules.get(slug) as Rule;
  return `${slug}\n${wrap(title, '', width)}\n\n${wrap(explanation, '', width)}\n`;
}

/** The slugs of all rules of ours. */
export function ruleNames(): readonly string[] {
  return [...rulesOf([]).keys()];
}

/** @throws UserError when there is no such rule */
export function checkedRule(slug: string, transforms: readonly Transform[]): string {
  const rules = rulesOf([...catalogue, ...transforms]);
  if (rules.has(slug)) return slug;
  throw unknownRule(slug, rules);
}

/** People remember the reason rather than the transform. */
function unknownRule(name: string, rules: ReadonlyMap<string, Rule>): UserError {
  const names = [...rules.keys()].flatMap((slug) => [slug, slug.replace(/^.*\//, '')]);
  const nearest = nearestOf(name, names);
  const slug = [...rules.keys()].find((one) => one === nearest || one.endsWith(`/${nearest}`));
  const meant = slug === undefined ? '' : ` Did you mean ${slug}?`;
  return new UserError(
    `There is no rule "${name}".${meant}`,
    'slim-dockerfile --explain lists all rules.',
  );
}

function listOf(slugs: readonly string[], rules: ReadonlyMap<string, Rule>): string {
  const column = Math.max(...slugs.map((slug) => slug.length)) + 2;
  return slugs.map((slug) => `${slug.padEnd(column)}${rules.get(slug)?.title}\n`).join('');
}

/** The catalogue, a line each. */
export function transformList(transforms: readonly Transform[]): string {
  const column = Math.max(...transforms.map(({ name }) => name.length)) + 2;
  return transforms.map(({ name, summary }) => `${name.padEnd(column)}${summary}\n`).join('');
}
