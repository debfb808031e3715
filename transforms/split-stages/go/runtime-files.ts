import { posix } from 'node:path';
import type { Dockerfile, Stage } from '../../../src/dockerfile/index.js';
import {
  copiesOf,
  fromContext,
  isBelow,
  isIgnored,
  type Project,
} from '../../../src/project/index.js';
import type { GoSources } from './sources.js';

/** Files that no program reads while it runs. */
const notRead =
  /(?:^|\/)(?:\.(?:air\.toml|dockerignore|editorconfig|git\w*|golangci\.ya?ml|goreleaser\.ya?ml|travis\.yml)|AUTHORS|CHANGELOG(?:\.md)?|CODEOWNERS|CONTRIBUTING\.md|Containerfile|[^/]*Dockerfile[^/]*|(?:docker-)?compose[^/]*\.ya?ml|go\.(?:mod|sum|work|work\.sum)|Gopkg\.(?:lock|toml)|Jenkinsfile|justfile|LICEN[CS]E[^/]*|Makefile|README[^/]*|renovate\.json|Taskfile\.ya?ml|[^/]+\.go)$|(?:^|\/)(?:\.circleci|\.github|\.idea|\.vscode|testdata|vendor)\//i;

/** Calls that read the program's own sources, or find files by where these lay. */
const readsSources = /\bruntime\.Caller\(|"[^"]*(?:go\.mod|\.go)"/;

/**
 * The first file of the image that the program may read while it runs: not Go, not for people or
 * tools, not embedded into the program (handbook F31). Undefined when there is none.
 */
export function runtimeFile(
  file: Dockerfile,
  stage: Stage,
  project: Project,
  sources: GoSources,
): string | undefined {
  const reader = sources.files.find(({ text }) => readsSources.test(text));
  if (reader) return reader.path;
  const copied = copiesOf(stage, file.stages);
  const sourcesOf = copied.flatMap((copy) => (copy ? copy.sources : ['.']));
  const embedded = sources.files.flatMap(embeddedBy);
  return project.files
    .list()
    .filter((path) => isBelow(path, project.context ?? ''))
    .find((path) => {
      const inside = fromContext(project, path);
      return (
        !notRead.test(inside) &&
        sourcesOf.some((source) => covers(source, inside)) &&
        !isIgnored(project, inside) &&
        !embedded.some((one) => covers(one, path))
      );
    });
}

/** The patterns of the go:embed lines of a file, from the repository's root. */
function embeddedBy({ path, text }: { path: string; text: string }): string[] {
  return [...text.matchAll(/^\/\/go:embed\s+(.+)$/gm)].flatMap(([, patterns = '']) =>
    [...patterns.matchAll(/"([^"]+)"|`([^`]+)`|(\S+)/g)].map(([, a, b, c]) =>
      posix.join(posix.dirname(path), (a ?? b ?? c ?? '').replace(/^all:/, '')),
    ),
  );
}

/** Whether a source of COPY or a pattern of go:embed takes a file in: itself or a folder above it. */
function covers(pattern: string, path: string): boolean {
  const plain = posix.normalize(pattern).replace(/^\/|\/$/g, '');
  if (plain === '.' || plain === '') return true;
  const parts = plain.split('/');
  const names = path.split('/');
  return (
    names.length >= parts.length && parts.every((part, index) => isMatch(part, names[index] ?? ''))
  );
}

function isMatch(pattern: string, name: string): boolean {
  if (!/[*?[]/.test(pattern)) return pattern === name;
  const source = pattern
    .replace(/[.+^${}()|\\]/g, String.raw`\$&`)
    .replaceAll('*', '[^/]*')
    .replaceAll('?', '[^/]');
  try {
    return new RegExp(`^${source}$`).test(name);
  } catch {
    return true;
  }
}
