/** The container engines that verify can use, the likeliest first. */
export const engineNames = ['docker', 'podman', 'buildah'] as const;
export type EngineName = (typeof engineNames)[number];

/** What is built: a Dockerfile somewhere, in a build context. */
export interface Build {
  /** Absolute; it need not lie in the context. */
  readonly dockerfile: string;
  /** The ignore file that counts for this build, where it is not the context's own. */
  readonly ignoreFile?: string;
  readonly context: string;
  readonly tag: string;
  /** `NAME=value` for ARG. */
  readonly arguments: readonly string[];
  /** Further options of the engine's build command, as they are. */
  readonly options: readonly string[];
}

/** How a container is started. */
export interface Start {
  readonly tag: string;
  readonly name: string;
  /** `NAME=value`, beside what the image sets. */
  readonly environment: readonly string[];
  /** Instead of the image's CMD, where it is given. */
  readonly command?: readonly string[];
  /** TCP ports of the container to be reached from here. */
  readonly ports: readonly number[];
}

/** What an image says of itself. */
export interface ImageFacts {
  /** Uncompressed, in bytes; rounded where the engine tells no better. */
  readonly bytes: number;
  readonly layers: number;
  readonly environment: readonly string[];
  readonly labels: Readonly<Record<string, string>>;
  /** `3000/tcp` */
  readonly ports: readonly string[];
  readonly volumes: readonly string[];
  readonly workdir: string;
  readonly user: string;
  readonly entrypoint: readonly string[];
  readonly command: readonly string[];
  readonly hasHealthcheck: boolean;
}

export type Health = 'starting' | 'healthy' | 'unhealthy';

/** A container that was started. */
export interface Container {
  /** Where a port of it is reached from here. */
  address(port: number): Promise<{ readonly host: string; readonly port: number }>;
  /** Its exit code; undefined while it runs. */
  exitCode(): Promise<number | undefined>;
  /** What its health check says; undefined where it has none or the engine runs none. */
  health(): Promise<Health | undefined>;
  /** Who its first process is: a number, or a name where the engine tells no number. */
  user(): Promise<string | undefined>;
  /** Whether a file is in it; undefined where that can't be told. */
  holds(path: string): Promise<boolean | undefined>;
  /** Sends its stop signal. @returns seconds until it ended; undefined where it had to be killed */
  stop(): Promise<number | undefined>;
  /** What it wrote. */
  output(): Promise<string>;
  /** Removes it, running or not. */
  remove(): Promise<void>;
}

/** A container engine of this machine. */
export interface Engine {
  readonly name: EngineName;
  /** As it calls itself: `Docker version 28.2.2`. */
  readonly version: string;
  /** @throws EngineError when the build fails; all it said is in the log */
  build(build: Build, log: string): Promise<void>;
  inspect(tag: string): Promise<ImageFacts>;
  /** Whether an image is on this machine, so that nothing has to be fetched for it. */
  has(image: string): Promise<boolean>;
  start(start: Start, log: string): Promise<Container>;
  removeImage(tag: string): Promise<void>;
}

/** How long a container may take to stop before it is killed: Docker's own patience, in seconds. */
export const stopPatience = 10;

/** The engine refused: what it said last. */
export class EngineError extends Error {
  override readonly name = 'EngineError';
}
