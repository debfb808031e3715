import { withoutSlash } from '../../../src/path-folders.js';
import { sentence } from '../../../src/sentence.js';
import { knownWords } from '../../../src/shell/index.js';
import {
  afterInit,
  containerCommand,
  idleImage,
  startCommands,
  startOf,
} from '../../../src/command/index.js';
import {
  type Dockerfile,
  finalEnvironment,
  type Instruction,
  nodeBase,
  type Stage,
} from '../../../src/dockerfile/index.js';
import { startTool } from '../../../src/knowledge/npm/start-tools.js';
import {
  baseName,
  composeServices,
  folderOf,
  joinPath,
  type Project,
} from '../../../src/project/index.js';
import { type Declined, decline } from '../../../src/transform.js';

/** What an image of another kind holds is unknown (handbook B07). */
export function foreignBase(stage: Stage): Declined | undefined {
  const { from, image } = stage;
  return nodeBase(stage)
    ? undefined
    : decline(
        'split-stages/foreign-base',
        from,
        `"${image.text}" is not the official node image; what it holds is unknown.`,
        'Base the image on node, or name your mirror with --image-mirror.',
      );
}

/** Without a command it is unknown what of the image is needed at run time (handbook B06). */
export function noCommand(file: Dockerfile, stage: Stage, project: Project): Declined | undefined {
  const { entrypoint, cmd } = containerCommand(stage);
  const idle = idleImage(file, stage, project);
  if ((entrypoint || cmd) && !idle) return undefined;
  const what = idle?.what ?? 'nothing says what this image runs';
  return decline(
    'split-stages/no-command',
    idle?.at ?? stage.from,
    `${sentence(what)}, and that may be anything that the build uses.`,
    'Add a CMD that starts the application.',
  );
}

/** A stage for the builder's processor may make what does not run on the image's (handbook B.9). */
export function crossPlatform({ from }: Stage): Declined | undefined {
  const named = from.flags.some(
    ({ name, value }) => name === 'platform' && /BUILD/.test(value ?? ''),
  );
  return named
    ? decline(
        'split-stages/cross-platform',
        from,
        "The stage runs on the builder's processor, which may not be the image's.",
        'Drop --platform=$BUILDPLATFORM.',
      )
    : undefined;
}

/** Somebody builds a stage of this file by its name (handbook A42, A46, B06). */
export function usedElsewhere(
  { stages }: Dockerfile,
  { from, name, image, resolvedImage }: Stage,
  project: Project,
): Declined | undefined {
  const advice = 'Split this file by hand.';
  const others = new Set(
    stages.slice(0, -1).flatMap((stage) => [stage.name?.toLowerCase(), String(stage.index)]),
  );
  const service = composeServices(project).find(
    ({ target }) => target !== undefined && !others.has(target.toLowerCase()),
  );
  if (service)
    return decline(
      'split-stages/target-used',
      from,
      `${service.path}:${service.line} builds the target "${service.target}" of this file.`,
      advice,
    );
  if (name === undefined) return undefined;
  if (
    [image.text, resolvedImage?.text].includes(name.toLowerCase()) ||
    (/\$/.test(image.text) && !resolvedImage)
  )
    return decline(
      'split-stages/target-used',
      from,
      `A second FROM ${image.text} might mean the stage "${name}" instead of the image.`,
      'Give the stage another name.',
    );
  const path = targetFile(project, name);
  return path === undefined
    ? undefined
    : decline('split-stages/target-used', from, `${path} builds the target "${name}".`, advice);
}

/** A file of the project that names a target as bake files, pipelines and make files do. */
export function targetFile({ files }: Project, name: string): string | undefined {
  const target = new RegExp(
    String.raw`\btarget"?\s*[:= ]\s*["']?${name.replaceAll('.', String.raw`\.`)}["']?(?![\w.-])`,
    'i',
  );
  const paths = files
    .list()
    .filter(
      (path) =>
        /^(?:makefile|justfile|.*\.(?:hcl|json|mk|sh|toml|ya?ml))$/i.test(baseName(path)) &&
        !/lock\b|package\.json$/.test(path),
    );
  return paths.find((path) => target.test(files.read(path) ?? ''));
}

const production =
  'Give production a Dockerfile of its own, with a command that starts what was built.';

/** A start script that watches or serves for development (handbook B06). */
export function developmentScript(
  file: Dockerfile,
  stage: Stage,
  project: Project,
): Declined | undefined {
  const start = startOf(project, stage, file.stages);
  return start.kind === 'unresolved' && start.reason === 'development'
    ? decline('split-stages/dev-image', start.instruction, start.because, production)
    : undefined;
}

/** The same without a package manager. */
export function developmentCommand(stage: Stage): Declined | undefined {
  const { entrypoint, cmd } = containerCommand(stage);
  const watcher = [entrypoint, cmd].find((one) => one && startsForDevelopment(one, stage));
  return (
    watcher &&
    decline(
      'split-stages/dev-image',
      watcher,
      `${watcher.keyword} starts a development server or tests.`,
      production,
    )
  );
}

/** A compose file that mounts the sources wants them to be built anew (handbook B06). */
export function mountedSources(stage: Stage, project: Project): Declined | undefined {
  const { workdir } = finalEnvironment(stage);
  const own = new Set([undefined, stage.name?.toLowerCase(), String(stage.index)]);
  for (const { path, line, name, volumes, context, target } of composeServices(project)) {
    if (!own.has(target?.toLowerCase())) continue;
    const sources = context ?? folderOf(project.dockerfile);
    const mount = volumes.find((volume) => isSourceMount(volume, workdir, path, sources));
    if (mount !== undefined)
      return decline(
        'split-stages/dev-image',
        stage.from,
        `${path}:${line}: the service "${name}" mounts the sources over ${workdir} (${mount}).`,
        production,
      );
  }
  return undefined;
}

/** Whether a command without a package manager watches, serves for development or tests. */
function startsForDevelopment(at: Instruction, stage: Stage): boolean {
  const argv = at.json && afterInit(at.json);
  const lines = argv ? [argv] : (startCommands(at, stage) ?? []).map(knownWords);
  return lines.some((words) => ['development', 'test'].includes(startTool(words) ?? ''));
}

/** Whether a compose volume puts the build context over the application's folder. */
function isSourceMount(
  volume: string,
  workdir: string | undefined,
  composeFile: string,
  context: string,
): boolean {
  const [source = '', target = ''] = volume.split(':');
  if (!/^[.~]|^\$\{?PWD/.test(source) || withoutSlash(target) !== workdir) return false;
  const folder = composeFile.includes('/')
    ? composeFile.slice(0, composeFile.lastIndexOf('/'))
    : '';
  return source.startsWith('$') || joinPath(folder, source) === context;
}
