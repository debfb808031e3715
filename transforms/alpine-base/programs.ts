import { containerCommand, isOfficialEntrypoint, managerCall, managerNamed, startCommands, startedScripts } from '../../src/command/index.js';
import { type Dockerfile, environmentAt, finalEnvironment, type Instruction, type Stage } from '../../src/dockerfile/index.js';
import { busyboxLacks, echoDiffers } from '../../src/knowledge/busybox.js';
import { programIn } from '../../src/knowledge/image-contents.js';
import { type Application, applicationIn, findInSources, folderOf, type Manifest, originOf, type Project, scriptLine } from '../../src/project/index.js';
import { type Command, commandsOf, parseScript, programOf } from '../../src/shell/index.js';
import { type Declined, decline } from '../../src/transform.js';

/** The image that a stage would move to. */
export type Target = 'alpine' | 'slim';

const bash = /^#!\s*(?:\/usr)?\/bin\/(?:env\s+)?bash/;
const spawned = /\b(?:spawn|spawnSync|exec|execSync|execFile|execFileSync|execa|execaSync|execaCommand)\(\s*[`'"](bash|convert|curl|ffmpeg|git|gm|gs|magick|mysqldump|openssl|pdftotext|pg_dump|python3?|rsync|soffice|ssh|tesseract|unzip|zip)\b/;
/** Scripts that npm and yarn run by themselves at an install (handbook B44). */
const lifecycle = ['preinstall', 'install', 'postinstall', 'prepare'];

/** What is wrong with one program on the target image, if anything is known to be. */
export function programObstacle(at: Instruction, program: string, target: Target, what: string): Declined | undefined {
  if (program === 'bash' && target === 'alpine')
    return decline('alpine-base/bash-required', at, `${what}, and Alpine has no bash.`, 'Write it for sh, or add bash to the image yourself.');
  const there = programIn(target === 'alpine' ? 'node-alpine' : 'node-slim', program);
  if (there !== false) return undefined;
  return decline('alpine-base/missing-program', at, `${what}, which the ${target} image does not have.`, `Do without ${program}, or install it and set the base image yourself.`);
}

/** Everything that stages run, at build time and at run time, must be there on the target. */
export class ProgramCheck {
  constructor(
    readonly file: Dockerfile,
    readonly project: Project,
    readonly target: Target,
  ) {}

  /** The first thing in the RUNs of a stage that the target image can't do. */
  inSteps(stage: Stage, manifest: Manifest | undefined): Declined | undefined {
    for (const [index, run] of stage.instructions.entries()) {
      if (run.keyword !== 'RUN') continue;
      const environment = environmentAt(stage, index);
      if (this.target === 'alpine' && environment.shell?.[0]?.endsWith('bash'))
        return decline('alpine-base/bash-required', run, 'SHELL lets bash read this RUN, and Alpine has no bash.', 'Use /bin/sh, or add bash to the image yourself.');
      const commands = commandsOf(run, environment);
      if (!commands) return decline('alpine-base/unread-run', run, 'This RUN can\'t be read as plain shell, so nothing is known of what it needs.');
      for (const command of commands) {
        const obstacle = this.#command(run, command, stage, manifest, 0);
        if (obstacle) return obstacle;
      }
    }
    return undefined;
  }

  /** The first thing that the container starts and the target image does not have. */
  inContainer(stage: Stage): Declined | undefined {
    const { entrypoint, cmd } = containerCommand(stage);
    const health = stage.instructions.findLast(({ keyword }) => keyword === 'HEALTHCHECK');
    const manifest = applicationIn(this.project, stage, this.file.stages)?.manifest;
    for (const instruction of [entrypoint, cmd, health]) {
      if (!instruction || /^none$/i.test(instruction.argument)) continue;
      const commands = startCommands(instruction, stage);
      if (!commands) return decline('alpine-base/unread-run', instruction, `This ${instruction.keyword} can't be read as plain shell.`);
      for (const command of commands) {
        const obstacle = this.#command(instruction, command, stage, manifest, 0);
        if (obstacle) return obstacle;
      }
    }
    return this.#inScripts(stage) ?? this.#inSources(stage, manifest);
  }

  #command(at: Instruction, command: Command, stage: Stage, manifest: Manifest | undefined, depth: number): Declined | undefined {
    const program = programOf(command);
    if (command.words.length === 0) return undefined;
    if (program === undefined) return decline('alpine-base/unknown-program', at, `${at.keyword} runs a program that a variable names.`);
    if (managerNamed(program)) return this.#manager(at, command, stage, manifest, depth);
    if (/^(?:apt|apt-get|aptitude|dpkg|apt-key|add-apt-repository)$/.test(program))
      return this.target === 'slim' ? this.#unsafeOnSlim(at) : decline('alpine-base/system-packages', at, `${program} installs system packages, whose names on Alpine differ.`, 'Write the apk line yourself, and set the base image with it.');
    const known = programObstacle(at, program, this.target, `${at.keyword} runs ${program}`);
    if (known) return known;
    return this.#options(at, command, program) ?? this.#unknown(at, command, program, stage);
  }

  /** What apt installs may have been compiled against, or need, what slim leaves out. */
  #unsafeOnSlim(at: Instruction): Declined {
    return decline('alpine-base/system-packages', at, 'apt installs packages here, which may rely on what the slim image leaves out.', 'Set the base image yourself.');
  }

  #options(at: Instruction, command: Command, program: string): Declined | undefined {
    if (this.target !== 'alpine') return undefined;
    const args = command.words.slice(1).map(({ value, text }) => value ?? text);
    const lacking = busyboxLacks(program, args);
    if (lacking !== undefined) return decline('alpine-base/gnu-option', at, `"${program} ${lacking}" does not exist in BusyBox.`, 'Do without the option, or set the base image yourself.');
    if (program === 'wget' && at.keyword === 'RUN') return decline('alpine-base/unknown-program', at, 'This RUN downloads something, which may be made for glibc.', 'Check it, and set the base image yourself.');
    if (program === 'echo' && echoDiffers(args)) return decline('alpine-base/gnu-option', at, 'This echo turns "\\n" into a line break on Debian, not on Alpine.', 'Use printf, which does the same on both.');
    const path = args.find((word) => /\/usr\/share\/zoneinfo|\/etc\/(?:localtime|timezone)/.test(word));
    return path === undefined ? undefined : decline('alpine-base/time-zone', at, `${path} is not there on Alpine.`, 'Install tzdata, and set the base image yourself.');
  }

  /** A program that no list has: the project's own, or one that nobody knows. */
  #unknown(at: Instruction, command: Command, program: string, stage: Stage): Declined | undefined {
    if (programIn(this.target === 'alpine' ? 'node-alpine' : 'node-slim', program) === true) return undefined;
    const [word] = command.words;
    const name = word?.value ?? '';
    if (/node_modules\/\.bin\//.test(name) || /^-/.test(name)) return undefined;
    if (/\.[cm]?js$/.test(name) || this.#isGlobal(program)) return undefined;
    if (name.includes('/') || /\.sh$/.test(name)) return at.keyword === 'RUN' ? this.#script(at, stage, name) : undefined;
    return decline('alpine-base/unknown-program', at, `It is not known whether Alpine has "${program}".`, 'Set the base image yourself if it does.');
  }

  /** Whether a RUN of the file installs a program of that name with npm. */
  #isGlobal(program: string): boolean {
    const text = this.file.stages.flatMap(({ instructions }) => instructions).filter(({ keyword }) => keyword === 'RUN').map(({ argument }) => argument).join('\n');
    return /(?:npm|pnpm) .*(?:-g|--global)\b|yarn global/.test(text) && new RegExp(String.raw`[\s/@]${program.replace(/[^\w-]/g, '')}\b`).test(text);
  }

  #script(at: Instruction, stage: Stage, name: string): Declined | undefined {
    const workdir = finalEnvironment(stage).workdir ?? '/';
    const path = originOf(this.project, stage, this.file.stages, name.startsWith('/') ? name : `${workdir}/${name.replace(/^\.\//, '')}`);
    const text = path === undefined ? undefined : this.project.files.read(path);
    if (path === undefined || text === undefined) return decline('alpine-base/unread-script', at, `${at.keyword} runs ${name}, which could not be read.`, 'Run where the script is, or name the build context with --context.');
    return this.#text(at, path, text, stage);
  }

  #text(at: Instruction, path: string, text: string, stage: Stage): Declined | undefined {
    if (bash.test(text)) return this.target === 'alpine' ? decline('alpine-base/bash-required', at, `${path} is a bash script, and Alpine has no bash.`, 'Write it for sh, or add bash to the image yourself.') : undefined;
    if (/^#!.*\bnode\b/.test(text)) return undefined;
    for (const command of parseScript(text)?.commands ?? []) {
      const program = programOf(command);
      const obstacle = program === undefined ? undefined : (programObstacle(at, program, this.target, `${path} runs ${program}`) ?? this.#options(at, command, program));
      if (obstacle) return obstacle;
    }
    return stage && undefined;
  }

  #inScripts(stage: Stage): Declined | undefined {
    for (const script of startedScripts(this.project, stage, this.file.stages)) {
      if (isOfficialEntrypoint(script)) continue;
      const { instruction, name, path, text } = script;
      if (path === undefined || text === undefined) return decline('alpine-base/unread-script', instruction, `${instruction.keyword} starts ${name}, which could not be read.`, 'Run where the script is, or name the build context with --context.');
      const obstacle = this.#text(instruction, path, text, stage);
      if (obstacle) return obstacle;
    }
    return undefined;
  }

  #inSources(stage: Stage, manifest: Manifest | undefined): Declined | undefined {
    const place = manifest && findInSources(this.project, folderOf(manifest.path), spawned);
    const program = place && spawned.exec(place.text)?.[1];
    return place && program !== undefined ? programObstacle(stage.from, program, this.target, `${place.path}:${place.line} runs ${program}`) : undefined;
  }

  /** An install runs the project's own scripts; `npm run x` runs that one. */
  #manager(at: Instruction, command: Command, stage: Stage, manifest: Manifest | undefined, depth: number): Declined | undefined {
    const call = managerCall(command.words.map(({ value = '' }) => value));
    const names = call?.kind === 'script' ? [`pre${call.script}`, call.script, `post${call.script}`] : call?.kind === 'other' ? lifecycle : [];
    if (!manifest || depth > 5) return undefined;
    for (const name of names) {
      const body = manifest.scripts.get(name);
      if (body === undefined) continue;
      const obstacle = this.#scriptBody(at, body, stage, manifest, depth, `${manifest.path}:${scriptLine(manifest, name)}`);
      if (obstacle) return obstacle;
    }
    return undefined;
  }

  #scriptBody(at: Instruction, body: string, stage: Stage, manifest: Manifest, depth: number, place: string): Declined | undefined {
    for (const command of parseScript(body)?.commands ?? []) {
      const program = programOf(command);
      if (program === undefined) continue;
      if (managerNamed(program)) {
        const inner = this.#manager(at, command, stage, manifest, depth + 1);
        if (inner) return inner;
      }
      const obstacle = programObstacle(at, program, this.target, `${place} runs ${program}`) ?? (programIn('node-alpine', program) === true ? this.#options(at, command, program) : undefined);
      if (obstacle) return obstacle;
    }
    return undefined;
  }
}

/** The application of a stage's end, for its scripts. */
export function manifestOf(applications: readonly Application[]): Manifest | undefined {
  return applications[0]?.manifest;
}
