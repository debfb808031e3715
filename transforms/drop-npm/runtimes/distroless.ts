import { servicesOf } from '../../../src/command/index.js';
import { type Dockerfile, type Stage, textAfter } from '../../../src/dockerfile/index.js';
import {
  type DistrolessNode,
  distrolessFor,
  startsPrograms,
} from '../../../src/knowledge/images/distroless.js';
import { debianRelease } from '../../../src/knowledge/images/node-releases.js';
import {
  deployedCommands,
  findInApplication,
  folderOf,
  hasSources,
  programApplications,
  type Project,
} from '../../../src/project/index.js';
import { caution, type Declined, type Finding, replace } from '../../../src/transform.js';
import { distrolessHealth } from './distroless-health.js';
import { distrolessFolder, distrolessStart } from './distroless-start.js';
import { distrolessOwners } from './distroless-users.js';
import type { Subject } from '../subject.js';
import { needsBuilder } from './minimal.js';
import {
  builderOf,
  keepsOfficial,
  type OtherRuntime,
  releaseCaution,
  tagOf,
  versionReader,
} from './runtime-facts.js';

/**
 * Puts the runtime stage on Google's distroless node image of the same major and Debian release
 * (architecture, decision 3; handbook E63), or says why that is not possible. Node is the
 * ENTRYPOINT there, so that CMD begins with the script; nothing in it can run a line of shell.
 */
export function distrolessRuntime({
  file,
  stage,
  start,
  project,
  options,
}: Subject): OtherRuntime | Declined {
  const why = keepsOfficial('distroless', stage);
  const image = imageFor(stage);
  if (typeof image === 'string') return why(image);
  const program = projectObstacle(file, stage, project);
  if (program !== undefined) return why(program);
  if (!builderOf(stage) || stage.base) return why(needsBuilder('distroless', options));
  const obstacle = stageObstacle(stage);
  if (obstacle !== undefined) return why(obstacle);
  const parts = [
    distrolessStart(file, stage, start),
    distrolessFolder(file, start),
    distrolessHealth(file, stage),
    distrolessOwners(file, stage),
  ];
  const refused = parts.find((one) => typeof one === 'string');
  if (refused !== undefined) return why(refused);
  const base = replace(stage.imageSpan, image.image);
  const written = parts.filter((one) => typeof one !== 'string');
  return {
    edits: [base, ...written.flatMap(({ edits }) => edits)],
    effect: {
      rewrites: [stage.from, ...written.flatMap(({ rewrites }) => rewrites)],
      writes: [
        textAfter(file.text, stage.from, [base]),
        ...written.flatMap(({ writes }) => writes),
      ],
      image: Object.assign({ base: image.image, shell: '' }, ...written.map((one) => one.image)),
    },
    cautions: [...releaseCaution(stage, image.image), ...endCaution(stage, image)],
  };
}

/** What stands against a distroless image whatever the runtime stage looks like: a clause. */
export function distrolessObstacle(
  file: Dockerfile,
  stage: Stage,
  project: Project,
): string | undefined {
  const image = imageFor(stage);
  return typeof image === 'string' ? image : projectObstacle(file, stage, project);
}

function imageFor(stage: Stage): DistrolessNode | string {
  const known = tagOf(stage);
  const release = debianRelease(known?.debianRelease ?? '');
  if (!known?.major || !release)
    return `"${stage.image.text}" is no Debian image whose release is known, and distroless is Debian.`;
  return (
    distrolessFor(known.major, release.number) ??
    `there is no distroless image of Node ${known.major} on Debian ${release.number}.`
  );
}

/** What a stage does that takes a shell or a package manager. */
function stageObstacle(stage: Stage): string | undefined {
  const run = stage.instructions.find(({ keyword }) => keyword === 'RUN');
  if (run) return 'the runtime stage has a RUN, and a distroless image has no shell to run it.';
  const shell = stage.instructions.find(({ keyword }) => keyword === 'SHELL');
  return shell && 'the runtime stage names a SHELL, and a distroless image has none.';
}

const spawning =
  /\bchild_process\b|\bshell\s*:\s*true\b|\bexecSync\s*\(|\b(?:spawn|execFile)(?:Sync)?\s*\(/;

/** What the program does that takes more than node: other programs are not there. */
function projectObstacle(file: Dockerfile, stage: Stage, project: Project): string | undefined {
  const version = versionReader(project, stage, file);
  if (version !== undefined)
    return `${version} reads NODE_VERSION, which only the official image sets.`;
  const other = otherCommand(file, project);
  if (other !== undefined)
    return `${other} in the container, and a distroless image has no shell and starts everything by node.`;
  const applications = programApplications(project, stage, file.stages);
  if (applications.length === 0)
    return 'package.json is not known, so neither is what the program starts.';
  const dependencies = applications.flatMap(({ manifest }) => [...manifest.dependencies.keys()]);
  const name = dependencies.find(startsPrograms);
  if (name !== undefined) return `${name} starts other programs, and a distroless image has none.`;
  if (!applications.every(({ manifest }) => hasSources(project, folderOf(manifest.path))))
    return 'the sources can’t be read, so what they start is not known.';
  const place = findInApplication(project, stage, file.stages, spawning);
  return (
    place &&
    `${place.path}:${place.line} starts another program: "${place.text.slice(0, 80)}", and a distroless image has none.`
  );
}

/** What compose or a platform runs in the place of what the Dockerfile says, or beside it. */
function otherCommand(file: Dockerfile, project: Project): string | undefined {
  for (const { path, line, name, command, entrypoint, healthcheck } of servicesOf(project, file)) {
    const text = entrypoint ?? command ?? healthcheck;
    if (text !== undefined && !/^NONE$/i.test(text))
      return `${path}:${line}: the service "${name}" runs "${text.slice(0, 80)}"`;
  }
  const [deployed] = deployedCommands(project);
  if (!deployed) return undefined;
  const { path, line, command } = deployed;
  const text = typeof command === 'string' ? command : command.join(' ');
  return `${path}:${line} runs "${text.slice(0, 80)}"`;
}

function endCaution(stage: Stage, { image, ended }: DistrolessNode): Finding[] {
  if (ended === undefined) return [];
  const because = `${image} is there to be pulled, but no longer built again since ${ended}.`;
  const advice = 'Go to a trixie tag of node, so that the image on Debian 13 fits.';
  return [caution('drop-npm/distroless-ended', stage.from, because, { advice })];
}
