import type { Health, ImageFacts } from './engine/engine.js';

/** What an HTTP server answered. */
export interface Answer {
  readonly status: number;
  readonly type: string;
  /** SHA-256 of the body. */
  readonly body: string;
}

/** What became of a container that was started. */
export interface Run {
  /** Absent while it kept running. */
  readonly exitCode?: number;
  /** Absent where nothing answered over HTTP, or nothing was to be asked. */
  readonly answer?: Answer;
  /** The server gave a second, other body to the same question. */
  readonly changingBody?: boolean;
  readonly health?: Health;
  readonly user?: string;
  /** Absent where it was killed after the engine's patience, or had ended. */
  readonly stopSeconds?: number;
  readonly killed?: boolean;
  /** What it wrote, where a command was given; else its last words, where it failed. */
  readonly output?: string;
}

/** All that building and running one Dockerfile showed. */
export interface Behaviour {
  /** Seconds; absent where the build failed. */
  readonly buildSeconds?: number;
  /** Why it could not be built or started: the engine's last words. */
  readonly buildError?: string;
  readonly startError?: string;
  readonly image?: ImageFacts;
  readonly npm?: boolean;
  /** Of the paths that are to be gone, those that are in the file system; absent where none is asked for. */
  readonly holds?: readonly string[];
  readonly run?: Run;
}

/** What to do with each image, beside building it. */
export interface Trial {
  /** Asked over HTTP instead of the ports that the image exposes. */
  readonly port?: number;
  /** Path of the question, `/` by default. */
  readonly path: string;
  readonly environment: readonly string[];
  readonly command?: readonly string[];
  readonly buildArguments: readonly string[];
  readonly buildOptions: readonly string[];
  /** Absolute paths that the original has and the rewrite must not have. */
  readonly gone: readonly string[];
  /** How long to wait for an answer, in seconds. */
  readonly timeout: number;
}
