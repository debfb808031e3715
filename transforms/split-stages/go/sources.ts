import { needsCgo } from '../../../src/knowledge/images/golang.js';
import {
  firstMatch,
  fromContext,
  isBelow,
  isIgnored,
  joinPath,
  type Place,
  type Project,
} from '../../../src/project/index.js';

/** The Go files of a program, tests left out. */
export interface GoSources {
  readonly files: readonly { readonly path: string; readonly text: string }[];
  /** What go.mod, and before Go 1.17 go.sum, says of other modules. */
  readonly modules: readonly string[];
}

/** The sources in the build context; undefined when there are none or one can't be read. */
export function goSources(project: Project): GoSources | undefined {
  const read = goFiles(project).map((path) => ({ path, text: project.files.read(path) }));
  const known = read.filter((one): one is { path: string; text: string } => one.text !== undefined);
  if (known.length === 0 || known.length < read.length) return undefined;
  return { files: known, modules: modulesOf(project) };
}

/** The Go files of the build context, tests and other people's code left out. */
export function goFiles(project: Project): string[] {
  const { context, files } = project;
  if (context === undefined) return [];
  return files
    .list()
    .filter(
      (path) =>
        path.endsWith('.go') &&
        !/_test\.go$|(?:^|\/)(?:vendor|testdata)\//.test(path) &&
        isBelow(path, context) &&
        !isIgnored(project, fromContext(project, path)),
    );
}

/** Before Go 1.17 go.mod names direct requirements only; go.sum has them all. */
function modulesOf({ files, context = '' }: Project): string[] {
  const read = (name: string): string => files.read(joinPath(context, name) ?? name) ?? '';
  const manifest = read('go.mod');
  const [, major = 1, minor = 0] = /^go\s+(\d+)\.(\d+)/m.exec(manifest) ?? [];
  const required = [
    ...manifest.matchAll(/^[\t ]*(?:require[\t ]+)?([^\s".]+\.[^\s"]+)[\t ]+v\d/gm),
  ];
  const complete = Number(major) > 1 || Number(minor) >= 17;
  const locked = complete ? [] : [...read('go.sum').matchAll(/^(\S+) v[^\s/]+ /gm)];
  return [...required, ...locked].map(([, name = '']) => name);
}

/** What makes the program need C, as a message names it. */
export function cgoUse({ files, modules }: GoSources): string | undefined {
  const own = findIn({ files, modules }, /^\s*(?:import\s+)?"C"\s*(?:\/\/.*)?$/);
  if (own) return `${own.path}:${own.line} imports "C"`;
  const imported = files.flatMap(({ text }) => importsOf(text));
  const module = [...modules, ...imported].find(needsCgo);
  return module === undefined ? undefined : `${module} needs C`;
}

function importsOf(text: string): string[] {
  const block = /^import\s*\(([^)]*)\)/m.exec(text)?.[1] ?? '';
  const single = [...text.matchAll(/^import\s+(?:[\w.]+\s+)?"([^"]+)"/gm)];
  return [...block.matchAll(/"([^"]+)"/g), ...single].map(([, path = '']) => path);
}

/** The first place in the sources that matches, comments left out. */
export function findIn({ files }: GoSources, pattern: RegExp): Place | undefined {
  for (const { path, text } of files) {
    const found = firstMatch(path, text, pattern);
    if (found) return found;
  }
  return undefined;
}

/** A program that the sources start; without a name where the sources decide it while they run. */
interface StartedProgram extends Place {
  readonly name?: string;
}

const start =
  /\b(?:exec\.(?:Command|LookPath)|syscall\.Exec|os\.StartProcess)\(\s*([^,)]*)|\bexec\.CommandContext\(\s*[^,]+,\s*([^,)]*)/;

/** The programs that the sources start by os/exec and its kin. */
export function startedPrograms({ files }: GoSources): StartedProgram[] {
  return files.flatMap(({ path, text }) =>
    text.split('\n').flatMap((line, index) => {
      const [, first, second] = /^\s*\/\//.test(line) ? [] : (start.exec(line) ?? []);
      const program = (first ?? second)?.trim();
      if (program === undefined || program === 'os.Args[0]') return [];
      const name = /^(?:"([^"]*)"|`([^`]*)`)$/.exec(program)?.[1];
      // A shell runs whatever it is told.
      const known = name !== undefined && !/(?:^|\/)(?:ba|da|a)?sh$/.test(name);
      return [{ path, line: index + 1, text: line.trim(), ...(known && { name }) }];
    }),
  );
}
