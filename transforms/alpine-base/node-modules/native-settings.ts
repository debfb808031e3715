import { finalEnvironment } from '../../../src/dockerfile/index.js';
import { programIn } from '../../../src/knowledge/images/contents.js';
import type { NativeModule } from '../../../src/knowledge/npm/native-modules.js';
import type { LockedPackage } from '../../../src/project/index.js';
import { type Declined, decline } from '../../../src/transform.js';
import { type Demand, need, type Place } from '../demands.js';
import { isDeclined } from '../move.js';
import type { Circumstances } from './native.js';
import { kindBefore, programBehind, programDemand } from '../programs/presence.js';
import { isPrisma, prismaDemands } from './prisma.js';
import { toolchainDemand } from './toolchain.js';

/** What a package asks for that works on Alpine with settings, or with packages of the system. */
export function* settingDemands(
  known: NativeModule,
  one: LockedPackage,
  around: Circumstances,
): Iterable<Demand> {
  const { move, final } = around;
  const place = { stage: final, at: final.from, inContainer: true };
  if (one.name === 'node-gyp') return yield* compilerDemands(known, around);
  if (isPrisma(one.name)) return yield* prismaDemands(one, around);
  if (one.dev || !move.stages.includes(final)) return;
  const program = programBehind(one.name, final);
  if (program !== undefined) return yield* wrapperDemands(program, one.name, place, around);
  const declined = missing(known, one, around);
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

function missing(
  { run, note }: NativeModule,
  one: LockedPackage,
  { move, final }: Circumstances,
): Declined {
  const label = one.version === '' ? one.name : `${one.name}@${one.version}`;
  return decline(
    'alpine-base/needs-configuration',
    final.from,
    `${label} needs more than the ${move.target} image has: ${note ?? run.join(', ')}.`,
    'Make these settings, then set the base image yourself.',
  );
}
