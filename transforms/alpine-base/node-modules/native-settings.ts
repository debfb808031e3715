import { finalEnvironment } from '../../../src/dockerfile/index.js';
import { programIn } from '../../../src/knowledge/images/contents.js';
import type { NativeModule } from '../../../src/knowledge/npm/native-modules.js';
import type { LockedPackage } from '../../../src/project/index.js';
import { decline } from '../../../src/transform.js';
import { type Demand, need, type Place } from '../demands.js';
import { type Caller, inContainer, isDeclined, kindBefore, type Move } from '../move.js';
import type { Circumstances } from './native.js';
import { needsMore } from './package-findings.js';
import { programBehind, programDemand } from '../presence.js';
import { bringsPython } from '../python.js';
import { isPrisma, prismaDemands } from './prisma.js';
import { toolchainDemand } from './toolchain.js';

/** What a package asks for that works on Alpine with settings, or with packages of the system. */
export function* settingDemands(
  known: NativeModule,
  one: LockedPackage,
  around: Circumstances,
): Iterable<Demand> {
  const { move, final } = around;
  const place = inContainer(final);
  if (one.name === 'node-gyp') return yield* compilerDemands(known, around);
  if (isPrisma(one.name)) return yield* prismaDemands(one, around);
  if (fetchers.has(one.name)) return yield* pythonDemands(one, around);
  if (one.dev || !move.stages.includes(final)) return;
  const program = programBehind(one.name, final);
  if (program !== undefined) return yield* wrapperDemands(program, one.name, place, around);
  const declined = needsMore(one, around, known.note ?? known.run.join(', '));
  yield move.target === 'alpine' && isPrepared(one.name, around)
    ? need(place, known.run.slice(0, 1), `${one.name} starts it`, declined)
    : declined;
}

/** node-gyp by name compiles something later on; below another package it need not. */
function* compilerDemands(known: NativeModule, around: Circumstances): Iterable<Demand> {
  const { move, final, installs, named } = around;
  if (!named || move.target === 'slim') return;
  for (const install of installs) {
    const because = 'node-gyp compiles';
    const build = { install, packages: known.build, because };
    const demand = toolchainDemand(move, final, build);
    yield isDeclined(demand) ? demand : need(install.reached.caller, demand.packages, because);
  }
}

/**
 * Their scripts look for Python, then fetch yt-dlp, which is a zip of Python (preinstall and postinstall of
 * youtube-dl-exec 2.5.8 and 3.0.27, and of yt-dlp-exec 1.0.2, which asks for `python`).
 */
const fetchers = new Set(['youtube-dl-exec', 'yt-dlp-exec']);

function* pythonDemands(one: LockedPackage, around: Circumstances): Iterable<Demand> {
  const { move, final, installs } = around;
  const places = installs.map(({ reached }) => reached.caller);
  const obstacle = places
    .map((place) => pythonObstacle(move, place, one))
    .find((found) => found !== undefined);
  if (obstacle !== undefined)
    return yield decline(
      'alpine-base/needs-configuration',
      final.from,
      obstacle,
      'Check that it works there, and set the base image yourself.',
    );
  const isRun = !one.dev && move.stages.includes(final);
  for (const place of [...places, ...(isRun ? [inContainer(final)] : [])]) {
    const demand = programDemand(move, place, 'python3', `${one.name} runs python3`);
    if (demand) yield demand;
  }
}

function pythonObstacle(
  move: Move,
  { environment, stage }: Caller,
  { name }: LockedPackage,
): string | undefined {
  if (move.target === 'slim')
    return name === 'yt-dlp-exec' && move.stages.includes(stage)
      ? `${name} looks for python, which the slim image does not have.`
      : undefined;
  const variable = [...environment.scope.env().keys()].find((one) => one.startsWith('YOUTUBE_DL_'));
  if (variable !== undefined)
    return `${variable} says what ${name} fetches, which may be made for glibc.`;
  return bringsPython(move, stage)
    ? undefined
    : `${name} looks for python, which Alpine has from 3.17 on.`;
}

/** A program that the image before had as well, or that something installs. */
function* wrapperDemands(
  program: string,
  name: string,
  place: Place,
  { move, final }: Circumstances,
): Iterable<Demand> {
  if (programIn(kindBefore(final), program) === false) return;
  const demand = programDemand(move, place, program, `${name} runs ${program}`);
  if (demand) yield demand;
}

/** Tools around a browser are told where Alpine's is, and the file installs it. */
function isPrepared(name: string, { final }: Circumstances): boolean {
  const { variable } = finalEnvironment(final).scope;
  if (/^(?:@puppeteer\/browsers|puppeteer(?:-core)?)$/.test(name))
    return /^\/usr\/bin\/chromium(?:-browser)?$/.test(variable('PUPPETEER_EXECUTABLE_PATH') ?? '');
  return !/chrom|playwright|gecko/.test(name);
}
