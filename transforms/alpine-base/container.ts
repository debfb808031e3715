import { containerCommand, startCommands, startedScripts } from '../../src/command/index.js';
import { finalEnvironment, type Instruction, type Stage } from '../../src/dockerfile/index.js';
import { chainOf } from '../../src/image-state.js';
import { type ComposeService, composeServices } from '../../src/project/index.js';
import { parseScript } from '../../src/shell/index.js';
import { type Declined, decline } from '../../src/transform.js';
import type { Caller, Move, Reached } from './move.js';
import { reached } from './reach.js';

/** Everything that containers of a stage run: by the Dockerfile, and by compose files. */
export function* containerSteps(move: Move, stage: Stage): Iterable<Reached | Declined> {
  const environment = finalEnvironment(stage);
  const caller = {
    at: stage.from, stage, environment, folder: environment.workdir,
    label: '', script: false, inContainer: true, seen: new Set<string>(),
  }; // prettier-ignore
  for (const instruction of startInstructions(stage)) {
    const own = { ...caller, at: instruction, label: instruction.keyword };
    const commands = startCommands(instruction, stage);
    if (commands) yield* reached(move, own, commands);
    else yield decline('alpine-base/unread-run', instruction, `This ${instruction.keyword} can't be read as plain shell.`);
    yield* supervised(move, instruction, stage);
  }
  for (const service of composeServices(move.project)) if (meant(service, stage)) yield* composeSteps(move, service, caller);
}

/** ENTRYPOINT, CMD and HEALTHCHECK as they count for the image of a stage. */
function startInstructions(stage: Stage): Instruction[] {
  const { entrypoint, cmd } = containerCommand(stage);
  const health = chainOf(stage).flatMap(({ instructions }) => instructions).findLast(({ keyword }) => keyword === 'HEALTHCHECK');
  return [entrypoint, cmd, health].filter((one) => one !== undefined).filter(({ argument }) => !/^none$/i.test(argument));
}

/** Files that tell pm2 and the like what to start; they name shells and scripts in their own way. */
function* supervised({ project, file }: Move, at: Instruction, stage: Stage): Iterable<Declined> {
  for (const { instruction, name, text } of startedScripts(project, stage, file.stages)) {
    if (instruction !== at || !/\.(?:conf|json|ya?ml|[cm]?js)$|Procfile$/.test(name)) continue;
    if (text !== undefined && !/\bbash\b|\.sh\b/.test(text)) continue;
    yield decline('alpine-base/unread-script', at, `${at.keyword} starts what ${name} names, which could not be read.`, 'Run where the file is, or name the build context with --context.');
  }
}

function meant({ target }: ComposeService, stage: Stage): boolean {
  return target === undefined || target.toLowerCase() === stage.name?.toLowerCase();
}

/** What a compose file lets a container run in place of the Dockerfile's own commands. */
function* composeSteps(move: Move, service: ComposeService, caller: Caller): Iterable<Reached | Declined> {
  const { path, line, entrypoint, command, healthcheck } = service;
  for (const text of [entrypoint, command, healthcheck?.replace(/^(?:CMD|CMD-SHELL)\s+/, '')]) {
    const commands = text === undefined || /^NONE$/i.test(text) ? [] : parseScript(text)?.commands;
    yield* reached(move, { ...caller, label: `${path}:${line}`, script: true }, commands ?? []);
  }
}
