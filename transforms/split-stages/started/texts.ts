import {
  childLines,
  containerCommand,
  loadedByProgram,
  type Replaceable,
  startedScripts,
} from '../../../src/command/index.js';
import type { Dockerfile, Stage } from '../../../src/dockerfile/index.js';
import {
  composeServices,
  folderOf,
  manifestIn,
  programApplications,
  type Project,
} from '../../../src/project/index.js';
import { calledScripts } from '../../../src/steps/index.js';
import { startedBy } from './index.js';

/** The texts in which the container may name a file that the build left somewhere. */
export function startedTexts(file: Dockerfile, stage: Stage, project: Project): readonly string[] {
  return [...settingsOf(stage), ...(containerTexts(file, stage, project) ?? [])];
}

/** The lines of a stage that the container keeps as they stand, and that may name files. */
export function settingsOf({ instructions }: Stage): readonly string[] {
  return instructions
    .filter(({ keyword }) => /^(?:ENV|ENTRYPOINT|CMD|HEALTHCHECK)$/.test(keyword))
    .map(({ argument }) => argument);
}

/** What the container may start, as texts; undefined when it can't be told. */
export function containerTexts(
  file: Dockerfile,
  stage: Stage,
  project: Project,
  planned?: Replaceable,
): readonly string[] | undefined {
  const health = stage.instructions.findLast(({ keyword }) => keyword === 'HEALTHCHECK');
  const { entrypoint, cmd } = containerCommand(stage);
  const scripts = startedScripts(project, stage, file.stages);
  if (scripts.some(({ text }) => text === undefined)) return undefined;
  const commands = [entrypoint, cmd, health].flatMap((one) =>
    one && one !== planned?.instruction ? [one.argument] : [],
  );
  const compose = composeServices(project).flatMap(
    ({ command = '', entrypoint: entry = '', healthcheck = '' }) => [command, entry, healthcheck],
  );
  const texts = [
    ...commands,
    ...(planned?.argv ?? []),
    ...compose,
    ...scripts.map(({ text = '' }) => text),
    ...linesOfSources(file, stage, project),
    // A script may go to another folder, and call what the package.json there says.
    ...startedBy(file, stage, project).calls.map(({ words }) => words.join(' ')),
  ];
  const manifest = manifestIn(project, stage, file.stages);
  const called = [
    ...texts.join(' ').matchAll(/\b(?:npm|yarn|pnpm|bun)\b["',\s]+(?:run["',\s]+)?([\w:.-]+)/g),
  ].map(([, name = '']) => name);
  if (called.length > 0 && !manifest) return undefined;
  return [
    ...texts,
    ...called.flatMap((name) =>
      manifest ? calledScripts(manifest, name).map((one) => manifest.scripts.get(one) ?? '') : [],
    ),
  ];
}

/** The lines of shell that the sources of the program start. */
export function linesOfSources(
  file: Dockerfile,
  stage: Stage,
  project: Project,
): readonly string[] {
  return programApplications(project, stage, file.stages).flatMap(({ manifest }) => {
    const folder = folderOf(manifest.path);
    const loaded = loadedByProgram(file, stage, project, folder);
    return childLines(project, stage, folder, loaded).map(({ text }) => text);
  });
}
