import { posix } from 'node:path';
import { programDoes } from '../../../src/knowledge/program-traits.js';
import type { Instruction, Stage } from '../../../src/dockerfile/index.js';
import { isCleanInstall } from '../../../src/knowledge/npm/install-verbs.js';
import {
  contextSources,
  folderOf,
  fromContext,
  isIgnored,
  isMade,
  type Manifest,
  type Project,
  workspaceAbove,
} from '../../../src/project/index.js';
import { onDemand } from '../../../src/memo.js';
import { isWithin } from '../../../src/path-folders.js';
import { programOf, wordValues } from '../../../src/shell/index.js';
import { caution, type Declined, decline, type Finding } from '../../../src/transform.js';
import type { Contents, Installed } from './applications.js';
import type { Move } from '../move.js';
import { holdsNative, hostBound, runsNative } from './host-bound.js';
import { labelOf } from './package-findings.js';

/** Node modules of the build host that a COPY would put over the installed ones (handbook B65). */
export function hostModulesObstacle(
  move: Move,
  stages: readonly Stage[],
  contents: Contents,
): Declined | undefined {
  for (const stage of stages)
    for (const copy of stage.instructions)
      for (const application of contents.applications) {
        const obstacle = copyObstacle(move, stage, copy, application, contents);
        if (obstacle) return obstacle;
      }
  return undefined;
}

function copyObstacle(
  { project, options }: Move,
  stage: Stage,
  copy: Instruction,
  application: Installed,
  contents: Contents,
): Declined | undefined {
  const { manifest, packages, folder } = application;
  if (!manifest || packages.length === 0) return undefined;
  if (!bringsModules(project, copy, folderOf(manifest.path)))
    return bundledObstacle(copy, application, contents, options);
  const installed = isInstalled(project, manifest, folder, contents);
  const explicit = contextSources(copy).some((source) => /(?:^|\/)node_modules\/?$/.test(source));
  if (!installed || explicit)
    return decline(
      'alpine-base/host-node-modules',
      copy,
      explicit
        ? "This COPY takes node_modules from the build's host."
        : (mayInstall(contents) ??
            'No step installs the dependencies: node_modules comes from the host.'),
      'Install them in the Dockerfile.',
    );
  const bounds = hostBound(application, options.nativeModules);
  const bound = bounds.find(({ name }) => manifest.dependencies.has(name)) ?? bounds[0];
  if (!bound || holdsLinks(project, manifest) || wipedLater(stage, copy, folder, contents))
    return undefined;
  return decline(
    'alpine-base/host-node-modules',
    copy,
    `Where the host has a node_modules, this COPY brings it along: ${labelOf(bound)} there is built for the host, which seldom is Alpine.`,
    advice,
  );
}

/** Whether a step installs in a folder, or in the workspace that it is a part of. */
function isInstalled(
  project: Project,
  manifest: Manifest,
  folder: string,
  { installs }: Contents,
): boolean {
  const ofWorkspace = onDemand(() => workspaceAbove(project, manifest) !== undefined);
  return installs.some(
    (install) =>
      !install.global &&
      install.folder !== undefined &&
      (install.folder === folder || (isWithin(folder, install.folder) && ofWorkspace())),
  );
}

/** That a tool may install the dependencies, in a file that is not read. */
function mayInstall({ runs }: Contents): string | undefined {
  const found = runs.find(({ command }) => programDoes(programOf(command), 'recipes'));
  return (
    found &&
    `Whether ${found.caller.label} installs the dependencies by ${programOf(found.command)} is not known; else node_modules comes from the host.`
  );
}

/** What was bundled on the host, where nothing is installed: its native modules are in there (`ncc build`). */
function bundledObstacle(
  copy: Instruction,
  application: Installed,
  { installs }: Contents,
  { nativeModules }: Move['options'],
): Declined | undefined {
  const bundled =
    installs.every(({ global }) => global) &&
    contextSources(copy).some((source) => isMade(source)) &&
    runsNative(application, nativeModules);
  return bundled
    ? decline(
        'alpine-base/host-node-modules',
        copy,
        "No step installs the dependencies: what this COPY takes was built on the host, with native modules for the host's system.",
        'Install them in the Dockerfile.',
      )
    : undefined;
}

/** pnpm keeps packages beside the root of a workspace: the node_modules of its members hold links to them. */
function holdsLinks(project: Project, member: Manifest): boolean {
  const root = workspaceAbove(project, member)?.root;
  const beside = (name: string): string => posix.join(folderOf(root?.path ?? ''), name);
  return (
    root !== undefined &&
    project.files.has(beside('pnpm-workspace.yaml')) &&
    !/node-?linker/i.test(
      ['.npmrc', 'pnpm-workspace.yaml'].map((name) => project.files.read(beside(name))).join('\n'),
    )
  );
}

const advice = 'Add node_modules to .dockerignore.';

/** Where the host's node_modules bring no binary in the place of another one, they still come along. */
export function hostModulesCaution(
  { project, options }: Move,
  stage: Stage,
  contents: Contents,
): Finding[] {
  const mixed = contents.applications.filter((one) => holdsNative(one, options.nativeModules));
  for (const copy of stage.instructions)
    for (const { manifest, folder } of mixed)
      if (
        manifest &&
        bringsModules(project, copy, folderOf(manifest.path)) &&
        !holdsLinks(project, manifest) &&
        !wipedLater(stage, copy, folder, contents)
      )
        return [
          caution(
            'alpine-base/host-node-modules',
            copy,
            'Where the host has a node_modules, this copies it over the installed one: binaries for its system come beside those for Alpine.',
            { advice },
          ),
        ];
  return [];
}

/** Whether a COPY takes the node_modules beside a package.json along, and no ignore file keeps it out. */
function bringsModules(project: Project, copy: Instruction, folder: string): boolean {
  const modules = posix.join(fromContext(project, folder), 'node_modules');
  if (isIgnored(project, modules)) return false;
  return contextSources(copy)
    .map((source) => posix.normalize(source).replace(/^\/+|\/+$/g, ''))
    .some(
      (source) =>
        source === '.' || source === '' || modules === source || modules.startsWith(`${source}/`),
    );
}

/** `npm ci` empties node_modules before it installs, and so does `rm -rf node_modules`. */
function wipedLater(stage: Stage, copy: Instruction, folder: string, { runs }: Contents): boolean {
  return runs.some(({ command, caller }) => {
    const later = caller.stage === stage && caller.at.start > copy.start;
    const [, verb] = wordValues(command);
    const program = programOf(command);
    const empties =
      program === 'npm'
        ? isCleanInstall(verb ?? '')
        : program === 'rm' &&
          wordValues(command).some((word) => /(?:^|\/)node_modules\/?$/.test(word ?? ''));
    return later && empties && caller.folder === folder;
  });
}
