import { containerCommand, type Start, startedScripts, startOf } from '../../src/command/index.js';
import { type Dockerfile, finalEnvironment, type Stage } from '../../src/dockerfile/index.js';
import { homeCache } from '../../src/knowledge/start-tools.js';
import { applicationIn, composeServices, joinPath, type Project } from '../../src/project/index.js';
import { type Declined, decline, type Options } from '../../src/transform.js';
import { obstacleTo as npmObstacle } from '../drop-npm/index.js';
import { nodeBase } from '../drop-npm/removal.js';

/** Why a stage can't be split, as far as that does not depend on its steps. */
export function obstacleTo(file: Dockerfile, stage: Stage, project: Project, options: Options): Declined | undefined {
  const { from, image } = stage;
  if (!nodeBase(stage, options))
    return decline('split-stages/foreign-base', from, `"${image.text}" is not the official node image; what it holds is unknown.`, 'Base the image on node, or name your mirror with --image-mirror.');
  const { entrypoint, cmd } = containerCommand(stage);
  if (!entrypoint && !cmd) return decline('split-stages/no-command', from, 'Nothing says what this image runs.', 'Add a CMD.');
  if (from.flags.some(({ name, value }) => name === 'platform' && /BUILD/.test(value ?? '')))
    return decline('split-stages/cross-platform', from, 'The stage runs on the builder\'s processor, which may not be the image\'s.', 'Drop --platform=$BUILDPLATFORM.');
  const { user } = finalEnvironment(stage);
  if (user === undefined || !/^(?:root|0|node|1000)(?::\w+)?$/.test(user))
    return decline('split-stages/other-user', from, `The image runs as ${user ?? 'a user that a variable names'}, whom the runtime stage would not have.`, 'Use the user node of the image.');
  return usedElsewhere(stage, project) ?? development(stage, file, project) ?? homeObstacle(stage, file, project);
}

/** A compose or bake file that builds a stage of this file by its name (handbook A46, B06). */
function usedElsewhere({ from }: Stage, project: Project): Declined | undefined {
  const service = composeServices(project).find(({ target }) => target !== undefined);
  return service && decline('split-stages/target-used', from, `${service.path}:${service.line} builds the target "${service.target}" of this file.`, 'Split this file by hand.');
}

function development(stage: Stage, file: Dockerfile, project: Project): Declined | undefined {
  const start = startOf(project, stage, file.stages);
  const advice = 'Give production a Dockerfile of its own, with a command that starts what was built.';
  if (start.kind === 'unresolved' && start.reason === 'development')
    return decline('split-stages/dev-image', start.instruction, start.because, advice);
  const { workdir } = finalEnvironment(stage);
  for (const { path, line, name, volumes, context } of composeServices(project)) {
    const mount = volumes.find((volume) => isSourceMount(volume, workdir, path, context));
    if (mount !== undefined) return decline('split-stages/dev-image', stage.from, `${path}:${line}: the service "${name}" mounts the sources over ${workdir} (${mount}).`, advice);
  }
  return undefined;
}

/** Whether a compose volume puts the build context over the application's folder. */
function isSourceMount(volume: string, workdir: string | undefined, composeFile: string, context: string): boolean {
  const [source = '', target = ''] = volume.split(':');
  if (!/^[.~]|^\$\{?PWD/.test(source) || target.replace(/(.)\/$/, '$1') !== workdir) return false;
  const folder = composeFile.includes('/') ? composeFile.slice(0, composeFile.lastIndexOf('/')) : '';
  return /^\$/.test(source) || joinPath(folder, source) === context;
}

function homeObstacle(stage: Stage, file: Dockerfile, project: Project): Declined | undefined {
  const manifest = applicationIn(project, stage, file.stages)?.manifest;
  const tool = [...(manifest?.dependencies.keys() ?? [])].find((name) => homeCache(name) !== undefined);
  const set = [...finalEnvironment(stage).scope.env().keys()].some((name) => /^(PUPPETEER|PLAYWRIGHT|CYPRESS)_/.test(name));
  if (tool === undefined || set) return undefined;
  return decline('split-stages/home-cache', stage.from, `${tool} keeps what it downloads below /root/.cache, which the runtime stage does not get.`, 'Set its folder to one below the application\'s, such as PUPPETEER_CACHE_DIR=/app/.cache.');
}

/** What official images bring besides node, and so what a runtime stage has without any step. */
const brought = new Set(['node', 'npm', 'npx', 'sh', 'env', 'docker-entrypoint.sh', 'true', 'sleep', 'cat', 'echo', 'exec']);

/** A start command that a step of the builder installs would be missing in the runtime stage. */
export function programObstacle(file: Dockerfile, stage: Stage, project: Project, options: Options, globals: readonly string[]): Declined | undefined {
  const start = startOf(project, stage, file.stages);
  const { entrypoint, cmd } = containerCommand(stage);
  const at = start.kind === 'direct' ? (cmd ?? entrypoint ?? stage.from) : start.instruction;
  if (start.kind !== 'direct') return managerObstacle(file, stage, start, project, options);
  const program = (entrypoint?.json ?? cmd?.json)?.[0] ?? (cmd ?? entrypoint)?.argument.split(/\s/, 1)[0] ?? '';
  const bare = !/[/.]|^-/.test(program);
  const runsScript = startedScripts(project, stage, file.stages).length > 0;
  if ((bare && !brought.has(program)) || (runsScript && globals.some((name) => !/^(npm|yarn|pnpm|typescript)$/.test(name))))
    return decline('split-stages/program-missing', at, `"${bare ? program : globals.join(', ')}" comes from a step of the build; the runtime stage would not have it.`, 'Make it a dependency of the project, or start node itself.');
  return undefined;
}

/** npm and, on older images, yarn are in the image; pnpm and yarn 2 are not (handbook B26). */
function managerObstacle(file: Dockerfile, stage: Stage, start: Exclude<Start, { kind: 'direct' }>, project: Project, options: Options): Declined | undefined {
  if (/\bnpm\b|\bnpx\b/.test(start.instruction.argument) && !/\b(?:pnpm|yarn|bun)\b/.test(start.instruction.argument)) return undefined;
  const dropped = options.transforms.includes('drop-npm') && npmObstacle(file, stage, start, project) === undefined;
  if (dropped) return undefined;
  return decline('split-stages/program-missing', start.instruction, 'The package manager that starts the program is prepared by a step of the build; the runtime stage would not have it.', 'Let drop-npm start node itself, or write that command into CMD.');
}
