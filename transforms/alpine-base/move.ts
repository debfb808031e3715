import {
  type Dockerfile,
  type Environment,
  finalEnvironment,
  type Instruction,
  nodeTagOf,
  rootOf,
  type Stage,
} from '../../src/dockerfile/index.js';
import type { ImageKind } from '../../src/knowledge/images/contents.js';
import type { Project } from '../../src/project/index.js';
import type { Command } from '../../src/shell/index.js';
import type { Declined, Options } from '../../src/transform.js';

/** The image that stages would move to. */
export type Target = 'alpine' | 'slim';

/** A move of stages to another image, and all there is to judge it by. */
export interface Move {
  readonly file: Dockerfile;
  readonly project: Project;
  readonly options: Options;
  readonly target: Target;
  /** The stages that move. */
  readonly stages: readonly Stage[];
}

/** Where commands and scripts are looked up, whatever the target. */
export type Surroundings = Pick<Move, 'file' | 'project'>;

/** From where a command is called. */
export interface Caller {
  /** The line of the Dockerfile that leads to it. */
  readonly at: Instruction;
  readonly stage: Stage;
  readonly environment: Environment;
  /** The working directory in the image, where it is known. */
  readonly folder: string | undefined;
  /** Who runs it, for messages: `RUN`, `CMD`, `package.json:7`, `scripts/start.sh`. */
  readonly label: string;
  /** It stands in a script, or outside the Dockerfile; a program that no list has may be anything. */
  readonly script: boolean;
  /** The shell that reads it, by its bare name; absent where it is Debian's own. */
  readonly reader?: string;
  /** It runs in the container, not during the build. */
  readonly inContainer: boolean;
  /** The scripts that were read on the way from this stage or container; no script is read twice. */
  readonly seen: Set<string>;
}

/** From where something is started, whoever does it. */
export type Origin = Pick<Caller, 'stage' | 'at' | 'environment' | 'folder' | 'inContainer'>;

/** The container, of which a stage is the last one. */
export function inContainer(stage: Stage): Origin {
  const environment = finalEnvironment(stage);
  return { at: stage.from, stage, environment, folder: environment.workdir, inContainer: true };
}

/** A command that runs in an image, and how it came to that. */
export interface Reached {
  readonly command: Command;
  readonly caller: Caller;
}

/** Commands that another command runs. */
export interface Inner {
  readonly commands: readonly Command[];
  readonly caller: Caller;
}

/** Whether something stays as it is, rather than what was asked for. */
export function isDeclined(one: object): one is Declined {
  return 'outcome' in one;
}

/** The name that the tables have for the image that stages move to. */
export function targetImage({ target }: Move): ImageKind {
  return target === 'alpine' ? 'node-alpine' : 'node-slim';
}

/** The image that a stage is on before the move. */
export function kindBefore(stage: Stage): ImageKind {
  const slim = nodeTagOf(rootOf(stage))?.variant === 'slim';
  return slim ? 'node-slim' : 'node-debian';
}

/** The stages that move are on the official image, by whatever registry: its shell is known. */
export function withShell(environment: Environment): Environment {
  return environment.shell ? environment : { ...environment, shell: ['/bin/sh', '-c'] };
}
