import { posix } from 'node:path';
import { containerCommand, type Start, startedScripts, startOf } from '../../src/command/index.js';
import { type Dockerfile, finalEnvironment, type Stage } from '../../src/dockerfile/index.js';
import { bundledPackageManagers } from '../../src/knowledge/node-releases.js';
import { nodeTag } from '../../src/knowledge/node-tags.js';
import { applicationIn, composeServices, type Project } from '../../src/project/index.js';
import { type Declined, decline, type Options } from '../../src/transform.js';
import { obstacleTo as npmObstacle } from '../drop-npm/obstacles.js';
import { reachable } from './script-steps.js';

/** Programs whose name is not that of the package that brings them. */
const programsOf: Readonly<Record<string, string>> = {
  '@angular/cli': 'ng',
  '@nestjs/cli': 'nest',
  '@vue/cli': 'vue',
  python: 'python3?',
  'build-essential': 'make|g\\+\\+|gcc',
  'build-base': 'make|g\\+\\+|gcc',
  typescript: 'tsc',
};

/**
 * A program that the container starts and that a step of the builder installs would be missing in
 * the runtime stage (handbook B26): global packages, compilers, a package manager of corepack.
 *
 * @param left the names of what stays in the builder
 */
export function programObstacle(
  file: Dockerfile,
  stage: Stage,
  project: Project,
  options: Options,
  left: readonly string[],
): Declined | undefined {
  const start = startOf(project, stage, file.stages);
  const own = missing(stage, left);
  if (own.length === 0) return undefined;
  const { entrypoint, cmd } = containerCommand(stage);
  const at = start.kind === 'direct' ? (cmd ?? entrypoint ?? stage.from) : start.instruction;
  const dropped =
    start.kind !== 'direct' &&
    options.transforms.includes('drop-npm') &&
    npmObstacle(file, stage, start, project) === undefined;
  const texts = textsOf(file, stage, project, dropped ? start : undefined);
  const named =
    texts === undefined
      ? own[0]
      : own.find((name) => name === '$' || texts.some((text) => mentions(text, name)));
  if (named === undefined) return undefined;
  const what = named === '$' ? 'What a variable names' : `"${named}"`;
  return decline(
    'split-stages/program-missing',
    at,
    `${what} is installed by a step of the build and may be used by what the container starts; the runtime stage would not have it.`,
    'Make it a dependency of the project, or start node itself.',
  );
}

/** npm is in every image, and yarn in those that bring it, unless corepack takes its place. */
function missing(stage: Stage, left: readonly string[]): readonly string[] {
  const tag = nodeTag((stage.resolvedImage ?? stage.image).tag ?? '');
  const yarn = bundledPackageManagers(tag?.exact ?? tag?.major).yarn && !left.includes('pnpm');
  const path =
    finalEnvironment(stage).scope.env().has('NODE_PATH') &&
    left.some((name) => !/^(?:npm|yarn|pnpm)$/.test(name));
  return [
    ...(path ? ['$'] : []),
    ...left.filter((name) => name !== 'npm' && !(yarn && name === 'yarn')),
  ];
}

/** What the container may start, as texts; undefined when it can't be told. */
function textsOf(
  file: Dockerfile,
  stage: Stage,
  project: Project,
  replaced: Start | undefined,
): readonly string[] | undefined {
  const health = stage.instructions.findLast(({ keyword }) => keyword === 'HEALTHCHECK');
  const { entrypoint, cmd } = containerCommand(stage);
  const scripts = startedScripts(project, stage, file.stages);
  if (scripts.some(({ text }) => text === undefined)) return undefined;
  const inReplaced = replaced && replaced.kind === 'replaceable' ? replaced : undefined;
  const commands = [entrypoint, cmd, health].flatMap((one) =>
    one && one !== inReplaced?.instruction ? [one.argument] : [],
  );
  const compose = composeServices(project).flatMap(
    ({ command = '', entrypoint: entry = '', healthcheck = '' }) => [command, entry, healthcheck],
  );
  const texts = [
    ...commands,
    ...(inReplaced?.argv ?? []),
    ...compose,
    ...scripts.map(({ text = '' }) => text),
  ];
  const manifest = applicationIn(project, stage, file.stages)?.manifest;
  const called = [
    ...texts.join(' ').matchAll(/\b(?:npm|yarn|pnpm|bun)\b["',\s]+(?:run["',\s]+)?([\w:.-]+)/g),
  ].map(([, name = '']) => name);
  if (called.length > 0 && !manifest) return undefined;
  return [
    ...texts,
    ...called.flatMap((name) =>
      manifest ? reachable(manifest, name).map((one) => manifest.scripts.get(one) ?? '') : [],
    ),
  ];
}

function mentions(text: string, name: string): boolean {
  const program = Object.hasOwn(programsOf, name)
    ? programsOf[name]
    : posix
        .basename(name)
        .replace(/-cli$/, '')
        .replace(/[.+]/g, String.raw`\$&`);
  return new RegExp(String.raw`(?<![\w@-])(?:${program})(?![\w.])`).test(text);
}
