import {
  childLines,
  containerCommand,
  globalPackages,
  isPrefix,
  likelyBins,
  loadedByProgram,
  prefixOf,
  programCommands,
  type Start,
  startedCommands,
  taskRunnerOf,
} from '../../../src/command/index.js';
import type { Dockerfile, Stage } from '../../../src/dockerfile/index.js';
import {
  installsPackages,
  mayInstallPackages,
  pluginInstaller,
} from '../../../src/knowledge/npm/start-tools.js';
import {
  findInSources,
  folderOf,
  type KnownApplication,
  type Manifest,
  type Place,
  type Project,
  startingModules,
} from '../../../src/project/index.js';
import { knownWords, parseScript, programOf } from '../../../src/shell/index.js';
import { type Declined, decline } from '../../../src/transform.js';
import { applicationsOf } from './applications.js';
import { startedManager } from './child-managers.js';
import { usedManifests } from './used-manifests.js';
import { elsewhere, skipAdvice } from './elsewhere.js';

/**
 * What npm, yarn and pnpm set for their scripts (handbook E.3; seen in what they print). A version that
 * is only shown is worth a caution; one that is taken apart would throw.
 */
const npmVariable =
  /\bnpm_(?!package_version\b(?!\s*[!?]?\.))(?:package|config|lifecycle|execpath|node_execpath|command)\w*|\b(?:INIT_CWD|PROJECT_CWD|BERRY_BIN_FOLDER|PNPM_SCRIPT_SRC_DIR|YARN_WRAP_OUTPUT)\b|\benv\.NODE\b|\benv\[['"]NODE['"]\]/;
const spawn = String.raw`\b(?:spawn|spawnSync|exec|execSync|execFile|execFileSync|fork|execa|execaSync|execaCommand|\$)`;
const spawnedManager = new RegExp(
  String.raw`${spawn}\s*[(${'`'}].{0,300}?(?:^|[^\w./@-])(?:npm|npx|yarn|pnpm)(?:\.cmd)?(?=[\s'"${'`'}])`,
);

/**
 * A command line that is put together before it is run, and a helper's arguments: `'npx ' + cmd`. Where
 * no program is started, such words are for people.
 */
const composedManager =
  /['"`](?:npm|npx|yarn|pnpm) (?:['"]\s*\+|\$\{)|=\s*['"`](?:npm|npx|yarn|pnpm)\s[^'"`]*['"`]|\(\s*['"`](?:npm|npx|yarn|pnpm)(?:\.cmd)?['"`]\s*,\s*\[/;

/** Whether the program itself needs what npm brings, as far as its sources tell. */
export function sourceCaller(
  file: Dockerfile,
  stage: Stage,
  start: Start,
  project: Project,
): Declined | undefined {
  return installer(file, stage, start, project) ?? programNeed(file, stage, start, project);
}

/** A product that installs plug-ins with npm: in CMD, among the dependencies, or installed globally. */
function installer(
  file: Dockerfile,
  stage: Stage,
  start: Start,
  project: Project,
): Declined | undefined {
  const commands = startedCommands(stage);
  const started = commands
    .map(programOf)
    .find((name) => name !== undefined && pluginInstaller(name));
  if (started !== undefined)
    return needsNpm(stage, `${started} installs plug-ins with npm while it runs.`);
  const generator = commands.map(knownWords).find(installsPackages);
  if (generator !== undefined) return needsNpm(stage, `"${generator.join(' ')}" runs npm.`);
  const tool = openCommand(stage);
  if (tool !== undefined)
    return needsNpm(
      stage,
      `Whoever runs this image says what ${tool} does, and some of it runs npm.`,
    );
  const runner = taskRunnerOf(stage);
  if (runner !== undefined) return needsNpm(stage, `${runner} runs tasks, and they may call npm.`);
  const dependency = usedManifests(file, stage, start, project)
    .flatMap((manifest) => [...manifest.dependencies.keys()].map((name) => ({ name, manifest })))
    .find(
      ({ name, manifest }) =>
        pluginInstaller(name) || (name === protocol && !isServer(manifest, project)),
    )?.name;
  const product = globalPackages(stage).find(pluginInstaller) ?? dependency;
  return product === undefined
    ? undefined
    : needsNpm(stage, `${product} starts npm or npx while it runs.`);
}

/** The program that the container starts with words of whoever runs it. */
function openCommand(stage: Stage): string | undefined {
  const { entrypoint, cmd } = containerCommand(stage);
  const argv = entrypoint?.json ?? [];
  const [program = ''] = argv.slice(prefixOf(argv).length);
  // Behind an init, CMD says what runs.
  const at = isPrefix(program) ? cmd : (entrypoint ?? cmd);
  const [command, more] = (at && programCommands(at, stage)) ?? [];
  const words = command ? knownWords(command) : [];
  return !more && mayInstallPackages(words) ? words[0]?.replace(/^.*\//, '') : undefined;
}

const protocol = '@modelcontextprotocol/sdk';

/**
 * Whether a program serves the Model Context Protocol and starts no server of others, as one of its clients
 * does, mostly by npx (modelcontextprotocol/typescript-sdk, src/client/stdio.ts, 2026-11).
 */
function isServer({ path }: Manifest, project: Project): boolean {
  const folder = folderOf(path);
  const serves = findInSources(project, folder, /@modelcontextprotocol\/sdk\/server\b/);
  return (
    serves !== undefined &&
    !findInSources(project, folder, /@modelcontextprotocol\/sdk\/client\b|StdioClientTransport/)
  );
}

function needsNpm(stage: Stage, because: string): Declined {
  return decline(
    'drop-npm/needs-npm',
    stage.from,
    because,
    'Leave drop-npm out with --skip drop-npm.',
  );
}

function programNeed(
  file: Dockerfile,
  stage: Stage,
  start: Start,
  project: Project,
): Declined | undefined {
  for (const application of applicationsOf(file, stage, start, project)) {
    const found = needIn(file, application, stage, start, project);
    if (found) return found;
  }
  return undefined;
}

function needIn(
  file: Dockerfile,
  application: KnownApplication,
  stage: Stage,
  start: Start,
  project: Project,
): Declined | undefined {
  const folder = folderOf(application.manifest.path);
  const ofProgram = loadedByProgram(file, stage, project, folder);
  const loaded = (path: string) => !ofBuildsAlone.test(path) && ofProgram(path);
  const starts = (path: string) =>
    startingModules.test(project.files.read(path) ?? '') && loaded(path);
  const call =
    findInSources(project, folder, spawnedManager, loaded) ??
    findInSources(project, folder, composedManager, starts) ??
    startedManager(project, stage, folder, loaded);
  if (call) return elsewhere(stage.from, call, 'starts a package manager');
  // Where npm does not start the program today, it sets nothing for it either.
  if (start.kind === 'direct') return undefined;
  const place = findInSources(project, folder, npmVariable, loaded);
  return place ? readsVariable(stage, place) : spawnedBin(stage, application, project, loaded);
}

function readsVariable(stage: Stage, { path, line, text }: Place): Declined {
  const because = `${path}:${line} reads "${npmVariable.exec(text)?.[0]}", which only npm sets.`;
  return decline(
    'drop-npm/npm-environment',
    stage.from,
    because,
    'Read package.json instead, or set the variable.',
  );
}

/** npm puts node_modules/.bin on the PATH: `exec('prisma migrate deploy')` works through it alone. */
function spawnedBin(
  stage: Stage,
  application: KnownApplication,
  project: Project,
  loaded: (path: string) => boolean,
): Declined | undefined {
  const bins = likelyBins(application);
  if (bins.length === 0) return undefined;
  const names = bins.map((name) => name.replace(/\./g, String.raw`\.`));
  const pattern = new RegExp(
    String.raw`${spawn}\s*[(${'`'}]\s*['"${'`'}]?(?:${names.join('|')})(?=[\s'"${'`'}])`,
  );
  const folder = folderOf(application.manifest.path);
  const place =
    findInSources(project, folder, pattern, loaded) ??
    childLines(project, stage, folder, loaded).find(({ text }) => startsOneOf(text, bins));
  if (!place) return undefined;
  const because = `${place.path}:${place.line} starts a program by the PATH that npm sets: "${place.text}".`;
  return decline('drop-npm/npm-environment', stage.from, because, skipAdvice);
}

/** Whether a line of shell starts a program by its bare name. */
function startsOneOf(line: string, bins: readonly string[]): boolean {
  return (parseScript(line)?.commands ?? []).some(({ words: [program] }) =>
    bins.includes(program?.value ?? ''),
  );
}

/** Settings of tools that no container starts but for development: the template of Svelte spawns npm there. */
const ofBuildsAlone = /(?:^|\/)(?:jest|rollup|rspack|tsup|vitest|webpack)\.config\.[cm]?[jt]s$/;

/** What a build reads and the container does not; Next.js and Nuxt read theirs when they start, too. */
const ofBuilds =
  /(?:^|\/)(?:electron\.vite|jest|rollup|rspack|tsup|vite|vitest|vue|webpack)\.config\.[cm]?[jt]s$/;

const npmVersion = /\bnpm_package_version\b/;

/** Whether a file may be read by the program, and not by a build alone. */
export function isOfProgram(path: string): boolean {
  return !ofBuilds.test(path);
}

/** Where the program reads the version that npm gives its scripts (handbook W404). */
export function versionReader(
  file: Dockerfile,
  stage: Stage,
  start: Start,
  project: Project,
): Place | undefined {
  if (start.kind === 'direct') return undefined;
  return applicationsOf(file, stage, start, project)
    .map(({ manifest: { path } }) =>
      findInSources(project, folderOf(path), npmVersion, isOfProgram),
    )
    .find(Boolean);
}
