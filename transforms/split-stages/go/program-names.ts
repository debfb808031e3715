import { posix } from 'node:path';
import type { Dockerfile, Stage } from '../../../src/dockerfile/index.js';
import { originOf, type Project } from '../../../src/project/index.js';
import { fileProgram, type GoBuild, programName } from './go-command.js';
import { goFiles } from './sources.js';

/** Where a build runs. */
interface BuildPlace {
  readonly file: Dockerfile;
  readonly stage: Stage;
  readonly project: Project;
  /** Where go install puts programs. */
  readonly target: string;
}

/**
 * The absolute paths of the programs that a build writes; none for one that only compiles, as
 * `go build ./...` does; undefined where they can't be told.
 */
export function programsBuilt(
  build: GoBuild,
  folder: string | undefined,
  place: BuildPlace,
): readonly string[] | undefined {
  const { kind, output, packages, unknown } = build;
  if (unknown || folder === undefined) return undefined;
  const into = kind === 'install' ? place.target : folder;
  if (output === undefined || isFolder(output)) {
    if (kind === 'build' && output === undefined && isMany(packages)) return [];
    const names = namesOf(packages, folder, place);
    return names?.map((name) => posix.resolve(into, output ?? '', name));
  }
  return [posix.resolve(into, output)];
}

function isFolder(path: string): boolean {
  return /(?:^|\/)\.{0,2}$/.test(path);
}

/** Several packages are compiled and thrown away. */
function isMany(packages: readonly string[]): boolean {
  return (
    packages.some((name) => name.includes('...')) ||
    (packages.length > 1 && !packages.every((name) => name.endsWith('.go')))
  );
}

function namesOf(
  packages: readonly string[],
  folder: string,
  place: BuildPlace,
): readonly string[] | undefined {
  if (packages[0]?.endsWith('.go')) return [fileProgram(packages[0])];
  if (packages.some((name) => name.includes('...'))) return mainPackages(folder, place);
  return (packages.length > 0 ? packages : ['.']).map((name) => nameOf(name, folder, place));
}

/** A folder with a go.mod is called as its module, any other by its own name. */
function nameOf(name: string, folder: string, place: BuildPlace): string {
  const path = /^\.{0,2}(?:\/|$)/.test(name) ? posix.resolve(folder, name) : undefined;
  return programName(path === undefined ? name : (moduleIn(path, place) ?? path));
}

function moduleIn(folder: string, { file, stage, project }: BuildPlace): string | undefined {
  const origin = originOf(project, stage, file.stages, posix.join(folder, 'go.mod'));
  const text = origin === undefined ? undefined : project.files.read(origin);
  return text === undefined ? undefined : /^module\s+"?([^\s"]+)/m.exec(text)?.[1];
}

/** The programs below a folder of the build context: folders with a `package main`. */
function mainPackages(folder: string, place: BuildPlace): readonly string[] | undefined {
  const { context, files } = place.project;
  if (context === undefined) return undefined;
  const folders = goFiles(place.project)
    .filter((path) => /^package main\b/m.test(files.read(path) ?? ''))
    .map((path) => posix.dirname(posix.relative(context, path)));
  return [...new Set(folders)].map((one) => nameOf(`./${one}`, folder, place));
}
