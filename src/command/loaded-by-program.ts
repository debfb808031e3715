import { type Dockerfile, finalEnvironment, type Stage } from '../dockerfile/index.js';
import { broughtBy, findInSources, folderOf, manifestIn, type Project } from '../project/index.js';
import { containerCommand, healthcheckOf } from './container-command.js';
import { isRunElsewhere } from './run-elsewhere.js';
import { startedScripts } from './scripts/index.js';
import { servicesOf } from './services.js';
import { startTexts } from './start/texts.js';

/** Folders whose sources people start by hand or a pipeline does, and generators of projects. */
const tooling =
  /^(?:bin|ci|scripts?|tasks|tools?|tooling|ios|android|fastlane|remix\.init|create-[\w-]+|\.[\w-]+)$/;

/** What linters, test runners and runners of tasks read: they name such folders to leave them out. */
const ofTools =
  /(?:^|\/)(?:\.[\w-]+rc\.[cm]?js|(?:[Gg]runt|[Gg]ulp|[Jj]ake)file(?:\.babel)?\.[cm]?[jt]s|(?:commitlint|eslint|jest|knip|lint-staged|prettier|stylelint|vitest)\.config\.[cm]?[jt]s)$/;

/** What a build reads, and `vite preview`. */
const ofVite = /(?:^|\/)vite\.config\.[cm]?[jt]s$/;

/**
 * Tells of a path below a folder whether the program may load it: not where no COPY brings it, nor where it lies among
 * tools and neither the start nor any other source names their folder, nor where an install or a pipeline alone runs it.
 */
export function loadedByProgram(
  file: Dockerfile,
  stage: Stage,
  project: Project,
  folder: string,
): (path: string) => boolean {
  const known = new Map<string, boolean>();
  const isBrought = broughtBy(project, file.stages);
  return (path) => {
    if (!isBrought(path)) return false;
    const name = toolFolder(path, folder);
    if (name === undefined)
      return !isRunElsewhere(project, folder, path, () => startsIn(file, stage, project));
    const loaded = known.get(name) ?? isNamed(name, file, stage, project, folder);
    known.set(name, loaded);
    return loaded;
  };
}

/** The first folder of tools in a path, by its name. */
function toolFolder(path: string, folder: string): string | undefined {
  const below = folderOf(folder === '' ? path : path.slice(folder.length + 1));
  return below.split('/').find((part) => tooling.test(part));
}

/** Whether what starts the container, or a source outside such folders, names one of them. */
function isNamed(
  name: string,
  file: Dockerfile,
  stage: Stage,
  project: Project,
  folder: string,
): boolean {
  const word = String.raw`(?:^|[^\w-])${name.replace('.', String.raw`\.`)}`;
  const anywhere = new RegExp(String.raw`${word}(?![\w-])`);
  const inPath = new RegExp(String.raw`${word}['"\`/]`);
  const starts = startsIn(file, stage, project);
  const isBuilt = !starts.some((text) => /\bvite\b/.test(text));
  return (
    starts.some((text) => anywhere.test(text)) ||
    findInSources(
      project,
      folder,
      inPath,
      (path) =>
        toolFolder(path, folder) === undefined &&
        !ofTools.test(path) &&
        !(isBuilt && ofVite.test(path)),
    ) !== undefined
  );
}

/** All that says what a container starts. */
function startsIn(file: Dockerfile, stage: Stage, project: Project): string[] {
  const { entrypoint, cmd } = containerCommand(stage);
  const services = servicesOf(project, file);
  return [
    finalEnvironment(stage).workdir ?? '',
    ...[entrypoint, cmd, healthcheckOf(stage)].map((one) => one?.argument ?? ''),
    ...startTexts(project, stage, file.stages).map(({ text }) => text),
    ...startedScripts(project, stage, file.stages).map(({ text = '' }) => text),
    ...services.flatMap((one) =>
      [one.command, one.entrypoint, one.healthcheck].map((text) => text ?? ''),
    ),
    manifestIn(project, stage, file.stages)?.main ?? '',
  ];
}
