import type { Start } from '../../src/command/index.js';
import type { Dockerfile, Stage } from '../../src/dockerfile/index.js';
import type { Project } from '../../src/project/index.js';
import type { Options } from '../../src/transform.js';

/** The final stage of a file, how it starts, and what surrounds both. */
export interface Subject<How extends Start = Start> {
  readonly file: Dockerfile;
  readonly stage: Stage;
  readonly start: How;
  readonly project: Project;
  readonly options: Options;
}
