import { childLines } from '../../../src/command/index.js';
import { posix } from 'node:path';
import type { Stage } from '../../../src/dockerfile/index.js';
import { programIn } from '../../../src/knowledge/images/contents.js';
import {
  allInSources,
  findInSources,
  folderOf,
  type Manifest,
} from '../../../src/project/index.js';
import { type Declined, decline } from '../../../src/transform.js';
import type { Installed } from '../node-modules/applications.js';
import { broughtForSources } from '../binaries/brought.js';
import { childProcessDemands, lineDemands } from './child-processes.js';
import { type Demand, need, type Place } from '../demands.js';
import { builds, runByBuildsAlone } from './build-sources.js';
import { inContainer, kindBefore, type Move } from '../move.js';
import { programBehind, programDemand, systemPathDemands } from '../presence.js';

/** Paths of programs stand in sources as the shell of a child process, or to be executed. */
const programPath = /[\x60'"](\/(?:usr\/)?s?bin\/[\w.+-]+)(?=[\s\x60'"])/g;

/** Data of Debian's that neither Alpine nor slim is sure to have. */
const systemData = /\/usr\/share\/(?:zoneinfo|fonts)\b|\/usr\/lib\/(?:x86_64|aarch64)-linux-gnu/;
const certificates = /\/etc\/ssl\/certs\b/;

/** What an application takes from the image besides node, as far as sources and packages tell (C30). */
export function* sourceDemands(move: Move, stage: Stage, application: Installed): Iterable<Demand> {
  const { manifest } = application;
  if (!manifest) return;
  const place = inContainer(stage);
  yield* wrapperDemands(move, place, manifest);
  const font = fontDemand(move, place, manifest);
  if (font) yield font;
  const folder = folderOf(manifest.path);
  const isAside = runByBuildsAlone(move, stage, folder);
  const lines = childLines(move.project, stage, folder, (path) => !isAside(path));
  yield* childProcessDemands(move, lines, inContainer(stage));
  yield* pathDemands(move, place, manifest);
  const brought = broughtForSources(move, stage, manifest);
  if (brought) yield brought;
  const data = dataObstacle(move, stage, manifest);
  if (data) yield data;
  const read = move.target === 'slim' && certificatesRead(move, manifest);
  if (read) yield need(place, ['ca-certificates'], read);
}

/** Packages that are of no use without a program; those around git work during the build. */
function* wrapperDemands(move: Move, place: Place, manifest: Manifest): Iterable<Demand> {
  const tools = [...manifest.devDependencies.keys()].filter((name) => name.startsWith('git-'));
  const built = builds(move, place.stage).map(([{ caller }]) => caller);
  yield* wrapped(move, place, manifest.dependencies.keys());
  for (const one of built.length > 0 ? built : [place]) yield* wrapped(move, one, tools);
}

function* wrapped(move: Move, place: Place, names: Iterable<string>): Iterable<Demand> {
  for (const name of names) {
    const program = programBehind(name, place.stage);
    if (program?.includes(' ')) yield* lineDemands(move, name, program, inContainer(place.stage));
    else if (program !== undefined && mayHaveHad(place.stage, program)) {
      const demand = programDemand(move, place, program, `${name} runs ${program}`);
      if (demand) yield demand;
    }
  }
}

/**
 * A font for text in drawings, which Debian's fontconfig brings (handbook C87): sharp renders SVG with those
 * of the system (sharp.pixelplumbing.com/install#fonts, 2026-11).
 */
function fontDemand({ project }: Move, place: Place, manifest: Manifest): Demand | undefined {
  const hasFont = kindBefore(place.stage) === 'node-debian';
  if (!hasFont || !manifest.dependencies.has('sharp')) return undefined;
  const folder = folderOf(manifest.path);
  const draws = (path: string) => /\bsharp\b/.test(project.files.read(path) ?? '');
  const found = findInSources(project, folder, /<text[\s>]/, draws);
  if (!found) return undefined;
  const because = `${found.path}:${found.line} draws text by sharp`;
  return need(place, ['fontconfig', 'ttf-dejavu'], because);
}

/** Programs by their path, wherever sources name them. */
function* pathDemands(move: Move, place: Place, { path }: Manifest): Iterable<Demand> {
  for (const [word, named] of allInSources(move.project, folderOf(path), programPath))
    if (mayHaveHad(place.stage, posix.basename(word)))
      yield* systemPathDemands(move, place, word, `${named.path}:${named.line} names ${word}`);
}

/** Where sources read the certificates of the system, which slim leaves out. */
function certificatesRead({ project }: Move, { path }: Manifest): string | undefined {
  const place = findInSources(project, folderOf(path), certificates);
  return place && `${place.path}:${place.line} reads them`;
}

function dataObstacle(
  { project, target }: Move,
  stage: Stage,
  { path }: Manifest,
): Declined | undefined {
  const place = findInSources(project, folderOf(path), systemData);
  return (
    place &&
    decline(
      'alpine-base/glibc-path',
      stage.from,
      `${place.path}:${place.line} reads files of the system that the ${target} image may not have.`,
      'Bring the files along, or set the base image yourself.',
    )
  );
}

/** A program that the image before did not have either is no loss. */
function mayHaveHad(stage: Stage, program: string): boolean {
  return programIn(kindBefore(stage), program) !== false;
}

/** Whether the scripts of a project are run by bash, by `script-shell` in .npmrc. */
export function scriptShellOf(move: Move, { manifest }: Installed): string | undefined {
  const path = manifest && `${folderOf(manifest.path)}/.npmrc`.replace(/^\//, '');
  return path === undefined
    ? undefined
    : /^[\t ]*script-shell\s*=\s*["']?([^\s"']+)/m.exec(move.project.files.read(path) ?? '')?.[1];
}
