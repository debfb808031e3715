import { parse } from '../dockerfile/index.js';
import { fileRules } from '../rewrite/file-rules.js';
import { memoryFiles } from '../project/files.js';
import { type Project, projectOf, unknownProject } from '../project/project.js';
import { rewrite, type Rewrite, type Told } from '../rewrite/index.js';
import { rulesOf } from '../rewrite/rules.js';
import type { Transform } from '../transform.js';
import { differenceOf } from './difference.js';
import type { Fixture } from './fixture.js';

/** The rewrite of a fixture, with the transforms that its options name or with all that are given. */
export function rewriteFixture(fixture: Fixture, transforms: readonly Transform[]): Rewrite {
  const { path = 'Dockerfile', context, transforms: names, ...options } = fixture.options;
  const chosen = names ? transforms.filter(({ name }) => names.includes(name)) : transforms;
  const rules = [...rulesOf(transforms).keys()];
  const project = projectFor(fixture, path, context);
  return rewrite(fixture.before, chosen, project, { rules, ...options });
}

/** A fixture without files is a Dockerfile of which nothing but the text is known. */
function projectFor({ before, files, tree }: Fixture, path: string, context?: string): Project {
  if (Object.keys(files).length === 0 && tree.length === 0) return unknownProject;
  const all = memoryFiles({ ...files, [path]: before }, tree);
  return projectOf(all, path, parse(before), context);
}

/** What a transform is to blame for, whatever the fixture says. */
const failures = new Set(['file/self-check', 'file/transform-error']);

/**
 * Checks a fixture: the text, the findings, that no transform failed or reports a rule that it does
 * not declare, and that a second run changes nothing.
 *
 * @returns what is wrong, a paragraph each; empty when all is well
 * @throws DockerfileSyntaxError when the text before is no Dockerfile
 */
export function checkFixture(fixture: Fixture, transforms: readonly Transform[]): string[] {
  const result = rewriteFixture(fixture, transforms);
  const again = rewriteFixture({ ...fixture, before: result.text }, transforms);
  const failed = [...result.declined, ...again.declined].filter(({ rule }) => failures.has(rule));
  return [
    ...textProblems(fixture, result),
    ...(again.text === result.text
      ? []
      : [`A second run changes the text again:\n${differenceOf(result.text, again.text)}`]),
    ...new Set(failed.map(({ because }) => because)),
    ...findingProblems(fixture, result),
    ...undeclaredRules(result, transforms),
  ];
}

function textProblems({ before, after = before }: Fixture, result: Rewrite): string[] {
  if (result.text === after) return [];
  const said = told(result).map((line) => `  ${line}`);
  const reasons =
    said.length > 0 ? `What was said of it:\n${said.join('\n')}` : 'Nothing was said.';
  return [`The text is not the one after:\n${differenceOf(after, result.text)}\n${reasons}`];
}

function findingProblems({ findings }: Fixture, result: Rewrite): string[] {
  if (!findings) return [];
  const [expected, found] = [findings, findingLines(result)].map(
    (lines) => `${lines.toSorted().join('\n')}\n`,
  ) as [string, string];
  return expected === found ? [] : [`The findings differ:\n${differenceOf(expected, found)}`];
}

/** A rule that is not declared can't be explained to those who meet it. */
function undeclaredRules(result: Rewrite, transforms: readonly Transform[]): string[] {
  const sources = [{ name: 'file', rules: fileRules }, ...transforms];
  const declared = new Set(
    sources.flatMap(({ name, rules }) => Object.keys(rules).map((reason) => `${name}/${reason}`)),
  );
  const reported = findingsOf(result).map(({ rule }) => rule);
  return [...new Set(reported)]
    .filter((rule) => !declared.has(rule))
    .map((rule) => `The rule ${rule} is reported, and no transform declares it among its rules.`);
}

function findingsOf({ changes, cautions, declined }: Rewrite): readonly Told[] {
  return [...changes, ...cautions, ...declined];
}

/** Findings with their reasons. */
function told(result: Rewrite): string[] {
  const lines = findingLines(result);
  return findingsOf(result).map(({ because }, at) => `${lines[at]}: ${because}`);
}

/** Findings as fixtures write them. */
export function findingLines({ changes, cautions, declined }: Rewrite): string[] {
  return [
    ...changes.map(({ line, rule }) => `${line}: changed ${rule}`),
    ...cautions.map(({ line, rule }) => `${line}: caution ${rule}`),
    ...declined.map(({ line, rule }) => `${line}: declined ${rule}`),
  ];
}
