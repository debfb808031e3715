import {
  type Dockerfile,
  finalEnvironment,
  nodeTagOf,
  type Stage,
} from '../../../src/dockerfile/index.js';
import { posix } from 'node:path';
import {
  healthcheckOf,
  programCommands,
  startedCommands,
  startedScripts,
  taskRunnerOf,
} from '../../../src/command/index.js';
import { programIn } from '../../../src/knowledge/images/contents.js';
import { bundledPackageManagers } from '../../../src/knowledge/images/node-releases.js';
import { hasKnownPrograms, programsOf } from '../../../src/knowledge/npm/package-programs.js';
import { onDemand, rememberedByText } from '../../../src/memo.js';
import { type Project } from '../../../src/project/index.js';
import { parseScript, programOf } from '../../../src/shell/index.js';
import type { Options } from '../../../src/transform.js';
import { plannedStart } from '../../drop-npm/start/planned-start.js';
import { containerTexts, linesOfSources } from '../started/texts.js';

/** What packages of the system bring, of which the container may start something. */
const ofSystem: Readonly<Record<string, string>> = {
  python: 'python3?',
  'build-essential': 'make|g\\+\\+|gcc',
  'build-base': 'make|g\\+\\+|gcc',
};

/** First words of package names that stand in every Dockerfile. */
const everywhere = /^(?:docker|http|jest|nest|next|node|npm|pnpm|test|yarn)$/;

/**
 * Tells which of the programs that the build installs the container may start (handbook B26):
 * global packages, compilers, a package manager of corepack. The runtime stage needs these again.
 *
 * @param installed the names of what the build installs globally, and of the system's packages
 */
export function neededPrograms(
  file: Dockerfile,
  stage: Stage,
  project: Project,
  options: Options,
  { globals, packages }: Record<'globals' | 'packages', readonly string[]>,
): (name: string) => boolean {
  // Most files install no program for which anybody would ask.
  const known = onDemand(() => ({
    texts: containerTexts(file, stage, project, plannedStart(file, stage, project, options)),
    path: finalEnvironment(stage).scope.env().has('NODE_PATH'),
  }));
  const brought = onDemand(() => new Set([...packages, ...globals.flatMap(programsOf)]));
  const startsStranger = onDemand(() =>
    startedPrograms(file, stage, project).some(
      (program) => !brought().has(program) && programIn('node-debian', program) !== true,
    ),
  );
  return (name) => {
    if (name === 'npm') return false;
    const { texts, path } = known();
    if (name === '$' || texts === undefined) return true;
    if (path && !/^(?:yarn|pnpm)$/.test(name)) return true;
    if (texts.some((text) => mentions(text, name))) return true;
    if (globals.includes(name) && taskRunnerOf(stage) !== undefined) return true;
    return globals.includes(name) && !hasKnownPrograms(name) && startsStranger();
  };
}

/** The names of the programs that the container starts. */
function startedPrograms(file: Dockerfile, stage: Stage, project: Project): string[] {
  const health = healthcheckOf(stage);
  const commands = [
    ...startedCommands(stage),
    ...((health && programCommands(health, stage)) ?? []),
    ...[
      ...startedScripts(project, stage, file.stages).map(({ text = '' }) => text),
      ...linesOfSources(file, stage, project),
    ].flatMap((text) => parseScript(text)?.commands ?? []),
  ];
  return commands.map(programOf).filter((program) => program !== undefined);
}

/** Whether the image brings a program that a step installs again: yarn, up to Node 25. */
export function isInImage(name: string, stage: Stage): boolean {
  const tag = nodeTagOf(stage);
  return (
    name === 'npm' || (name === 'yarn' && bundledPackageManagers(tag?.exact ?? tag?.major).yarn)
  );
}

function mentions(text: string, name: string): boolean {
  return patternFor(name).test(text);
}

const patternFor = rememberedByText((name): RegExp => {
  const programs = Object.hasOwn(ofSystem, name) ? ofSystem[name] : likelyPrograms(name).join('|');
  return new RegExp(String.raw`(?<![\w@-])(?:${programs})(?![\w.])`);
});

/**
 * What a global package may be called by: its name, what the table says, and for the rest what such
 * names are made of. To install one too many in the runtime stage does no harm.
 */
function likelyPrograms(name: string): string[] {
  const [, scope = ''] = /^@([\w.-]+)\//.exec(name) ?? [];
  const base = posix.basename(name);
  const [first = ''] = base.split('-');
  const names = [base, base.replace(/-cli$/, ''), ...programsOf(name)];
  if (scope !== '' && /^(?:cli|core|node)$/.test(base)) names.push(scope, scope.replace(/js$/, ''));
  if (first.length > 3 && !everywhere.test(first)) names.push(first);
  return [...new Set(names)].map((one) => one.replace(/[.+]/g, String.raw`\$&`));
}
