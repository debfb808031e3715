import { posix } from 'node:path';
import {
  chainOf,
  environmentAt,
  type Instruction,
  type Stage,
} from '../../../src/dockerfile/index.js';
import { isPartOf, type Span } from '../../../src/edits.js';
import { vendorAdvice } from '../../../src/knowledge/system/apt-sources.js';
import { renamedProgram } from '../../../src/knowledge/system/programs.js';
import { rememberedFor, rememberedForBoth } from '../../../src/memo.js';
import { systemManager } from '../../../src/packages/index.js';
import { type Command, scriptOf } from '../../../src/shell/index.js';
import { type Declined, decline } from '../../../src/transform.js';
import { type Demand, given, type Rewording } from '../demands.js';
import { isDeclined, type Move, withShell } from '../move.js';
import { browserObstacle } from './browser.js';
import { packageCautions } from './cautions.js';
import { configurationObstacle } from './configuration.js';
import { followed } from './followed.js';
import { fontDemand } from './fonts.js';
import type { Added } from './installs.js';
import { isRefusal, type Refusal } from './names.js';
import { sourceFile, sourcesOnSlim, staysOnSlim } from './slim.js';
import { stepOf } from './step.js';
import { type System, systemOf } from './system.js';
import { translate, type Translation } from './translation.js';

type Result = Translation | Declined;

/** What the package commands of a stage become on Alpine, or why they can't (handbook C.6). */
export function* systemPackageDemands(move: Move, stage: Stage): Iterable<Demand> {
  if (move.target === 'slim') return yield* sourcesOnSlim(stage);
  const results = resultsOf(move, stage);
  for (const one of results) yield isDeclined(one) ? one : rewordingOf(one);
  const there = translationsFor(move, stage);
  yield* followed(move, stage, there);
  yield* given(fontDemand(stage, there));
  yield* given(configurationObstacle(stage, there));
  yield* given(browserObstacle(there));
}

/** Every RUN of a stage, and of those below it, that apk does. */
const translationsFor = rememberedForBoth((move: Move, stage: Stage): readonly Translation[] =>
  move.stages
    .filter((one) => chainOf(stage).includes(one))
    .flatMap((one) => resultsOf(move, one))
    .filter((one): one is Translation => !isDeclined(one)),
);

/** Whether a program goes by another name on Alpine where a translated install brings it. */
export function isFollowed(move: Move, stage: Stage, program: string): boolean {
  const name = renamedProgram(program);
  return (
    name !== undefined && translationsFor(move, stage).some((one) => one.packages.includes(name))
  );
}

/** Whether a command stands in a RUN that was translated, and is one of apt's there. */
export function isTranslated(move: Move, stage: Stage, { start, words }: Command): boolean {
  const apt = words.some(({ value = '' }) => systemManager(posix.basename(value)) === 'apt');
  const word = words[0];
  const inPlace = word !== undefined && move.file.text.slice(word.start, word.end) === word.text;
  return apt && inPlace && placesOf(resultsOf(move, stage)).has(start);
}

/** Where the commands begin that were translated. */
const placesOf = rememberedFor(
  (results: readonly Result[]): ReadonlySet<number> =>
    new Set(
      results.flatMap((one) => (isDeclined(one) ? [] : one.commands.map(({ start }) => start))),
    ),
);

/** Whether a command of an instruction goes, or is left with nothing to do. */
export function isIdle(move: Move, stage: Stage, at: Instruction, place: Span): boolean {
  return (
    idleIn(resultsOf(move, stage))
      .get(at)
      ?.some((span) => isPartOf(place, span)) === true
  );
}

const idleIn = rememberedFor(
  (results: readonly Result[]): ReadonlyMap<Instruction, readonly Span[]> =>
    new Map(results.flatMap((one) => (isDeclined(one) ? [] : [[one.at, one.idle]]))),
);

const resultsOf = rememberedForBoth((move: Move, stage: Stage): readonly Result[] => [
  ...translated(move, stage),
]);

function* translated(move: Move, stage: Stage): Iterable<Result> {
  const system = systemOf(move, stage);
  const added = addedBelow(move, stage);
  for (const [index, at] of stage.instructions.entries()) {
    const source = sourceFile(at);
    if (source) yield source;
    if (at.keyword !== 'RUN') continue;
    const { shell } = environmentAt(stage, index);
    const script = scriptOf(at, withShell(environmentAt(stage, index)));
    const result = script && translate(move.file, stepOf(at, stage, script, shell), system, added);
    if (result && isRefusal(result)) yield refused(at, result, system);
    else if (result) yield result;
  }
}

/** A source of packages is told by whose it is. */
function refused(at: Instruction, refusal: Refusal, { sources }: System): Declined {
  const { rule, because, advice } = refusal;
  const { text } = at.line.joined;
  const named = sources.vendors.find((host) => text.includes(host));
  const vendor = named ?? (because.startsWith('apt-key') ? sources.vendors[0] : undefined);
  if (vendor === undefined || !rule.endsWith('/package-source'))
    return decline(rule, at, because, advice);
  const whose = `The packages of ${vendor} are made for Debian.`;
  return decline(rule, at, whose, vendorAdvice(vendor) ?? advice);
}

/** What the stages below a stage have added. */
function addedBelow(move: Move, stage: Stage): Added {
  const below = chainOf(stage).filter((one) => one !== stage && move.stages.includes(one));
  const done = below.flatMap((one) => resultsOf(move, one));
  const named = done.flatMap((one) => (isDeclined(one) ? [] : one.named));
  return new Map(named.map(({ debian, alpine }) => [debian, alpine]));
}

function rewordingOf(one: Translation): Rewording {
  const { at, stage, edits, empty, displaced, packages, passing, unsure, more } = one;
  const installed = [...packages, ...passing];
  const because =
    installed.length > 0
      ? `apk installs here what apt did: ${installed.join(', ')}.`
      : 'Alpine has no apt, and apk needs none of this.';
  return {
    kind: 'rewording',
    rule: 'alpine-base/packages',
    stage,
    at,
    because,
    edits,
    ...(empty && { vanishes: true }),
    displaced,
    installs: { packages, passing, ...(unsure && { unsure }), ...more },
    cautions: packageCautions(one),
  };
}

export { compilesModules } from './obstacles.js';
export { staysOnSlim };
