import { posix } from 'node:path';
import { finalEnvironment, type Instruction, type Stage } from '../dockerfile/index.js';
import { lineAt } from '../edits.js';
import { applicationIn, originOf, type Project } from '../project/index.js';
import { isPosixShell } from '../shell/index.js';
import type { KnownApplication } from './bins.js';
import { containerCommand, isBareShell, shellScript, shellText } from './container-command.js';
import { managerNamed, mentionsManager } from './managers.js';
import { manifestWriter } from './manifest-writers.js';
import { plugAndPlay, runsHooks, scriptSettings } from './npm-settings.js';
import { type Resolved, type Unresolved, unresolved } from './resolved.js';
import { StartResolver } from './start-resolver.js';
import { initOf, writtenStart } from './start-writing.js';

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
  | {
      readonly kind: 'unresolved';
      readonly instruction: Instruction;
      readonly reason: Unresolved['reason'];
      readonly because: string;
    };

/** Resolves what a container of a stage starts (handbook E.1 and E.2). */
export function startOf(project: Project, stage: Stage, stages: readonly Stage[]): Start {
  const { entrypoint, cmd } = containerCommand(stage);
  const caller = [entrypoint, cmd].find((one) => one && callsManager(one));
  if (!caller) return { kind: 'direct' };
  // The shell form of ENTRYPOINT ignores CMD (handbook A76).
  if (caller === cmd && entrypoint && !entrypoint.json) return { kind: 'direct' };
  const resolved =
    together(caller, entrypoint, cmd) ?? resolvedCommand(project, stage, stages, caller);
  if (resolved.kind === 'unresolved') return { ...resolved, instruction: caller };
  const argv = writtenStart(caller, resolved, stage);
  if ('kind' in argv) return { ...argv, instruction: caller };
  return { kind: 'replaceable', instruction: caller, argv, notes: resolved.notes };
}

/** ENTRYPOINT and CMD are one command line; neither can be read without the other. */
function together(
  caller: Instruction,
  entrypoint: Instruction | undefined,
  cmd: Instruction | undefined,
): Unresolved | undefined {
  const joined =
    caller === entrypoint
      ? cmd && entrypoint.json
      : entrypoint?.json && isBareShell(entrypoint.json);
  return joined
    ? unresolved('script', 'ENTRYPOINT and CMD make one command of the package manager together.')
    : undefined;
}

/**
 * Whether a CMD, ENTRYPOINT or HEALTHCHECK has anything to do with a package manager: one that is
 * named among the words may be started by what comes first.
 */
export function callsManager(instruction: Instruction): boolean {
  return (instruction.json ?? [shellText(instruction)]).some((word) => mentionsManager(word));
}

function resolvedCommand(
  project: Project,
  stage: Stage,
  stages: readonly Stage[],
  caller: Instruction,
): Resolved {
  const application = applicationIn(project, stage, stages);
  const manifest = application?.manifest;
  if (!application || !manifest) return missing(application?.folder);
  const known: KnownApplication = { ...application, manifest };
  if (!caller.json && !isPosixShell(finalEnvironment(stage).shell))
    return unresolved('script', 'SHELL names a shell whose language is not understood.');
  const writer = manifestWriter(stage);
  if (writer)
    return unresolved(
      'script',
      `Line ${lineAt(writer.line.joined.fileText, writer.start)} changes package.json, so the script is not known.`,
    );
  const setting = scriptSettings(project, stage, known) ?? plugAndPlay(project, known);
  return setting ?? resolvedWith(resolverFor(project, stage, stages, known), caller);
}

function resolvedWith(resolver: StartResolver, caller: Instruction): Resolved {
  const { json } = caller;
  if (!json) return resolver.body(caller.argument);
  const script = shellScript(json);
  if (script !== undefined) return resolver.body(script);
  const words = json.slice(initOf(json).length);
  const program = words.find((word) => !/^(?:env|\w+=.*)$/.test(word));
  if (managerNamed(program) || program === 'cross-env') return resolver.resolve(words);
  return unresolved(
    'needs-npm',
    `"${words.join(' ')}" starts a package manager through ${program ?? 'another program'}.`,
  );
}

function resolverFor(
  project: Project,
  stage: Stage,
  stages: readonly Stage[],
  application: KnownApplication,
): StartResolver {
  const origin = (path: string): string | undefined =>
    originOf(project, stage, stages, posix.resolve(application.folder, path));
  return new StartResolver(application, {
    hooks: runsHooks(project, application),
    has: (path) => origin(path) !== undefined,
    read: (path) => project.files.read(origin(path) ?? ''),
  });
}

function missing(folder: string | undefined): Unresolved {
  const where = folder === undefined ? 'the working directory' : folder;
  return unresolved(
    'script',
    `The package.json of ${where} was not found in the build context, so the script is not known.`,
  );
}
