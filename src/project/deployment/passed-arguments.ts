import { lineAt } from '../../edits.js';
import { literally } from '../../literally.js';
import { baseName, folderOf, joinPath } from '../files.js';
import type { Project } from '../project.js';
import { buildScripts } from './build-commands.js';
import { composeServices } from './compose.js';

/** A value that a file of the repository hands to a build in place of an ARG's default. */
export interface PassedArgument {
  readonly path: string;
  /** Counted from 1. */
  readonly line: number;
  /** Variables and all, where nothing tells what they hold. */
  readonly value: string;
}

/** Files that hold nothing but how images are built, or settings: there a name and a value are a pair. */
const descriptions =
  /^(?:docker-bake[\w.-]*\.(?:hcl|json)|skaffold[\w.-]*\.ya?ml|fly(?:\.[\w-]+)?\.toml|devcontainer\.json|heroku\.yml|Tiltfile|[\w.-]+\.tf)$/;
/** Scripts that call docker build, beside those of {@link buildScripts}. */
const otherScripts = /\.(?:ps1|bat|cmd|bash)$/;

/** Longer ones are no value that anybody passes. */
const value = String.raw`(\$\{\{[^}\n]{0,200}\}\}[^\s"',]{0,200}|\$\([^)\n]{0,200}\)[^\s"',]{0,200}|[^\s"',;)}\]]{1,200})`;
/** Of one file; a repository that means harm passes thousands, and what each comes to stands anywhere in it. */
const mostValues = 50;

/** The values that compose files, scripts, pipelines and the like pass for an ARG of the Dockerfile. */
export function passedArguments(project: Project, name: string): readonly PassedArgument[] {
  return [...ofCompose(project, name), ...ofFiles(project, name)];
}

/** Compose takes what a variable holds from `.env` beside its file, or else its default. */
function ofCompose(project: Project, name: string): PassedArgument[] {
  return composeServices(project).flatMap(({ path, line, args }) => {
    const given = args.get(name);
    if (given === undefined) return [];
    const env = project.files.read(joinPath(folderOf(path), '.env') ?? '.env') ?? '';
    return valuesOf(given, env).map((one) => ({ path, line, value: one }));
  });
}

function ofFiles({ files }: Project, name: string): PassedArgument[] {
  return files.list().flatMap((path) => {
    const pattern = patternFor(path, name);
    const text = pattern && files.read(path);
    if (!pattern || !text?.includes(name)) return [];
    const places = firstPlaces(text, pattern);
    return [...places]
      .slice(0, mostValues)
      .flatMap(([given, index]) =>
        valuesOf(given, text).map((one) => ({ path, line: lineAt(text, index), value: one })),
      );
  });
}

/** Each value that a text passes, with the place where it does so first. */
function firstPlaces(text: string, pattern: RegExp): ReadonlyMap<string, number> {
  const places = new Map<string, number>();
  for (const { 1: option, 2: setting, index } of text.matchAll(pattern)) {
    const given = option ?? setting ?? '';
    if (!places.has(given)) places.set(given, index);
  }
  return places;
}

/** How a file passes an ARG: the option of docker build, a line of `build-args`, a pair of settings. */
function patternFor(path: string, name: string): RegExp | undefined {
  const own = literally(name);
  const option = String.raw`--build-arg["']?(?:=|\s|,)\s{0,9}["']?${own}=["']?${value}`;
  if (descriptions.test(baseName(path)))
    return new RegExp(
      String.raw`${option}|(?<![\w.$-])["']?${own}["']?\s?[:=]\s{0,9}["']?${value}`,
      'g',
    );
  if (!buildScripts.test(path) && !otherScripts.test(path)) return undefined;
  const inYaml = String.raw`^[\t ]*(?:-[\t ]+)?(?:build-args:[\t ]*)?["']?${own}=${value}["']?[\t ]*$`;
  return new RegExp(/\.ya?ml$/.test(path) ? `${option}|${inYaml}` : option, 'gm');
}

/** `${{ matrix.node }}`, `$(NODE_VERSION)`, `${NODE:-20}`, `$NODE`. */
const expression =
  /\$\{\{([^{}]{1,100})\}\}|\$\((\w{1,60})\)|\$\{(\w{1,60})(?::?-([^{}]{0,100}))?\}|\$(\w{1,60})/;

/** What a value comes to with the variables of the file in which it stands; itself where these are not known. */
function valuesOf(text: string, file: string): readonly string[] {
  const found = expression.exec(text);
  // A name in HCL is a variable of the same file.
  const [all = text, ofWorkflow, ofMake, ofShell, otherwise, ofEnv] =
    found ?? (/^[A-Za-z_]\w*$/.test(text) ? [text, text] : []);
  const name = (ofWorkflow ?? ofMake ?? ofShell ?? ofEnv ?? '').trim().split('.').at(-1) ?? '';
  const values = name === '' ? [] : definitionsOf(name, file);
  const known = values.length > 0 || otherwise === undefined ? values : [otherwise];
  return known.length > 0 ? known.map((one) => text.replace(all, () => one)) : [text];
}

/** What a file gives to a variable of its own: `X ?= 20`, `X: 20`, `x: [18, 20]`, `variable "X" { default = "20" }`. */
function definitionsOf(name: string, file: string): readonly string[] {
  const own = literally(name);
  const pattern = new RegExp(
    String.raw`variable\s{1,9}"${own}"\s{0,9}\{[^}]{0,2000}?default\s{0,9}=\s{0,9}"([^"\n]{1,200})"|^[\t ]*(?:-[\t ]+)?(?:export[\t ]+)?["']?${own}["']?[\t ]*[?:]?[:=][\t ]*(\[[^\]]*\]|["']?[^\s"'#]+|(?:\n[\t ]*-[\t ]+[^\n]+)+)`,
    'gm',
  );
  return [...file.matchAll(pattern)]
    .flatMap(([, given, list = '']) => given ?? list.split(/[\s,[\]"']+|-[\t ]+/))
    .filter((one) => one !== '' && !one.includes('$') && one !== name);
}
