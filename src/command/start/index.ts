import { posix } from 'node:path';
import { finalEnvironment, type Instruction, type Stage } from '../../dockerfile/index.js';
import { lineAt } from '../../edits.js';
import { rememberedForBoth } from '../../memo.js';
import type { Project } from '../../project/index.js';
import { isPosixShell } from '../../shell/index.js';
import { containerCommand, isBareShell, scriptOf, shellText } from '../container-command.js';
import { runsOtherCommands } from '../folder-users.js';
import { globalPrograms } from '../managers/globals.js';
import { joinedStart, shellStart } from './entrypoint-and-cmd.js';
import { managerMajor } from '../managers/manager-versions.js';
import { managerNamed, mentionsManager } from '../managers/managers.js';
import { manifestWriter } from './manifest-writers.js';
import { prefixOf } from '../prefixes.js';
import { type Resolved, type Unresolved, unresolved } from './resolved.js';
import { plugAndPlay, scriptRules } from './script-rules.js';
import { type Site, Sites } from './sites.js';
import { StartResolver } from './resolver.js';
import { writtenStart } from './writing.js';

/** An instruction with the argument vector to write in its place. */
export interface Replacement {
  readonly instruction: Instruction;
  readonly argv: readonly string[];
  /** The same in the shell form, where a shell of the image reads it all the same. */
  readonly script?: string;
}

/** How a container of a stage starts, and how it could start without a package manager. */
export type Start =
  /** No package manager takes part. */
  | { readonly kind: 'direct' }
  | {
      readonly kind: 'replaceable';
      /** The CMD or ENTRYPOINT that names the package manager. */
      readonly instruction: Instruction;
      /** What the container starts instead, as one argument vector. */
      readonly argv: readonly string[];
      /** What to write where. */
      readonly writes: readonly Replacement[];
      /** The working directory that it needs, where that is another one than the image's. */
      readonly workdir?: string;
      /** The folder that the program runs in, where that is another one than the image's. */
      readonly folder?: string;
      /** What is different afterwards and worth a word. */
      readonly notes: readonly string[];
    }
  | {
      readonly kind: 'unresolved';
      readonly instruction: Instruction;
      readonly reason: Unresolved['reason'];
      readonly because: string;
      readonly program?: readonly string[];
    };

/** A start command that can be put in the place of the package manager. */
export type Replaceable = Start & { readonly kind: 'replaceable' };

/**
 * Resolves what a container of a stage starts (handbook E.1 and E.2). Several transforms ask several
 * times; a stage lives as long as one reading of the file.
 */
export const startOf = rememberedForBoth(resolvedStart);

function resolvedStart(project: Project, stage: Stage, stages: readonly Stage[]): Start {
  const { entrypoint, cmd } = containerCommand(stage);
  const caller = [entrypoint, cmd].find((one) => one && callsManager(one));
  if (!caller) return { kind: 'direct' };
  // The shell form of ENTRYPOINT ignores CMD (handbook A76).
  if (caller === cmd && entrypoint && !entrypoint.json) return { kind: 'direct' };
  const found = replaced(project, stage, stages, caller);
  return found.kind === 'unresolved' ? { ...found, instruction: caller } : found;
}

function replaced(
  project: Project,
  stage: Stage,
  stages: readonly Stage[],
  caller: Instruction,
): Replaceable | Unresolved {
  const { entrypoint, cmd } = containerCommand(stage);
  const ready = resolverFor(project, stage, stages, caller);
  if ('kind' in ready) return ready;
  const { resolver, site } = ready;
  const alone = caller === entrypoint ? !(entrypoint.json && cmd) : !takesCmd(entrypoint);
  if (alone) return written(project, stage, caller, resolvedWith(resolver, site, caller), site);
  if (site.missing) return site.missing;
  const both =
    caller === entrypoint
      ? joinedStart(resolver, site, entrypoint, cmd as Instruction)
      : shellStart(resolver, site, entrypoint as Instruction, caller);
  if (both.kind === 'unresolved') return both;
  const { writes, notes } = both;
  const inFront = caller === entrypoint ? [] : (entrypoint?.json ?? []);
  const argv = [...inFront, ...writes.flatMap((one) => one.argv)];
  return { kind: 'replaceable', instruction: caller, argv, writes, notes };
}

function takesCmd(entrypoint: Instruction | undefined): boolean {
  return entrypoint?.json !== undefined && isBareShell(entrypoint.json);
}

/** A start command of one instruction. */
function written(
  project: Project,
  stage: Stage,
  caller: Instruction,
  resolved: Resolved,
  site: Site,
): Replaceable | Unresolved {
  if (resolved.kind === 'unresolved') return resolved;
  const { folder, notes } = resolved;
  // In a list each part was found in the folder that it changes to.
  if (site.missing && folder === undefined && resolved.kind === 'argv') return site.missing;
  const mayMove = folder === undefined || !runsOtherCommands(project);
  const start = writtenStart(caller, resolved, stage, mayMove);
  if ('kind' in start) return start;
  const { argv, script, workdir } = start;
  const writes = [{ instruction: caller, argv, ...(script !== undefined && { script }) }];
  return {
    kind: 'replaceable',
    instruction: caller,
    argv,
    writes,
    notes,
    ...(workdir !== undefined && { workdir }),
    ...(folder !== undefined && { folder }),
  };
}

/**
 * Whether a CMD, ENTRYPOINT or HEALTHCHECK has anything to do with a package manager: one that is
 * named among the words may be started by what comes first.
 */
export function callsManager(instruction: Instruction): boolean {
  return (instruction.json ?? [shellText(instruction)]).some((word) => mentionsManager(word));
}

function resolvedWith(
  resolver: StartResolver,
  site: Site,
  { json, argument }: Instruction,
): Resolved {
  if (!json) return resolver.text(argument, site);
  const words = json.slice(prefixOf(json).length);
  const script = scriptOf(words);
  if (script !== undefined) return resolver.text(script, site);
  const program = words.find((word) => !/^(?:(?:\/usr\/bin\/)?env|\w+=.*)$/s.test(word));
  if (managerNamed(program) || program === 'cross-env') return resolver.resolve(words, site);
  if (program !== undefined && isWholeLine(program))
    return unresolved(
      'script',
      `"${program}" is one word in the exec form, and no program's name.`,
    );
  return unresolved(
    'needs-npm',
    `"${words.join(' ')}" starts a package manager through ${program ?? 'another program'}.`,
  );
}

/** A command line in one word of the exec form, as in `CMD ["npm start"]`: no container starts so. */
export function isWholeLine(word: string): boolean {
  return /^[\w.-]+\s+\S/.test(word);
}

/** What resolves the calls of a stage, and the place where they run. */
export interface Ready {
  readonly resolver: StartResolver;
  readonly site: Site;
}

/** Makes what resolves calls of package managers in the image of a stage. */
export function resolverFor(
  project: Project,
  stage: Stage,
  stages: readonly Stage[],
  caller: Instruction,
): Ready | Unresolved {
  if (!caller.json && !isPosixShell(finalEnvironment(stage).shell))
    return unresolved('script', 'SHELL names a shell whose language is not understood.');
  return resolverOf(project, stage, stages);
}

/** The same for a command that no instruction of the stage names. */
export function resolverOf(
  project: Project,
  stage: Stage,
  stages: readonly Stage[],
): Ready | Unresolved {
  const sites = new Sites(project, stage, stages);
  const site = sites.start();
  if ('kind' in site) return site;
  const writer = manifestWriter(stage);
  if (writer)
    return unresolved(
      'script',
      `Line ${lineAt(writer.line.joined.fileText, writer.start)} changes package.json, so the script is not known.`,
    );
  const resolver = new StartResolver({
    globals: globalPrograms(stage),
    rules: (place, call) => plugAndPlay(project, place) ?? scriptRules(project, stage, place, call),
    at: (folder) => sites.at(folder),
    moved: (place, call) =>
      call.where === undefined
        ? place
        : call.where.kind === 'workspace' &&
            call.manager === 'npm' &&
            isOldNpm(project, stage, place)
          ? unresolved('script', 'npm before version 7 knows no workspaces, and this may be one.')
          : sites.moved(place, call.where, call.kind === 'script' ? call.script : undefined),
    read: (path, { folder }) => project.files.read(sites.origin(posix.resolve(folder, path)) ?? ''),
  });
  const archives = plugAndPlay(project, site);
  return archives ?? { resolver, site };
}

function isOldNpm(project: Project, stage: Stage, { application }: Site): boolean {
  return (managerMajor(project, stage, application, 'npm') ?? 6) < 7;
}
