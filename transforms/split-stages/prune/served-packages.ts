import { lineAt } from '../../../src/edits.js';
import { folderOf, type Project } from '../../../src/project/index.js';
import type { Need, Question, RunTime } from './needs.js';

/** Pages and templates, which name what browsers fetch. */
const page = /\.(?:ejs|eta|handlebars|hbs|html?|jade|liquid|mustache|njk|pug|twig)$/;
/** A call that serves the whole of node_modules, under a name of its own perhaps. */
const servesAll =
  /\b(?:static|serve|serveStatic|koaStatic|sirv|mount)\s*\([^;\n]{0,200}?node_modules\/?['"`]\s*\)/;

/** A path of a package, in one string or in several that are joined: `'node_modules', 'bootstrap'`. */
const named = /node_modules['"`,\s/]{1,9}((?:@[\w.-]+\/)?[\w.-]+)/g;

/**
 * A development dependency whose files the program reads or serves by their paths, such as
 * `express.static('node_modules/bootstrap/dist')`, without loading it as a module.
 */
export function servedPackage({ project, runTime, provision }: Question): Need | undefined {
  return namedPackage(project, runTime, folderOf(provision.root.path), provision.removed);
}

/**
 * A package of some whose files the program reads or serves by their paths.
 *
 * @param folder the folder of their package.json
 */
export function namedPackage(
  project: Project,
  runTime: RunTime,
  folder: string,
  names: ReadonlySet<string>,
): Need | undefined {
  const below = folder === '' ? '' : `${folder}/`;
  const sources = runTime.loaded.flatMap(({ files }) => [...files]);
  const pages = project.files.list().filter((path) => page.test(path) && path.startsWith(below));
  for (const path of [...sources, ...pages]) {
    const text = project.files.read(path) ?? '';
    if (!text.includes('node_modules')) continue;
    const found = [...text.matchAll(named)].find(
      ({ 1: name = '', index }) => names.has(name) && !isComment(text, index),
    );
    if (found)
      return {
        name: found[1] ?? '',
        because: `${path}:${lineAt(text, found.index)} names files of "${found[1]}", which only development dependencies bring.`,
      };
    const all = servesAll.exec(text);
    if (all && !isComment(text, all.index))
      return { because: `${path}:${lineAt(text, all.index)} serves all packages to browsers.` };
  }
  return undefined;
}

function isComment(text: string, offset: number): boolean {
  const line = text.slice(text.lastIndexOf('\n', offset) + 1, offset);
  return /^\s*(?:\/\/|\*|\/\*|#|<!--)/.test(line);
}
