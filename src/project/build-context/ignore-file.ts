import { rememberedForGood } from '../../memo.js';
import { joinPath } from '../files.js';
import { type PathMatcher, pathMatcher } from '../path-pattern.js';
import type { Project } from '../project.js';

/** One line of an ignore file. */
interface Pattern {
  readonly matches: PathMatcher;
  readonly negated: boolean;
}

/** More are nobody's, and each is held against every path. */
const mostPatterns = 2000;

/**
 * Whether the build context leaves a path out, by `<Dockerfile>.dockerignore` or `.dockerignore`
 * (handbook A50; rules of moby/patternmatcher: the last pattern that matches a path or a folder
 * above it decides).
 *
 * @param path from the context's root
 */
export function isIgnored(project: Project, path: string): boolean {
  const patterns = ignorePatterns(project);
  const candidates = path.split('/').map((_, index, parts) => parts.slice(0, index + 1).join('/'));
  let ignored = false;
  for (const { matches, negated } of patterns)
    if (candidates.some((candidate) => matches(candidate))) ignored = !negated;
  return ignored;
}

const ignorePatterns = rememberedForGood((project: Project): readonly Pattern[] => {
  const { files, dockerfile, context } = project;
  if (context === undefined) return [];
  const general = joinPath(context, '.dockerignore');
  const text = files.read(`${dockerfile}.dockerignore`) ?? (general && files.read(general)) ?? '';
  return text
    .replace(/^\ufeff/, '')
    .split(/\r?\n/)
    .slice(0, mostPatterns)
    .flatMap(readPattern);
});

function readPattern(line: string): Pattern[] {
  const trimmed = line.trim();
  if (trimmed === '' || line.startsWith('#')) return [];
  const negated = trimmed.startsWith('!');
  const path = joinPath('', negated ? trimmed.slice(1).trim() : trimmed);
  return path === undefined || path === '' ? [] : [{ negated, matches: pathMatcher(path) }];
}
