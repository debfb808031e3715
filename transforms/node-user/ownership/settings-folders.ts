import {
  baseName,
  folderOf,
  fromContext,
  isBelow,
  isIgnored,
  type KnownApplication,
  type Project,
} from '../../../src/project/index.js';

/** A setting: its name as a variable of the environment would have it, and its value. */
export type Setting = readonly [name: string, value: string];

/** The files of variables that the programs of a project read where they run; those of examples and tests are others. */
const variables = /^\.env(?:\.(?:local|docker|prod(?:uction)?))*$/;
/**
 * Settings that a program reads, by their names or by those of their folders, in small letters: where a pattern
 * is to take large ones for small ones, the engine needs five times as long to compile it.
 */
const settings =
  /(?:^|\/)(?:configs?|conf|settings)\/[\w.-]+\.(?:json5?|ya?ml|toml|ini)$|(?:^|\/)(?:app-?|default-?)?(?:config|conf|settings)(?:[.-](?:default|prod(?:uction)?))?\.(?:json5?|ya?ml|toml|ini)$|(?:^|\/)log(?:4js|ger|ging)[\w.-]*\.(?:json5?|ya?ml)$|(?:^|\/)schema\.prisma$/;
const hidden =
  /(?:^|\/)(?:\.|(?:docs?|tests?|examples?|k8s|charts?|deploy\w*|docker|node_modules)\/)/;
/** `uploadDir: /data/uploads`, `"file": "/data/a.json"`, `url = "file:/data/app.db"`. */
const setting =
  /(?<![\w.-])([A-Za-z][\w.-]{0,60})["']?[\t ]{0,9}[:=][\t ]{0,9}["']?([^"'\s,;{}]+)/g;
/** Larger files are data. */
const largest = 200_000;

/** The variables of `.env` files that come along with the applications of a container. */
export function dotenvSettings(project: Project, of: readonly KnownApplication[]): Setting[] {
  return settingsIn(project, of, (path) => variables.test(baseName(path)));
}

/** The other settings of these applications. */
export function fileSettings(project: Project, of: readonly KnownApplication[]): Setting[] {
  return settingsIn(project, of, (path) => settings.test(path.toLowerCase()) && !hidden.test(path));
}

function settingsIn(
  project: Project,
  applications: readonly KnownApplication[],
  counts: (path: string) => boolean,
): Setting[] {
  const { files } = project;
  const paths = files
    .list()
    .filter(
      (path) =>
        counts(path) &&
        applications.some(({ manifest }) => isBelow(path, folderOf(manifest.path))) &&
        !isIgnored(project, fromContext(project, path)),
    );
  return paths.flatMap((path) => {
    const text = files.read(path) ?? '';
    const lines = text.length > largest ? [] : text.split('\n');
    return lines
      .filter((line) => !/^\s*(?:#|\/\/|;)/.test(line))
      .flatMap((line) => [...line.matchAll(setting)])
      .map(([, name = '', value = '']): Setting => [asVariable(name), value]);
  });
}

/** `uploads.dir` and `uploadDir` as a variable of the environment would be called. */
function asVariable(name: string): string {
  return name
    .replace(/([a-z])([A-Z])/g, '$1_$2')
    .replace(/[.-]/g, '_')
    .toUpperCase();
}
