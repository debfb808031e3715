import { posix } from 'node:path';
import {
  containerCommand,
  healthcheckOf,
  howToRead,
  isPm2File,
  managerNamed,
  pm2Owner,
  startCommands,
  startedScripts,
} from '../../../src/command/index.js';
import { finalEnvironment, type Instruction, type Stage } from '../../../src/dockerfile/index.js';
import { programIn } from '../../../src/knowledge/images/contents.js';
import {
  type ComposeService,
  composeServices,
  type DeployedCommand,
  deployedCommands,
  firstMatch,
} from '../../../src/project/index.js';
import { type Command, execCommand, parseScript } from '../../../src/shell/index.js';
import { type Declined, decline } from '../../../src/transform.js';
import { type Caller, inContainer, kindBefore, type Move, type Reached } from '../move.js';
import { reached } from './reach.js';
import { pm2Obstacle } from '../system/users.js';

/** Everything that containers of a stage run: by the Dockerfile, and by compose files. */
export function* containerSteps(move: Move, stage: Stage): Iterable<Reached | Declined> {
  const caller = {
    ...inContainer(stage),
    label: '',
    reader: posix.basename(finalEnvironment(stage).shell?.[0] ?? 'sh'),
    script: false,
    seen: new Set<string>(),
  };
  for (const { at, commands, script } of startsOf(stage)) {
    if (commands) yield* reached(move, { ...caller, at, label: at.keyword, script }, commands);
    else
      yield decline(
        'alpine-base/unread-run',
        at,
        `This ${at.keyword} can't be read as plain shell.`,
      );
    yield* supervised(move, at, stage);
  }
  // Behind an init, CMD is the end of ENTRYPOINT's own vector.
  const { entrypoint, cmd } = containerCommand(stage);
  if (cmd && entrypoint?.json && !handsOn(entrypoint.json)) yield* supervised(move, cmd, stage);
  for (const service of composeServices(move.project))
    if (meant(service, stage)) yield* composeSteps(move, service, caller);
  for (const one of deployedCommands(move.project)) yield* deployedSteps(move, one, caller);
}

/** What an instruction starts; undefined commands could not be read. */
interface Start {
  readonly at: Instruction;
  readonly commands: readonly Command[] | undefined;
  /** Another script decides whether these are commands at all. */
  readonly script: boolean;
}

/** ENTRYPOINT with what CMD adds to it, CMD by itself, and HEALTHCHECK. */
function startsOf(stage: Stage): Start[] {
  const { entrypoint, cmd } = containerCommand(stage);
  const plain = (at: Instruction | undefined, script = false): Start[] =>
    at ? [{ at, commands: commandsIn(at, stage), script }] : [];
  const checks = plain(healthcheckOf(stage));
  if (!entrypoint?.json) return [...plain(entrypoint ?? cmd), ...checks];
  const handed = handsOn(entrypoint.json);
  const given = handed ? [] : (cmd?.json ?? (cmd ? ['/bin/sh', '-c', cmd.argument] : []));
  const argv = [...entrypoint.json, ...given];
  const whole = { at: entrypoint, commands: [execCommand(argv, entrypoint)], script: false };
  return [whole, ...(handed ? plain(cmd, true) : []), ...checks];
}

/** Whether an entrypoint is a script, which mostly ends in `exec "$@"`. */
function handsOn([program = '']: readonly string[]): boolean {
  return (
    managerNamed(program) === undefined &&
    !/(?:^|\/)(?:node|env|tini|dumb-init|(?:ba|da|a)?sh)$/.test(program)
  );
}

/** The exec form as it stands, `bash -c` included; where the shell is not known, it is our mirror's. */
function commandsIn(instruction: Instruction, stage: Stage): readonly Command[] | undefined {
  if (instruction.json) return [execCommand(instruction.json, instruction)];
  const text = instruction.argument.replace(/^cmd\s+/i, '');
  return finalEnvironment(stage).shell
    ? startCommands(instruction, stage)
    : parseScript(text)?.commands;
}

/** Files that tell pm2 and the like what to start; they name shells and scripts in their own way. */
function* supervised(move: Move, at: Instruction, stage: Stage): Iterable<Declined> {
  const { project, file } = move;
  for (const script of startedScripts(project, stage, file.stages)) {
    const { instruction, name, path = name, text } = script;
    if (instruction !== at || !/\.(?:conf|json|ya?ml|[cm]?js)$|Procfile$/.test(name)) continue;
    const place = firstMatch(path, text ?? '', /\bbash\b|\.sh\b/);
    const owner = isPm2File(script) ? firstMatch(path, text ?? '', pm2Owner) : undefined;
    const missing = owner && pm2Obstacle(move, at, owner.text);
    if (missing) yield missing;
    if (text !== undefined && !place) continue;
    const because = place
      ? `${path}:${place.line} names a shell script or bash: "${place.text}". What it needs is not known.`
      : `${at.keyword} starts what ${name} names, which could not be read.`;
    const advice = place ? `Let ${at.keyword} start that script itself.` : howToRead(script);
    yield decline('alpine-base/unread-script', at, because, advice);
  }
}

function meant({ target }: ComposeService, stage: Stage): boolean {
  return target === undefined || target.toLowerCase() === stage.name?.toLowerCase();
}

/** What a compose file lets a container run in place of the Dockerfile's own commands. */
function* composeSteps(
  move: Move,
  service: ComposeService,
  caller: Caller,
): Iterable<Reached | Declined> {
  const { path, line, entrypoint, command, healthcheck } = service;
  for (const text of [entrypoint, command, healthcheck?.replace(/^(?:CMD|CMD-SHELL)\s+/, '')]) {
    const commands = text === undefined || /^NONE$/i.test(text) ? [] : parseScript(text)?.commands;
    yield* reached(move, { ...caller, label: `${path}:${line}`, script: true }, commands ?? []);
  }
}

/**
 * What a platform runs, as far as the image had it: a manifest may speak of containers of other
 * images, whose programs are none of ours.
 */
function* deployedSteps(
  move: Move,
  { path, line, command, isBehindEntrypoint }: DeployedCommand,
  caller: Caller,
): Iterable<Reached | Declined> {
  const argv = typeof command === 'string' ? [] : command;
  const whole = isBehindEntrypoint ? withEntrypoint(caller.stage, argv) : argv;
  const commands =
    typeof command === 'string' ? parseScript(command)?.commands : [execCommand(whole, caller.at)];
  const own = (commands ?? []).filter((one) => {
    const word = one.words[0]?.value ?? '';
    return word.includes('/') || programIn(kindBefore(caller.stage), word) === true;
  });
  yield* reached(move, { ...caller, label: `${path}:${line}`, script: true }, own);
}

/** What the ENTRYPOINT of an image makes of arguments that stand in the place of CMD. */
function withEntrypoint(stage: Stage, args: readonly string[]): readonly string[] {
  const { entrypoint } = containerCommand(stage);
  if (!entrypoint || (entrypoint.json && handsOn(entrypoint.json))) return args;
  // In the shell form it takes none.
  return entrypoint.json ? [...entrypoint.json, ...args] : [];
}
