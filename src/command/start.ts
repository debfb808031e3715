import type { Instruction, Stage } from '../dockerfile/index.js';
import { applicationIn, folderOf, joinPath, type Project } from '../project/index.js';
import { programOf } from '../shell/index.js';
import { afterInit, containerCommand, shellScript, startCommands } from './container-command.js';
import { managerNamed } from './manager-call.js';
import { type Resolved, StartResolver, type Unresolved } from './start-script.js';

/** How a container of a stage starts, and how it could start without a package manager. */
export type Start =
  /** No package manager takes part. */
  | { readonly kind: 'direct' }
  | {
      readonly kind: 'replaceable';
      /** The CMD or ENTRYPOINT that names the package manager. */
      readonly instruction: Instruction;
      /** What to write in its place, as an argument vector. */
      readonly argv: readonly string[];
      /** What is different afterwards and worth a word. */
      readonly notes: readonly string[];
    }
  | { readonly kind: 'unresolved'; readonly instruction: Instruction; readonly reason: Unresolved['reason']; readonly because: string };

/** Settings of npm and pnpm that change how scripts run (handbook E27). */
const scriptSettings = /^\s*(script-shell|node-options|shell-emulator)\s*=/im;
const withoutHooks = /^\s*ignore-scripts\s*=\s*true/im;

/** Resolves what a container of a stage starts (handbook E.1 and E.2). */
export function startOf(project: Project, stage: Stage, stages: readonly Stage[]): Start {
  const { entrypoint, cmd } = containerCommand(stage);
  const caller = [entrypoint, cmd].find((instruction) => instruction && callsManager(instruction, stage));
  if (!caller) return { kind: 'direct' };
  // The shell form of ENTRYPOINT ignores CMD (handbook A76).
  if (caller === cmd && entrypoint && !entrypoint.json) return { kind: 'direct' };
  if (caller === entrypoint && cmd)
    return unresolved(caller, 'ENTRYPOINT and CMD make one command of the package manager together.');
  const resolved = resolvedCommand(project, stage, stages, caller);
  if (resolved.kind === 'unresolved') return { ...resolved, instruction: caller };
  const prefix = initOf(caller.json ?? []);
  if (resolved.kind === 'argv')
    return { kind: 'replaceable', instruction: caller, argv: [...prefix, ...resolved.argv], notes: resolved.notes };
  if (caller.keyword === 'ENTRYPOINT' && caller.json)
    return unresolved(caller, 'The script needs a shell, which would take the arguments of docker run away.');
  const argv = [...prefix, 'sh', '-c', resolved.script];
  return { kind: 'replaceable', instruction: caller, argv, notes: resolved.notes };
}

/** Whether a CMD, ENTRYPOINT or HEALTHCHECK calls a package manager. */
export function callsManager(instruction: Instruction, stage: Stage): boolean {
  const argv = instruction.json && afterInit(instruction.json);
  if (argv && managerNamed(argv[0])) return true;
  const commands = startCommands(instruction, stage);
  if (!commands) return /(^|[\s"'/;&|])(npm|npx|yarn|pnpm|bun|corepack)([\s"';&|]|$)/.test(instruction.argument);
  return commands.some((command) => managerNamed(programOf(command)) !== undefined);
}

function resolvedCommand(project: Project, stage: Stage, stages: readonly Stage[], caller: Instruction): Resolved {
  const application = applicationIn(project, stage, stages);
  const manifest = application?.manifest;
  if (!application || !manifest) return missing(application?.folder);
  const npmrc = npmrcBeside(project, manifest.path);
  const setting = scriptSettings.exec(npmrc)?.[1];
  if (setting !== undefined)
    return { kind: 'unresolved', reason: 'script', because: `.npmrc sets "${setting}", which changes how scripts run.` };
  const resolver = new StartResolver({ ...application, manifest }, !withoutHooks.test(npmrc));
  const argv = caller.json;
  if (!argv) return resolver.body(caller.argument);
  const script = shellScript(argv);
  return script === undefined ? resolver.resolve(argv.slice(initOf(argv).length)) : resolver.body(script);
}

/** The words of an init in front of the program. */
function initOf(argv: readonly string[]): readonly string[] {
  const rest = afterInit(argv);
  return rest === undefined ? [] : argv.slice(0, argv.length - rest.length);
}

function missing(folder: string | undefined): Unresolved {
  const where = folder === undefined ? 'the working directory' : folder;
  const because = `The package.json of ${where} was not found in the build context, so the script is not known.`;
  return { kind: 'unresolved', reason: 'script', because };
}

function npmrcBeside({ files }: Project, manifest: string): string {
  const path = joinPath(folderOf(manifest), '.npmrc');
  return (path === undefined ? undefined : files.read(path)) ?? '';
}

function unresolved(instruction: Instruction, because: string): Start {
  return { kind: 'unresolved', instruction, reason: 'script', because };
}
