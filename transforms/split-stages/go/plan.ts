import { isWithin, withoutSlash } from '../../../src/path-folders.js';
import { posix } from 'node:path';
import { healthcheckOf } from '../../../src/command/index.js';
import { type Dockerfile, finalEnvironment, type Stage } from '../../../src/dockerfile/index.js';
import { isGoWorkspace, isShared } from '../../../src/knowledge/system/folders.js';
import { copiesOf, type Project } from '../../../src/project/index.js';
import { type Declined, decline, type Options } from '../../../src/transform.js';
import { firstOf } from '../reasons.js';
import type { Builds } from './builds.js';
import { goObstacles } from './obstacles.js';
import { type OtherSteps, otherSteps } from './other-steps.js';
import { librariesAmong, runtimePackages } from './packages.js';
import { runtimeFile } from './runtime-files.js';
import { distrolessImage, type RuntimeImage, runtimeImage } from './runtime-image.js';
import { goSources, type GoSources } from './sources.js';
import { type GoStart, goStart } from './start.js';

/** What a runtime stage for a Go program is made of. */
export interface GoPlan {
  readonly start: GoStart;
  readonly runtime: RuntimeImage;
  /** The compiled programs. */
  readonly programs: readonly string[];
  /** The folder in which the container starts. */
  readonly workdir: string;
  /** The folder that goes along whole; undefined where nothing but programs is needed. */
  readonly folder: string | undefined;
  /** System packages of the runtime stage. */
  readonly packages: readonly string[];
  readonly sources: GoSources | undefined;
}

/** What a plan is made for. */
interface Subject {
  readonly file: Dockerfile;
  readonly stage: Stage;
  readonly project: Project;
  readonly options: Options;
  readonly sources: GoSources | undefined;
}

/** Puts a plan together, or says why there is none (handbook F30 to F34). */
export function planOf(
  file: Dockerfile,
  stage: Stage,
  project: Project,
  options: Options,
  builds: Builds,
): GoPlan | Declined {
  const sources = goSources(project);
  const start = goStart(stage, builds.programs);
  if ('outcome' in start) return start;
  const workdir = finalEnvironment(stage).workdir;
  if (workdir === undefined)
    return decline(
      'split-stages/app-root',
      stage.from,
      'WORKDIR takes its folder from a variable.',
      'Write the folder out.',
    );
  const own = isShared(workdir) || isGoWorkspace(workdir) ? undefined : workdir;
  const others = otherSteps(stage, builds, own);
  const subject = { file, stage, project, options, sources };
  const obstacle = firstOf(goObstacles, subject) ?? builds.obstacle ?? others.obstacle;
  if (obstacle) return obstacle;
  const folder = folderOf(subject, builds, others, own);
  if (typeof folder === 'object') return folder;
  const system = systemOf(subject, builds, others, start);
  if ('outcome' in system) return system;
  const programs = builds.programs.filter(
    (path) => path === start.path || !builds.copied.has(path),
  );
  return { start, ...system, programs, workdir, folder, sources };
}

/** The image with its packages; one without a shell where that is asked for and enough. */
function systemOf(
  { stage, options, sources }: Subject,
  { builds, programs }: Builds,
  { packages: installed }: OtherSteps,
  start: GoStart,
): Pick<GoPlan, 'runtime' | 'packages'> | Declined {
  const runtime = runtimeImage(stage, builds, sources, librariesAmong(installed), options);
  if ('outcome' in runtime) return runtime;
  const packages = runtimePackages(stage, runtime, programs, installed, sources);
  if ('outcome' in packages) return packages;
  if (options.runtime !== 'distroless') return { runtime, packages };
  const bare = distrolessImage(builds, sources);
  const why = typeof bare === 'string' ? bare : shellUse(stage, start, packages);
  return typeof bare === 'string' || why !== undefined
    ? { runtime: { ...runtime, hasShell: why ?? '' }, packages }
    : { runtime: bare, packages: [] };
}

/** What needs more than certificates, time zones and the program. */
function shellUse(
  stage: Stage,
  { instruction, argv, path }: GoStart,
  packages: readonly string[],
): string | undefined {
  const [first] = instruction.json ?? argv ?? [];
  if (first === undefined || posix.basename(first) !== posix.basename(path))
    return `${instruction.keyword} starts it by a shell or another program`;
  if (healthcheckOf(stage)) return 'HEALTHCHECK starts another program';
  const more = packages.find((name) => !/^(?:ca-certificates|tzdata)$/.test(name));
  return more && `the program needs ${more}`;
}

/**
 * The folder that the program needs beside itself: none where all its files are programs, sources
 * and embedded (handbook F31).
 */
function folderOf(
  { file, stage, project, sources }: Subject,
  { generates }: Builds,
  { writesFiles }: OtherSteps,
  own: string | undefined,
): string | undefined | Declined {
  const read = sources && runtimeFile(file, stage, project, sources);
  if (sources && read === undefined && !writesFiles && !generates) return undefined;
  const inside = (path: string): boolean => own !== undefined && isWithin(path, own);
  const far = copiesOf(stage, file.stages).find(
    (copy) => !copy || !inside(withoutSlash(copy.destination)),
  );
  if (own !== undefined && !far) return own;
  const what = read === undefined ? 'The program may read files' : `The program may read ${read}`;
  return decline(
    'split-stages/app-root',
    far?.instruction ?? stage.from,
    `${what} while it runs, and its files do not lie in a folder of their own in which it starts.`,
    'Copy everything below one WORKDIR, such as /app, and start the program there, or embed the files.',
  );
}
