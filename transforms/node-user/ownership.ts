import { posix } from 'node:path';
import { managerNamed } from '../../src/command/index.js';
import { type Dockerfile, environmentAt, expand, finalEnvironment, type Instruction, splitWords, type Stage } from '../../src/dockerfile/index.js';
import { composeServices, type Copy, copyAt, type Project } from '../../src/project/index.js';
import { commandsOf, programOf } from '../../src/shell/index.js';

/** What has to be given to node in a stage so that the program can write where it could before. */
export interface Ownership {
  /** COPY and ADD that get `--chown`. */
  readonly copies: readonly Instruction[];
  /** Folders to create, because a volume will be mounted there. */
  readonly created: readonly string[];
  /** Folders to give to node, the created ones included. */
  readonly given: readonly string[];
  /** Whether what lies below must be given, too: a RUN made it, or an earlier stage copied it. */
  readonly recursive: boolean;
}

const manifestFile = /(^|\/)(package[\w.*-]*\.json\*?|package\*|[\w.-]*lock[\w.-]*\*?|npm-shrinkwrap\.json|\.npmrc\*?|\.yarnrc(\.yml)?\*?|pnpm-workspace\.yaml|\.nvmrc|tsconfig[\w.*-]*\.json)$/;

/** Works out who must own what in the final stage (handbook D.3, D10, D16, A68). */
export function ownershipIn(file: Dockerfile, stage: Stage, project: Project): Ownership {
  const workdir = finalEnvironment(stage).workdir ?? '/';
  const copies = stage.instructions.flatMap((_, index) => copyTo(file, stage, index, workdir) ?? []);
  const created = [...new Set([...declaredVolumes(stage), ...composeVolumes(project)])].filter(
    (path) => path !== workdir && !/(^|\/)node_modules(\/|$)/.test(path),
  );
  const settled = stage.instructions.some((run) => run.keyword === 'RUN' && /chown\s+(-R|--recursive)\s/.test(run.argument) && run.argument.includes('node'));
  const owned = settled || workdir === '/' || madeByCopy(file, stage, workdir);
  const recursive = !owned && (hasMadeFiles(stage, workdir) || inherited(stage));
  return {
    copies: settled || recursive ? [] : copies.filter(needsOwner).map(({ instruction }) => instruction),
    created,
    given: [...(owned ? [] : [workdir]), ...created.filter((path) => !recursive || !path.startsWith(`${workdir}/`))],
    recursive,
  };
}

function copyTo(file: Dockerfile, stage: Stage, index: number, workdir: string): Copy | undefined {
  const { keyword } = stage.instructions[index] as Instruction;
  if (keyword !== 'COPY' && keyword !== 'ADD') return undefined;
  const copy = copyAt(stage, index, file.stages);
  const destination = copy?.destination.replace(/(.)\/$/, '$1');
  return destination !== undefined && isWithin(destination, workdir) ? copy : undefined;
}

/** Manifests alone are read, never written; anything else the program may change. */
function needsOwner({ instruction, sources, stage }: Copy): boolean {
  if (instruction.flags.some(({ name }) => name === 'chown' || name === 'link')) return false;
  return stage !== undefined || !sources.every((source) => manifestFile.test(source));
}

/** Whether the folder is created by a COPY, which gives it its owner, and not by WORKDIR before (A68). */
function madeByCopy(file: Dockerfile, stage: Stage, workdir: string): boolean {
  const first = stage.instructions.findIndex((_, index) => environmentAt(stage, index + 1).workdir === workdir);
  const copy = stage.instructions.findIndex((_, index) => copyTo(file, stage, index, workdir)?.destination.replace(/(.)\/$/, '$1') === workdir);
  return copy !== -1 && copy < first && stage.base === undefined;
}

/** Whether a RUN may have made files in the application's folder other than node_modules. */
function hasMadeFiles(stage: Stage, workdir: string): boolean {
  return stage.instructions.some((run, index) => {
    if (run.keyword !== 'RUN') return false;
    const environment = environmentAt(stage, index);
    const commands = commandsOf(run, environment);
    if (!commands) return true;
    const inside = environment.workdir === undefined || isWithin(environment.workdir, workdir);
    return inside && commands.some((command) => makesFiles(command.words.map(({ value }) => value), programOf(command)));
  });
}

const makesNothing = new Set('apk apt apt-get addgroup adduser useradd groupadd usermod set echo test [ true false cd rm export ln corepack chmod printf'.split(' '));
const installs = /^(ci|i|install|clean-install|cache|config|set|prune|-v|--version|add|-g|global|fetch|audit|dedupe|rebuild|link)$/;

function makesFiles([, first]: readonly (string | undefined)[], program: string | undefined): boolean {
  if (program === undefined) return true;
  if (managerNamed(program) === undefined) return !makesNothing.has(program);
  return first !== undefined && !first.startsWith('-') && !installs.test(first);
}

/** Whether the files come from a stage below, where this stage's COPY can't give them away. */
function inherited({ base }: Stage): boolean {
  return base !== undefined && base.instructions.some(({ keyword }) => keyword === 'COPY' || keyword === 'ADD');
}

/** The paths that VOLUME names in a stage, absolute; those with variables are left out. */
export function declaredVolumes(stage: Stage): string[] {
  return stage.instructions.flatMap((instruction, index) => {
    if (instruction.keyword !== 'VOLUME') return [];
    const { scope } = environmentAt(stage, index);
    const words = instruction.json ?? splitWords(instruction.argument, instruction.escape);
    return words.flatMap((word) => {
      const path = expand(word, scope.variable, instruction.escape);
      return path !== undefined && path.startsWith('/') ? [posix.normalize(path).replace(/(.)\/$/, '$1')] : [];
    });
  });
}

/** Where compose mounts named or nameless volumes; folders of the host have owners of their own. */
function composeVolumes(project: Project): string[] {
  return composeServices(project).flatMap(({ volumes }) =>
    volumes.flatMap((volume) => {
      const [source = '', target] = volume.split(':');
      if (target === undefined) return source.startsWith('/') ? [source] : [];
      return /^[./~$]/.test(source) || !target.startsWith('/') ? [] : [target.replace(/(.)\/$/, '$1')];
    }),
  );
}

function isWithin(path: string, folder: string): boolean {
  return path === folder || folder === '/' || path.startsWith(`${folder}/`);
}
