import { posix } from 'node:path';
import { type Dockerfile, finalEnvironment, type Stage } from '../../../src/dockerfile/index.js';
import { homeCache } from '../../../src/knowledge/npm/start-tools.js';
import { isWithin } from '../../../src/path-folders.js';
import {
  applicationIn,
  baseName,
  fillsModules,
  type Project,
  readManifest,
} from '../../../src/project/index.js';
import { type Declined, decline } from '../../../src/transform.js';

/** Packages that need at run time what they put there; others only keep a second copy. */
const browsers = /^(?:@puppeteer\/|puppeteer$|playwright|@playwright\/|cypress$)/;
/** System libraries that nothing but a downloaded Chrome needs, on Debian and on Alpine. */
const chromeLibraries =
  /\b(?:libatk-bridge|libgbm1|libnss3|libxss1|at-spi2-core|libxscrnsaver|mesa-gbm)\b/;

/** A browser below the home folder does not go along with the application (handbook D.6). */
export function homeObstacle(stage: Stage, project: Project, root: string): Declined | undefined {
  const variables = finalEnvironment(stage).scope.env();
  const [tool] =
    dependencies(project).find(
      ([name, range]) => browsers.test(name) && keepsAtHome(name, range, variables, root),
    ) ?? [];
  const { variable = 'PUPPETEER_CACHE_DIR' } = (tool !== undefined && homeCache(tool)) || {};
  const guess =
    project.context === undefined &&
    stage.instructions.some(({ argument }) => chromeLibraries.test(argument)) &&
    !isElsewhere(variables);
  if (tool === undefined && !guess) return undefined;
  return decline(
    'split-stages/home-cache',
    stage.from,
    `${tool ?? 'A browser of puppeteer or playwright'} keeps what it downloads ${variables.has(variable) ? `in ${variables.get(variable)}` : 'below /root/.cache'}, which the runtime stage does not get.`,
    `Set its folder to one below the application's: ${variable}=${posix.join(root, '.cache')}.`,
  );
}

type Variables = ReadonlyMap<string, string | undefined>;

function keepsAtHome(name: string, range: string, variables: Variables, root: string): boolean {
  const cache = homeCache(name);
  if (!cache || isElsewhere(variables)) return false;
  const major = Number(/^[~^>=v\s]*(\d+)/.exec(range)?.[1] ?? Infinity);
  if (cache.since !== undefined && major < Number.parseInt(cache.since, 10)) return false;
  const folder = cache.variable === undefined ? undefined : variables.get(cache.variable);
  return folder === undefined || !(folder === '0' || isWithin(folder, root));
}

/** Whether a browser of the system is used instead of a downloaded one. */
function isElsewhere(variables: Variables): boolean {
  return [...variables.keys()].some((name) =>
    /^(?:PUPPETEER|PLAYWRIGHT|CHROME)_.*(?:SKIP|EXECUTABLE|BIN)/.test(name),
  );
}

/** What every package.json of the build context needs at run time. */
function dependencies(project: Project): readonly [string, string][] {
  const { context, files } = project;
  const below = context === undefined || context === '' ? '' : `${context}/`;
  const paths =
    context === undefined
      ? []
      : files.list().filter((path) => path.startsWith(below) && baseName(path) === 'package.json');
  return paths.flatMap((path) => [...(readManifest(project, path)?.dependencies ?? [])]);
}

/** Yarn's Plug'n'Play reads packages from a cache, which lies below the home folder from Yarn 4 on. */
export function pnpObstacle(
  file: Dockerfile,
  stage: Stage,
  project: Project,
): Declined | undefined {
  const application = applicationIn(project, stage, file.stages);
  const path = application?.lockfile?.kind === 'yarn-berry' ? application.lockfile.path : undefined;
  if (path === undefined) return undefined;
  const settings = project.files.read(path.replace(/[^/]*$/, '.yarnrc.yml')) ?? '';
  if (fillsModules(settings)) return undefined;
  return decline(
    'split-stages/yarn-pnp',
    stage.from,
    "Yarn keeps the packages in a cache instead of node_modules, and it may lie outside the application's folder.",
    'Set "nodeLinker: node-modules" in .yarnrc.yml.',
  );
}
