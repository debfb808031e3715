import { posix } from 'node:path';
import { folderOption, managerCall, managerNamed, withoutFolder } from '../../src/command/index.js';
import { type Dockerfile, type Stage } from '../../src/dockerfile/index.js';
import type { Manifest, Project } from '../../src/project/index.js';
import { type Command, knownWords, parseScript, runsIn } from '../../src/shell/index.js';
import {
  calledScripts,
  type CommandSite,
  commandSite,
  folderAt,
  walked,
} from '../../src/steps/index.js';

/** A program of a package that a RUN starts, by its name or through scripts of package.json. */
export interface ProgramRun {
  readonly program: string;
  readonly args: readonly string[];
  readonly command: Command;
  /** Where the RUN stands in its stage. */
  readonly index: number;
  /** The folder in which it runs, absolute in the image. */
  readonly folder: string;
  readonly manifest: Manifest | undefined;
}

/** What the RUNs of a stage start for sure, as far as scripts of package.json tell. */
export function programRuns(
  file: Dockerfile,
  stage: Stage,
  project: Project,
): readonly ProgramRun[] {
  if (project.context === undefined) return [];
  return runsIn(stage).flatMap(({ commands = [], index }) =>
    runsBehind(commands, commandSite(file, stage, index, project), new Set()).map((started) => ({
      ...started,
      index,
    })),
  );
}

type Started = Omit<ProgramRun, 'index'>;

/** @param seen the scripts that were read on the way; none is read twice */
function runsBehind(
  commands: readonly Command[],
  site: CommandSite,
  seen: Set<string>,
): readonly Started[] {
  // Of what may fail or be left out, nobody knows what it leaves.
  if (
    commands.some(
      ({ operator, nested, subshell }) => operator === '||' || (nested && subshell === undefined),
    )
  )
    return [];
  return walked(commands, site).flatMap(([command, here]) => {
    const folder = folderAt(here);
    return folder === undefined ? [] : runBehind(command, here, folder, seen);
  });
}

function runBehind(
  command: Command,
  site: CommandSite,
  here: string,
  seen: Set<string>,
): readonly Started[] {
  const all = knownWords(command);
  const option = managerNamed(all[0]) && folderOption(all);
  const words = option === undefined ? all : withoutFolder(all);
  const call = managerCall(words);
  if (call?.kind === 'other') return [];
  const where = call?.where;
  if (where !== undefined && where.kind !== 'folder') return [];
  const folder = posix.resolve(here, option ?? '', where?.path ?? '');
  const manifest = site.manifestIn(folder);
  if (call?.kind === 'script') {
    if (!manifest) return [];
    return calledScripts(manifest, call.script).flatMap((name) => {
      const key = `${folder} ${name}`;
      if (seen.has(key)) return [];
      seen.add(key);
      const commands = parseScript(manifest.scripts.get(name) ?? '')?.commands ?? [];
      return runsBehind(commands, { ...site, folders: [folder] }, seen);
    });
  }
  const [program = '', ...args] = call ? [call.bin, ...call.args] : words;
  return [{ program, args, command, folder, manifest }];
}
