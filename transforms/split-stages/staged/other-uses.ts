import { posix } from 'node:path';
import { containerCommand } from '../../../src/command/index.js';
import {
  type Dockerfile,
  type Instruction,
  sourceStages,
  type Stage,
} from '../../../src/dockerfile/index.js';
import { composeServices, copyAt, type Project } from '../../../src/project/index.js';
import { shortened } from '../../../src/sentence.js';
import { targetFile } from '../obstacles/stages.js';
import { isMatch } from '../folders.js';
import type { Reason } from '../reasons.js';
import { readRuns } from '../effects/run-steps.js';
import { modulesOf, type Received } from './received.js';

/** What the last stage receives, and the file around it. */
interface Subject {
  readonly file: Dockerfile;
  readonly last: Stage;
  readonly received: Received;
  readonly project: Project;
}

/** Why what a stage installs may be needed by more than the last stage's program: a sentence each. */
export const otherUses: readonly Reason<Subject, string>[] = [
  {
    name: 'stage that goes on',
    find: ({ file, received: { from } }) => {
      const heir = file.stages.find(({ base }) => base === from);
      return heir && `${nameOf(heir)} goes on from ${nameOf(from)}, and may need them.`;
    },
  },
  {
    name: 'stage that takes them, too',
    find: ({ file, received }) => {
      const { from } = received;
      const user = file.stages.find((one) => one !== from && copiesOrMounts(file, one, received));
      return user && `${nameOf(user)} takes them from ${nameOf(from)}, too.`;
    },
  },
  { name: 'target of compose', find: composeTarget },
  { name: 'target of a pipeline', find: pipelineTarget },
  { name: 'command of its own', find: ownCommand },
  { name: 'late step', find: lateStep },
];

function copiesOrMounts(file: Dockerfile, stage: Stage, received: Received): boolean {
  return stage.instructions.some((one, index) => {
    if (one === received.at || !sourceStages(one, stage, file.stages).includes(received.from))
      return false;
    const copy = one.keyword === 'COPY' ? copyAt(stage, index, file.stages) : undefined;
    return !copy || copy.sources.some((source) => isRelated(source, modulesOf(received)));
  });
}

/** Whether a source, which may be a pattern, names the modules, something of them or a folder above. */
function isRelated(source: string, modules: string): boolean {
  const depth = modules.split('/').length;
  return isMatch(modules, posix.resolve('/', source).split('/').slice(0, depth).join('/'));
}

/** Whoever builds a stage by its name, or could run it, has it as it is (handbook A46). */
function composeTarget({ received: { from }, project }: Subject): string | undefined {
  const names = new Set([from.name?.toLowerCase(), String(from.index)]);
  const service = composeServices(project).find(({ target }) => names.has(target?.toLowerCase()));
  return (
    service && `${service.path}:${service.line} builds the target "${service.target}" of this file.`
  );
}

function pipelineTarget({ received: { from }, project }: Subject): string | undefined {
  const path = from.name === undefined ? undefined : targetFile(project, from.name);
  return path && `${path} builds the target "${from.name}".`;
}

function ownCommand({ received: { from } }: Subject): string | undefined {
  const { entrypoint, cmd } = containerCommand(from);
  return entrypoint || cmd
    ? `${nameOf(from)} has a command of its own, so that somebody may run it.`
    : undefined;
}

/** A RUN of the last stage that works with the packages that were copied. */
function lateStep({ file, last, received, project }: Subject): string | undefined {
  const { index, folder } = received;
  const late = readRuns(file, last, project, { root: folder, carried: [] }).filter(
    ({ run }) => last.instructions.indexOf(run) > index,
  );
  const found = late.find(
    ({ run, effects, obstacle }) =>
      effects.some(({ does }) => /^(?:anything|build|dependencies)$/.test(does)) ||
      // Asking for a version needs the program, too.
      /\bnpx\s|node_modules\/\.bin\//.test(run.argument) ||
      obstacle,
  );
  return found && `"${excerpt(found.run)}" runs behind the COPY, and may need them.`;
}

function excerpt({ keyword, argument }: Instruction): string {
  return shortened(`${keyword} ${argument.split('\n', 1)[0]}`, 60);
}

/** A stage as messages name it. */
export function nameOf({ name, index }: Stage): string {
  return name === undefined ? `stage ${index}` : `the stage "${name}"`;
}
