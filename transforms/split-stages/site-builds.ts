import { posix } from 'node:path';
import { folderOption, managerCall, managerNamed, withoutFolder } from '../../src/command/index.js';
import { type Dockerfile, type Stage } from '../../src/dockerfile/index.js';
import { type SiteBuilder, siteBuilder } from '../../src/knowledge/npm/site-builders.js';
import type { Manifest, Project } from '../../src/project/index.js';
import { type Command, knownWords, parseScript, programOf, runsIn } from '../../src/shell/index.js';
import {
  calledScripts,
  type CommandSite,
  commandSite,
  Whereabouts,
} from '../../src/steps/index.js';

/** A site that a RUN builds: files that browsers fetch, with all that they need. */
export interface SiteBuild {
  readonly builder: SiteBuilder;
  readonly command: Command;
  /** The folder in which the builder runs, absolute in the image. */
  readonly folder: string;
  readonly manifest: Manifest | undefined;
}

/** The sites that the RUNs of a stage build, as far as scripts of package.json tell. */
export function siteBuilds(file: Dockerfile, stage: Stage, project: Project): readonly SiteBuild[] {
  if (project.context === undefined) return [];
  return runsIn(stage).flatMap(({ commands = [], index }) =>
    buildsOf(commands, commandSite(file, stage, index, project), new Set()),
  );
}

/** @param seen the scripts that were read on the way; none is read twice */
function buildsOf(
  commands: readonly Command[],
  site: CommandSite,
  seen: Set<string>,
): readonly SiteBuild[] {
  // Of a build that may fail or be left out, nobody knows what it leaves.
  if (
    commands.some(
      ({ operator, nested, subshell }) => operator === '||' || (nested && subshell === undefined),
    )
  )
    return [];
  const whereabouts = new Whereabouts(site);
  let known = true;
  return commands.flatMap((command) => {
    const here = whereabouts.at(command);
    if (programOf(command) === 'cd') known &&= whereabouts.follow(command);
    const [folder, other] = here.folders;
    return !known || folder === undefined || other !== undefined
      ? []
      : buildsBy(command, here, folder, seen);
  });
}

function buildsBy(
  command: Command,
  site: CommandSite,
  here: string,
  seen: Set<string>,
): readonly SiteBuild[] {
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
      return buildsOf(commands, { ...site, folders: [folder] }, seen);
    });
  }
  const [program = '', ...args] = call ? [call.bin, ...call.args] : words;
  const builder = siteBuilder(program, args);
  return builder ? [{ builder, command, folder, manifest }] : [];
}
