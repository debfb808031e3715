import { posix } from 'node:path';
import { afterInit, containerCommand, type Start, startCommands, startedScripts, startOf } from '../../src/command/index.js';
import { type Dockerfile, finalEnvironment, type Instruction, type Stage } from '../../src/dockerfile/index.js';
import { bundledPackageManagers } from '../../src/knowledge/node-releases.js';
import { nodeTag } from '../../src/knowledge/node-tags.js';
import { applicationIn, composeServices, type Project } from '../../src/project/index.js';
import { type Declined, decline, type Options } from '../../src/transform.js';
import { obstacleTo as npmObstacle } from '../drop-npm/index.js';
import { isWithin } from './effects.js';
import { reachable } from './manager-steps.js';

/** Where images keep their own programs. */
const system = /^\/(?:bin|dev|etc|lib|proc|sbin|usr)\//;

/** Programs whose name is not that of the package that brings them. */
const programsOf: Readonly<Record<string, string>> = {
  '@angular/cli': 'ng',
  '@nestjs/cli': 'nest',
  '@vue/cli': 'vue',
  'python': 'python3?',
  'build-essential': 'make|g\\+\\+|gcc',
  'build-base': 'make|g\\+\\+|gcc',
  typescript: 'tsc',
};

/**
 * A program that the container starts and that a step of the builder installs would be missing in
 * the runtime stage (handbook B26): global packages, compilers, a package manager of corepack.
 *
 * @param root the folder that the runtime stage gets
 * @param left the names of what stays in the builder
 */
export function programObstacle(file: Dockerfile, stage: Stage, project: Project, options: Options, root: string, left: readonly string[]): Declined | undefined {
  const start = startOf(project, stage, file.stages);
  const own = missing(stage, left);
  if (own.length === 0) return pathObstacle(stage, root);
  const { entrypoint, cmd } = containerCommand(stage);
  const at = start.kind === 'direct' ? (cmd ?? entrypoint ?? stage.from) : start.instruction;
  const dropped = start.kind !== 'direct' && options.transforms.includes('drop-npm') && npmObstacle(file, stage, start, project) === undefined;
  const texts = textsOf(file, stage, project, dropped ? start : undefined);
  const named = texts === undefined ? own[0] : own.find((name) => name === '$' || texts.some((text) => mentions(text, name)));
  if (named === undefined) return pathObstacle(stage, root);
  const what = named === '$' ? 'What a variable names' : `"${named}"`;
  return decline('split-stages/program-missing', at, `${what} is installed by a step of the build and may be used by what the container starts; the runtime stage would not have it.`, 'Make it a dependency of the project, or start node itself.');
}

/** npm is in every image, and yarn in those that bring it, unless corepack takes its place. */
function missing(stage: Stage, left: readonly string[]): readonly string[] {
  const tag = nodeTag((stage.resolvedImage ?? stage.image).tag ?? '');
  const yarn = bundledPackageManagers(tag?.exact ?? tag?.major).yarn && !left.includes('pnpm');
  const path = finalEnvironment(stage).scope.env().has('NODE_PATH') && left.some((name) => !/^(?:npm|yarn|pnpm)$/.test(name));
  return [...(path ? ['$'] : []), ...left.filter((name) => name !== 'npm' && !(yarn && name === 'yarn'))];
}

/** What the container may start, as texts; undefined when it can't be told. */
function textsOf(file: Dockerfile, stage: Stage, project: Project, replaced: Start | undefined): readonly string[] | undefined {
  const health = stage.instructions.findLast(({ keyword }) => keyword === 'HEALTHCHECK');
  const { entrypoint, cmd } = containerCommand(stage);
  const scripts = startedScripts(project, stage, file.stages);
  if (scripts.some(({ text }) => text === undefined)) return undefined;
  const inReplaced = replaced && replaced.kind === 'replaceable' ? replaced : undefined;
  const commands = [entrypoint, cmd, health].flatMap((one) => (one && one !== inReplaced?.instruction ? [one.argument] : []));
  const compose = composeServices(project).flatMap(({ command = '', entrypoint: entry = '', healthcheck = '' }) => [command, entry, healthcheck]);
  const texts = [...commands, ...(inReplaced?.argv ?? []), ...compose, ...scripts.map(({ text = '' }) => text)];
  const manifest = applicationIn(project, stage, file.stages)?.manifest;
  const called = [...texts.join(' ').matchAll(/\b(?:npm|yarn|pnpm|bun)\b["',\s]+(?:run["',\s]+)?([\w:.-]+)/g)].map(([, name = '']) => name);
  if (called.length > 0 && !manifest) return undefined;
  return [...texts, ...called.flatMap((name) => (manifest ? reachable(manifest, name).map((one) => manifest.scripts.get(one) ?? '') : []))];
}

function mentions(text: string, name: string): boolean {
  const program = Object.hasOwn(programsOf, name) ? programsOf[name] : posix.basename(name).replace(/-cli$/, '').replace(/[.+]/g, String.raw`\$&`);
  return new RegExp(String.raw`(?<![\w@-])(?:${program})(?![\w.])`).test(text);
}

/** A program or script that the start command names by a path must be in the runtime stage, too. */
function pathObstacle(stage: Stage, root: string): Declined | undefined {
  const { entrypoint, cmd } = containerCommand(stage);
  const workdir = finalEnvironment(stage).workdir ?? root;
  for (const at of [entrypoint, cmd]) {
    const far = at && started(at, stage).map((path) => posix.resolve(workdir, path)).find((path) => !isWithin(path, root) && !system.test(path));
    if (at && far !== undefined) return decline('split-stages/outside-state', at, `${at.keyword} starts ${far}, outside ${root}.`, 'Keep what the container needs below the application\'s folder, or split this file by hand.');
  }
  return undefined;
}

/** The paths among the program and the script behind node or a shell. */
function started(at: Instruction, stage: Stage): readonly string[] {
  const argv = at.json && (afterInit(at.json) ?? at.json);
  const lines = argv ? [argv] : (startCommands(at, stage) ?? []).map(({ words }) => words.map(({ value = '' }) => value));
  return lines.flatMap(([program = '', ...args]) => {
    const script = /^(?:node|sh|bash)$/.test(program) ? args.find((word) => !word.startsWith('-')) : undefined;
    return [program, script ?? ''].filter((word) => /^(?:\.{0,2})\//.test(word));
  });
}
