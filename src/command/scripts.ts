import type { Instruction, Stage } from '../dockerfile/index.js';
import { finalEnvironment } from '../dockerfile/index.js';
import { originOf, type Project } from '../project/index.js';
import { posix } from 'node:path';
import { programOf } from '../shell/index.js';
import { afterInit, containerCommand, startCommands } from './container-command.js';

/** A shell script that the container starts. */
export interface StartedScript {
  readonly instruction: Instruction;
  /** As the instruction names it. */
  readonly name: string;
  /** Its path from the repository's root and its text, where they could be found. */
  readonly path?: string;
  readonly text?: string;
}

/** Folders in which a bare program name is looked up. */
const searchPath = ['/usr/local/sbin', '/usr/local/bin', '/usr/sbin', '/usr/bin', '/sbin', '/bin'];
const shells = /^(?:sh|ash|bash|dash)$/;

/** The scripts that ENTRYPOINT, CMD and HEALTHCHECK of a stage start, with their texts (handbook E.5). */
export function startedScripts(project: Project, stage: Stage, stages: readonly Stage[]): StartedScript[] {
  const { entrypoint, cmd } = containerCommand(stage);
  const health = stage.instructions.findLast(({ keyword }) => keyword === 'HEALTHCHECK');
  return [entrypoint, cmd, health].flatMap((instruction) => {
    if (!instruction) return [];
    return scriptNames(instruction, stage).map((name) => {
      const path = scriptOrigin(project, stage, stages, name);
      const text = path === undefined ? undefined : withContent(project.files.read(path));
      return { instruction, name, ...(path !== undefined && { path }), ...(text !== undefined && { text }) };
    });
  });
}

/** A script of a shebang and comments alone can't be what starts the program: it is not all there. */
function withContent(text: string | undefined): string | undefined {
  return text !== undefined && /^(?![\t ]*(?:#|\r?$)).+/m.test(text) ? text : undefined;
}

/** Programs that start what a file of theirs names, and that file where none is given. */
const supervisors: Readonly<Record<string, string>> = {
  supervisord: '/etc/supervisor/supervisord.conf',
  pm2: 'ecosystem.config.js',
  'pm2-runtime': 'ecosystem.config.js',
  'pm2-docker': 'ecosystem.config.js',
  forever: '',
  foreman: 'Procfile',
  nf: 'Procfile',
};

/** The file that tells a supervisor what to start; none when a script of the project is named. */
function supervised(argv: readonly string[]): string[] {
  const name = (argv[0] ?? '').replace(/^.*\//, '');
  if (!Object.hasOwn(supervisors, name)) return [];
  const config = argv.find((word) => /\.(?:conf|json|ya?ml|config\.[cm]?js)$/.test(word));
  const direct = argv.some((word) => /(?:^|\/)(?!.*\.config\.)[\w.-]+\.[cm]?[jt]s$/.test(word) || /^(?:npm|yarn|pnpm)$/.test(word));
  return config !== undefined ? [config] : direct ? [] : [supervisors[name] ?? ''].filter(Boolean);
}

/** The words of a command line that name a shell script or a supervisor's file. */
function scriptNames(instruction: Instruction, stage: Stage): string[] {
  const plain = instruction.json && afterInit(instruction.json);
  if (plain) return [...supervised(plain), ...(plain[0] !== undefined && isScript(plain[0]) ? [plain[0]] : [])];
  return (startCommands(instruction, stage) ?? []).flatMap((command) => {
    const [program, argument] = command.words.map(({ value }) => value);
    if (program === undefined) return [];
    const files = supervised(command.words.map(({ value = '' }) => value));
    if (files.length > 0) return files;
    if (shells.test(programOf(command) ?? '')) return argument !== undefined && !argument.startsWith('-') ? [argument] : [];
    return isScript(program) ? [program] : [];
  });
}

/** The entrypoint that official node images bring themselves is no script of the project. */
function isScript(word: string): boolean {
  if (/\.(?:[cm]?js|ts)$/.test(word)) return false;
  return /\.(?:sh|bash)$|entrypoint/.test(word) || (/^\.{0,2}\//.test(word) && !/node_modules\/|\/s?bin\/[\w-]+$/.test(word));
}

function scriptOrigin(project: Project, stage: Stage, stages: readonly Stage[], name: string): string | undefined {
  const workdir = finalEnvironment(stage).workdir ?? '/';
  const places = name.includes('/') || /\.(?:conf|json|ya?ml|js|cjs)$|^Procfile$/.test(name) ? [posix.resolve(workdir, name)] : searchPath.map((folder) => `${folder}/${name}`);
  return places.map((place) => originOf(project, stage, stages, place)).find((path) => path !== undefined);
}

/** Whether a name is the entrypoint of the official image rather than one of the project. */
export function isOfficialEntrypoint({ name, path }: StartedScript): boolean {
  return /^(?:\/usr\/local\/bin\/)?docker-entrypoint\.sh$/.test(name) && path === undefined;
}
