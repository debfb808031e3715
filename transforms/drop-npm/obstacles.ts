import { sentence } from '../../src/sentence.js';
import { knownWords } from '../../src/shell/index.js';
import {
  idleImage,
  containerCommand,
  gitHubAction,
  missingProgram,
  startsManager,
  type Start,
  programCommands,
  servicesOf,
} from '../../src/command/index.js';
import {
  chainOf,
  type Dockerfile,
  environmentAt,
  finalEnvironment,
  type Instruction,
  type Stage,
} from '../../src/dockerfile/index.js';
import { withoutSlash } from '../../src/path-folders.js';
import { startTool } from '../../src/knowledge/npm/start-tools.js';
import { type Manifest, manifestIn, type Project } from '../../src/project/index.js';
import { type Declined, decline } from '../../src/transform.js';
import { otherCaller } from './callers/index.js';
import { installsAtStart, notInstalled } from './not-installed.js';
import { productionAdvice } from './production.js';
import { indexBelow, lastUse, ownUser, removesNpm } from './removal.js';

/** Why the package manager stays, if it does. */
export function obstacleTo(
  file: Dockerfile,
  stage: Stage,
  start: Start,
  project: Project,
): Declined | undefined {
  const manifest = manifestIn(project, stage, file.stages);
  if (start.kind === 'unresolved') return unresolved(start, manifest);
  return (
    noCommand(file, stage, project) ??
    noProgram(stage, file) ??
    otherStart(stage, manifest) ??
    startedElsewhere(file, stage, start, project) ??
    innerComment(start) ??
    notInstalled(file, stage, start, project) ??
    installsAtStart(file, stage, project) ??
    sharedCommand(file, stage, start) ??
    needsRoot(stage) ??
    otherCaller(file, stage, start, project)
  );
}

const reasons = {
  script: 'unresolvable-script',
  development: 'development-server',
  'needs-npm': 'needs-npm',
  pnp: 'plug-and-play',
} as const;

const programAdvice = 'Write the program itself into the start script or into CMD.';

function unresolved(
  { instruction, reason, because, program = [] }: Start & { kind: 'unresolved' },
  manifest: Manifest | undefined,
): Declined {
  const advice = reason === 'development' ? productionAdvice(program, manifest) : programAdvice;
  return decline(`drop-npm/${reasons[reason]}`, instruction, because, advice);
}

function noCommand(file: Dockerfile, stage: Stage, project: Project): Declined | undefined {
  const idle = idleImage(file, stage, project);
  if (!idle) return undefined;
  const because = `${sentence(idle.what)}, and that may be npm or need it.`;
  return decline('drop-npm/no-command', idle.at, because, 'Say with CMD what the image runs.');
}

/** An application that is mounted, or comes with other images, comes with installs of its own. */
function noProgram(stage: Stage, { stages }: Dockerfile): Declined | undefined {
  const program = missingProgram(stage, stages);
  if (program === undefined) return undefined;
  const because = `Nothing here puts "${program}" into the image: it is mounted, or another image adds it, and may need npm for its packages.`;
  return decline(
    'drop-npm/no-command',
    stage.from,
    because,
    'Copy the application into the image, or leave it as it is.',
  );
}

/**
 * A watcher or a test that no package manager starts is development all the same (handbook E09), and what runs
 * scripts starts one itself: `CMD ["lerna", "run", "start"]`.
 */
function otherStart(stage: Stage, manifest: Manifest | undefined): Declined | undefined {
  const { entrypoint, cmd } = containerCommand(stage);
  for (const at of [entrypoint, cmd])
    for (const command of (at && programCommands(at, stage)) ?? []) {
      const line = knownWords(command);
      if (at && startsManager(line))
        return decline(
          'drop-npm/needs-npm',
          at,
          `"${line.join(' ')}" starts npm itself.`,
          programAdvice,
        );
      const kind = line.some(isEditor) ? 'development' : startTool(line);
      if (at && kind !== undefined && kind !== 'production')
        return decline(
          'drop-npm/development-server',
          at,
          `"${line.join(' ')}" is for development or tests, where npm is at hand.`,
          productionAdvice(line, manifest),
        );
    }
  return undefined;
}

/** Theia, whose terminal is where people work (theia-ide.org/docs/composing_applications, 2026-11). */
function isEditor(word: string): boolean {
  return /(?:^|\/)(?:theia|src-gen\/backend\/(?:main|server)\.js)$/.test(word);
}

/** npm looks for its package where the container starts, or is told a folder; its program is named from WORKDIR. */
function startedElsewhere(
  file: Dockerfile,
  stage: Stage,
  start: Start,
  project: Project,
): Declined | undefined {
  if (start.kind !== 'replaceable') return undefined;
  const what = gitHubAction(project, stage);
  const because = what
    ? `${what} makes this image a step of GitHub Actions, which starts it in the workspace and not in WORKDIR.`
    : otherFolder(file, stage, project);
  if (because === undefined) return undefined;
  const advice = 'Start the program itself, by its absolute path.';
  return decline('drop-npm/unresolvable-script', start.instruction, because, advice);
}

/** A service that starts what the image starts, in a folder of its own. */
function otherFolder(file: Dockerfile, stage: Stage, project: Project): string | undefined {
  const { workdir = '/' } = finalEnvironment(stage);
  const service = servicesOf(project, file).find(
    ({ command, entrypoint, workingDir }) =>
      (command ?? entrypoint) === undefined &&
      workingDir !== undefined &&
      withoutSlash(workingDir) !== workdir,
  );
  return (
    service &&
    `${service.path}:${service.line}: the service "${service.name}" starts the image in ${service.workingDir}, where npm finds another package.`
  );
}

/** Comments between the lines of a command would be lost with them. */
function innerComment(start: Start): Declined | undefined {
  if (start.kind !== 'replaceable') return undefined;
  const instruction = start.writes
    .map((one) => one.instruction)
    .find(({ line }) => line.innerComments.length > 0);
  if (!instruction) return undefined;
  const because = `A comment stands inside ${instruction.keyword} and would be lost.`;
  return decline(
    'drop-npm/inner-comment',
    instruction,
    because,
    'Move the comment above the line.',
  );
}

/** A command that other stages inherit must not be changed for them by the way. */
function sharedCommand({ stages }: Dockerfile, stage: Stage, start: Start): Declined | undefined {
  if (start.kind !== 'replaceable') return undefined;
  for (const { instruction } of start.writes) {
    const heir = heirOf(stages, stage, instruction);
    if (heir) return shared(heir, instruction);
  }
  return undefined;
}

function heirOf(stages: readonly Stage[], stage: Stage, command: Instruction): Stage | undefined {
  const owner = chainOf(stage).find(({ instructions }) => instructions.includes(command));
  return stages.find(
    (one) =>
      one !== stage &&
      one !== owner &&
      owner &&
      chainOf(one).includes(owner) &&
      !chainOf(stage).includes(one),
  );
}

function shared(heir: Stage, command: Instruction): Declined {
  const because = `The stage "${heir.name ?? heir.index}" inherits this ${command.keyword}, too.`;
  return decline(
    'drop-npm/shared-command',
    command,
    because,
    'Give the last stage a CMD of its own.',
  );
}

/** Who runs the last use of npm must be known, so that it can come back after the removal. */
function needsRoot(stage: Stage): Declined | undefined {
  const use = lastUse(stage);
  const index = indexBelow(stage, use);
  const own = ownUser(stage, index);
  const known = own
    ? own.line.innerComments.length === 0
    : environmentAt(stage, index).user !== undefined;
  if (removesNpm(stage) || known) return undefined;
  const because = 'Who uses npm last is not known, and only root may remove its files.';
  return decline(
    'drop-npm/needs-root',
    use ?? stage.from,
    because,
    'Write USER above the last use of npm.',
  );
}
