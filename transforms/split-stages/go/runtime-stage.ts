import { posix } from 'node:path';
import { containerCommand } from '../../../src/command/index.js';
import type { Dockerfile, Instruction, Stage } from '../../../src/dockerfile/index.js';
import { execText, type ImageState } from '../../../src/image-state.js';
import { distrolessUser } from '../../../src/knowledge/images/distroless.js';
import { cased, fittingChain, instructionText, jsonArray } from '../../../src/layout/index.js';
import { apkInstall, aptInstall } from '../../../src/packages/index.js';
import type { OtherImage } from '../runtime-stage/other-image.js';
import type { Build } from './builds.js';
import type { GoPlan } from './plan.js';

/** The runtime stage of a Go program: its packages, its files, its folder. */
export function runtimeStage(file: Dockerfile, stage: Stage, plan: GoPlan): OtherImage {
  const { runtime, workdir } = plan;
  return {
    image: runtime.image,
    prepared: runtime.manager === undefined ? [] : [packagesLine(file, plan)],
    copies: copiesOf(plan),
    finished: workdir === '/' ? [] : [`${cased(file, 'WORKDIR')} ${workdir}`],
    rewrites: new Map([...withoutCgo(file, runtime.without), ...withoutShell(file, plan)]),
    announces: announced(stage, plan),
    ...(runtime.manager === undefined && ownsFolder(stage)),
  };
}

/** The image's user gets what root could write, unless the file names a user. */
function ownsFolder(stage: Stage): Pick<OtherImage, 'copyFlags'> {
  return setsUser(stage) ? {} : { copyFlags: '--chown=nonroot:nonroot' };
}

function setsUser({ instructions }: Stage): boolean {
  return instructions.some(({ keyword }) => keyword === 'USER');
}

function packagesLine(file: Dockerfile, { runtime, packages }: GoPlan): string {
  return runtime.manager === 'apk'
    ? instructionText(file, 'RUN', apkInstall(packages))
    : fittingChain(file, 'RUN', aptInstall(packages));
}

/** Programs keep their paths; one that is started by its name goes where the search path leads. */
function copiesOf({ start, folder, programs }: GoPlan): string[] {
  const own = (path: string): boolean => folder !== undefined && path.startsWith(`${folder}/`);
  const far = programs
    .filter((path) => !own(path))
    .map((path) => `${path} ${placeOf(path, start.byName)}`);
  return [...far, ...(folder === undefined ? [] : [`${folder} ${folder}`])];
}

function placeOf(path: string, byName: boolean): string {
  return byName && posix.dirname(path) === '/go/bin'
    ? `/usr/local/bin/${posix.basename(path)}`
    : path;
}

/** `CGO_ENABLED=0` in front of go, in each RUN that needs it (handbook F.3). */
function withoutCgo(file: Dockerfile, builds: readonly Build[]): [Instruction, string][] {
  const runs = [...new Set(builds.map(({ run }) => run))];
  return runs.map((run) => {
    const places = builds.flatMap((build) => (build.run === run ? (build.goAt ?? []) : []));
    let text = file.text.slice(run.start, run.end);
    for (const place of places.toSorted((a, b) => b - a))
      text = `${text.slice(0, place - run.start)}CGO_ENABLED=0 ${text.slice(place - run.start)}`;
    return [run, text];
  });
}

/** A shell form that only hands on its words becomes what it hands on. */
function withoutShell(file: Dockerfile, { start }: GoPlan): [Instruction, string][] {
  const { instruction, argv } = start;
  if (!argv) return [];
  const keyword = /^\S+/.exec(file.text.slice(instruction.start))?.[0] ?? instruction.keyword;
  return [[instruction, `${keyword} ${jsonArray(file, argv)}`]];
}

function announced(stage: Stage, { start, workdir, runtime }: GoPlan): Partial<ImageState> {
  const { entrypoint } = containerCommand(stage);
  const text = start.argv && execText(start.argv);
  return {
    workdir,
    ...(runtime.manager === undefined && !setsUser(stage) && { user: distrolessUser.name }),
    // Neither golang nor the images that programs run on have an ENTRYPOINT.
    ...(!entrypoint && { entrypoint: '' }),
    ...(text !== undefined && {
      [start.instruction === entrypoint ? 'entrypoint' : 'command']: text,
    }),
  };
}
