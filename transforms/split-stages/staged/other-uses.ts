import { posix } from 'node:path';
import { containerCommand } from '../../../src/command/index.js';
import {
  type Dockerfile,
  type Instruction,
  sourceStages,
  type Stage,
} from '../../../src/dockerfile/index.js';
import { composeServices, copyAt, type Project } from '../../../src/project/index.js';
import { isWithin } from '../folders.js';
import { targetFile } from '../obstacles.js';
import { readRuns } from '../run-steps.js';
import { modulesOf, type Received } from './received.js';

/** Why what a stage installs may be needed by more than the last stage's program; a sentence. */
export function otherUse(
  file: Dockerfile,
  last: Stage,
  received: Received,
  project: Project,
): string | undefined {
  const { from } = received;
  const others = file.stages.filter((one) => one !== from);
  const heir = others.find(({ base }) => base === from);
  if (heir) return `${nameOf(heir)} goes on from ${nameOf(from)}, and may need them.`;
  const user = others.find((one) => copiesOrMounts(file, one, received));
  if (user) return `${nameOf(user)} takes them from ${nameOf(from)}, too.`;
  return targetUse(from, project) ?? lateStep(file, last, received, project);
}

function copiesOrMounts(file: Dockerfile, stage: Stage, received: Received): boolean {
  const earlier = file.stages.slice(0, stage.index);
  return stage.instructions.some((one, index) => {
    if (one === received.at || !sourceStages(one, earlier).includes(received.from)) return false;
    const copy = one.keyword === 'COPY' ? copyAt(stage, index, file.stages) : undefined;
    return !copy || copy.sources.some((source) => isRelated(source, modulesOf(received)));
  });
}

function isRelated(source: string, modules: string): boolean {
  const path = posix.resolve('/', source).replace(/\/[^/]*[*?[].*$/, '') || '/';
  return isWithin(modules, path) || isWithin(path, modules);
}

/** Whoever builds a stage by its name, or could run it, has it as it is (handbook A46). */
function targetUse(stage: Stage, project: Project): string | undefined {
  const names = new Set([stage.name?.toLowerCase(), String(stage.index)]);
  const service = composeServices(project).find(({ target }) => names.has(target?.toLowerCase()));
  if (service)
    return `${service.path}:${service.line} builds the target "${service.target}" of this file.`;
  const path = stage.name === undefined ? undefined : targetFile(project, stage.name);
  if (path !== undefined) return `${path} builds the target "${stage.name}".`;
  const { entrypoint, cmd } = containerCommand(stage);
  return entrypoint || cmd
    ? `${nameOf(stage)} has a command of its own, so that somebody may run it.`
    : undefined;
}

/** A RUN of the last stage that works with the packages that were copied. */
function lateStep(
  file: Dockerfile,
  last: Stage,
  { index, folder }: Received,
  project: Project,
): string | undefined {
  const late = readRuns(file, last, project, { root: folder, carried: [] }).filter(
    ({ run }) => last.instructions.indexOf(run) > index,
  );
  const found = late.find(
    ({ effects, obstacle }) =>
      effects.some(({ does }) => /^(?:anything|build|dependencies)$/.test(does)) || obstacle,
  );
  return found && `"${excerpt(found.run)}" runs behind the COPY, and may need them.`;
}

function excerpt({ keyword, argument }: Instruction): string {
  const text = `${keyword} ${argument.split('\n', 1)[0]}`;
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}

/** A stage as messages name it. */
export function nameOf({ name, index }: Stage): string {
  return name === undefined ? `stage ${index}` : `the stage "${name}"`;
}
