import { posix } from 'node:path';
import { isInstallVerb } from '../knowledge/npm/install-verbs.js';
import { programDoes } from '../knowledge/program-traits.js';
import {
  chainOf,
  environmentAt,
  finalEnvironment,
  type Instruction,
  type Stage,
} from '../dockerfile/index.js';
import { isWithin } from '../path-folders.js';
import { copyAt, folderOfCopy, isCopy } from '../project/index.js';
import {
  type Command,
  commandsOf,
  innermostCommand,
  programOf,
  wordValues,
} from '../shell/index.js';
import { containerCommand, programCommands } from './container-command.js';
import { managerNamed } from './managers/managers.js';
import { prefixOf } from './prefixes.js';

/** What says which packages an application has, and is no program. */
const manifests =
  /^(?:package[\w.*-]*|npm-shrinkwrap\.json|yarn\.lock|pnpm-lock\.yaml|bun\.lockb?|\.npmrc|\.yarnrc(?:\.yml)?)$/;
/** Commands that bring no program into the folder in which they run. */
const bringsNothing = [
  'startsOthers',
  'looks',
  'packages',
  'users',
  'grants',
  'makesFolders',
  'modes',
  'removes',
  'system',
] as const;
const staysApart = /^(?:cache|config|global)$/;

/**
 * The source that node starts and that nothing in the file puts into the image: it is mounted, or comes with
 * an image that is built on this one.
 *
 * @returns undefined where anything may put it there
 */
export function missingProgram(stage: Stage, stages: readonly Stage[]): string | undefined {
  const program = startedSource(stage);
  const { workdir } = finalEnvironment(stage);
  const chain = chainOf(stage);
  if (program === undefined || workdir === undefined || workdir === '/') return undefined;
  const comes =
    chain[0]?.official !== 'node' ||
    chain.some((one) => one.instructions.some((_, at) => mayBring(one, at, stages, workdir)));
  return comes ? undefined : program;
}

/** `CMD ["node", "server"]`: the file that node runs. */
function startedSource(stage: Stage): string | undefined {
  const { entrypoint, cmd } = containerCommand(stage);
  const starter = entrypoint && !startsCommand(entrypoint) ? entrypoint : cmd;
  if (!starter || (starter === entrypoint && cmd)) return undefined;
  const [command, other] = programCommands(starter, stage) ?? [];
  const [node, file] = (command?.words ?? []).map(({ value }) => value);
  const isSource = node === 'node' && file !== undefined && /^[\w.][\w./-]*$/.test(file);
  return other === undefined && isSource && !file.includes('node_modules/') ? file : undefined;
}

/** Whether an ENTRYPOINT is an init or the like, and starts what CMD says. */
function startsCommand({ json }: Instruction): boolean {
  return json !== undefined && prefixOf([...json, 'node']).length === json.length;
}

function mayBring(stage: Stage, index: number, stages: readonly Stage[], workdir: string): boolean {
  const instruction = stage.instructions[index];
  if (instruction?.keyword === 'RUN') {
    const commands = commandsOf(instruction, environmentAt(stage, index));
    return commands?.some(mayMake) ?? true;
  }
  if (!instruction || !isCopy(instruction)) return false;
  const copy = copyAt(stage, index, stages);
  if (!copy) return true;
  const folder = folderOfCopy(copy);
  return (
    (isWithin(folder, workdir) || isWithin(workdir, folder)) &&
    !(!copy.stage && copy.sources.every((one) => manifests.test(posix.basename(one))))
  );
}

function mayMake(outer: Command): boolean {
  const command = innermostCommand(outer);
  const [, action = 'install'] = wordValues(command);
  const program = programOf(command);
  const isInstall =
    managerNamed(program) !== undefined && (isInstallVerb(action) || staysApart.test(action));
  return outer.writes.length > 0 || !(isInstall || programDoes(program, ...bringsNothing));
}
