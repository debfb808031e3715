import { chainOf, finalEnvironment, type Stage } from '../../src/dockerfile/index.js';
import { lineAt } from '../../src/edits.js';
import { rememberedFor } from '../../src/memo.js';
import { strayOf } from '../../src/project/index.js';
import { type Declined, decline } from '../../src/transform.js';
import { unmet } from './changes/additions.js';
import { authorObjection } from './author-comment.js';
import { systemPackageDemands } from './apk/index.js';
import { broughtByCopy } from './binaries/brought.js';
import { type Contents, contentsOf } from './node-modules/applications.js';
import { containerSteps } from './commands/container.js';
import { type Demand, given, need, type Need, type Rewording } from './demands.js';
import { addedDownload } from './binaries/downloads.js';
import { gitDemands } from './node-modules/git-dependencies.js';
import { hostModulesObstacle } from './node-modules/host-modules.js';
import type { Install } from './node-modules/installs.js';
import { inContainer, isDeclined, type Move, type Reached } from './move.js';
import { mountedModulesObstacle } from './node-modules/mounted-modules.js';
import { packageDemands } from './node-modules/index.js';
import { pathDemands } from './system/paths.js';
import { platformObstacle } from './image/platforms.js';
import { buildSourceDemands } from './programs/build-sources.js';
import { commandDemands } from './programs/index.js';
import { stepsOf } from './commands/reach.js';
import { shellDemands } from './programs/shell-lines.js';
import { scriptShellOf, sourceDemands } from './programs/sources.js';
import { systemFileDemands } from './system/files.js';
import { zoneOfContainer } from './system/time-zone.js';
import { staticTini } from './binaries/tini.js';
import { standsInFile } from './system/user-commands.js';
import { instructionUserObstacle } from './system/users.js';

/** What is known of a move: what stands against it, what it takes, and what the stages install. */
export interface Judgement {
  readonly obstacle?: Declined;
  readonly needs: readonly Need[];
  readonly rewordings: readonly Rewording[];
  readonly contents: Contents;
}

/**
 * Judges a move by all that the stages hold.
 *
 * @param linked the stages that move and those that they take files from
 */
export function judge(move: Move, linked: readonly Stage[], final: Stage): Judgement {
  const contents = contentsOf(move, linked);
  const needs: Need[] = [];
  const all: Rewording[] = [];
  for (const demand of demandsOf(move, linked, final, contents)) {
    if (isDeclined(demand)) return { contents, needs, rewordings: all, obstacle: demand };
    if (demand.kind === 'need') needs.push(demand);
    else all.push(demand);
  }
  const [idle, rewordings] = partition(all, (one) => isIdle(one, needs));
  needs.push(...idle.flatMap(({ unless }) => unless ?? []));
  const obstacle = needs.map((one) => unmet(one, rewordings)).find((one) => one !== undefined);
  return { contents, needs, rewordings, ...(obstacle && { obstacle }) };
}

/** A text that works with a package that is added anyway stays. */
function isIdle({ unless, stage }: Rewording, needs: readonly Need[]): boolean {
  return needs.some(
    (one) =>
      chainOf(one.stage).includes(stage) &&
      unless?.packages.every((name) => one.packages.includes(name)),
  );
}

function partition<T>(all: readonly T[], is: (one: T) => boolean): [T[], T[]] {
  return [all.filter(is), all.filter((one) => !is(one))];
}

function* demandsOf(
  move: Move,
  linked: readonly Stage[],
  final: Stage,
  contents: Contents,
): Iterable<Demand> {
  for (const stage of move.stages) yield* stageDemands(move, stage);
  yield* shellDemands(move);
  yield* contentsDemands(move, linked, final, contents);
  if (move.stages.includes(final)) yield* containerDemands(move, final, contents);
  if (move.target === 'alpine')
    for (const stage of move.stages) if (stage !== final) yield* startDemands(move, stage);
}

function* stageDemands(move: Move, stage: Stage): Iterable<Demand> {
  if (move.target === 'alpine') yield* given(authorObjection(move.file, stage));
  yield* pathDemands(move, stage);
  yield* given(platformObstacle(move, stage));
  yield* given(broughtByCopy(move, stage));
  yield* systemPackageDemands(move, stage);
  yield* systemFileDemands(move, stage);
  if (move.target === 'alpine') {
    yield* given(addedDownload(stage));
    yield* staticTini(move.file.text, stage);
  }
  yield* stepDemands(move, stepsOf(move, stage));
  yield* given(instructionUserObstacle(move, stage));
}

function* contentsDemands(
  move: Move,
  linked: readonly Stage[],
  final: Stage,
  contents: Contents,
): Iterable<Demand> {
  const { assumePureJs } = move.options;
  const alpine = move.target === 'alpine';
  if (contents.applications.length === 0 && !assumePureJs) yield unknownProject(move, final);
  if (contents.unknown && !assumePureJs) yield unknownProject(move, final, contents.unknown);
  yield* packageDemands(move, final, contents);
  if (alpine) yield* given(hostModulesObstacle(move, linked, contents));
  for (const one of contents.applications) yield* buildSourceDemands(move, final, one);
  if (alpine) yield* given(mountedModulesObstacle(move, final, contents));
  yield* gitDemands(move, contents);
}

function unknownProject(move: Move, final: Stage, unknown?: Install): Declined {
  const what = unknown ? 'Which packages this installs' : 'Which packages are installed';
  const folder = unknown ? unknown.folder : finalEnvironment(final).workdir;
  const isVariable = folder === undefined && move.project.context !== undefined;
  const why = isVariable ? 'the folder depends on a variable' : whyUnknown(move, unknown);
  return decline(
    'alpine-base/unknown-project',
    unknown?.reached.caller.at ?? final.from,
    `${what} is not known: ${why}.`,
    isVariable
      ? 'Write the folder of WORKDIR out, give its variable a value with ENV, or say --assume-pure-js.'
      : 'Run in the project, name the build context with --context, or say --assume-pure-js.',
  );
}

function whyUnknown({ project, file }: Move, unknown: Install | undefined): string {
  const stray = strayOf(project, file);
  if (stray)
    return `the build context can't be told, since "${stray.source}", which line ${lineAt(file.text, stray.instruction.start)} copies, is not beside package.json`;
  return unknown
    ? 'its package.json was not found in the build context'
    : 'no package.json was found in the build context';
}

/** What containers run counts where the final stage moves. */
function* containerDemands(move: Move, final: Stage, { applications }: Contents): Iterable<Demand> {
  yield* stepDemands(move, containerSteps(move, final));
  yield* given(zoneOfContainer(move, final));
  const place = inContainer(final);
  const bash = applications.find((one) => scriptShellOf(move, one)?.endsWith('bash'));
  if (bash && move.target === 'alpine')
    yield need(place, ['bash'], 'script-shell in .npmrc lets bash run the scripts');
  for (const one of applications) yield* sourceDemands(move, final, one);
}

/** A stage beside the final one may be built and started by its name, as one for development is. */
function* startDemands(move: Move, stage: Stage): Iterable<Demand> {
  const own = stage.instructions.some(({ keyword }) => /^(?:CMD|ENTRYPOINT)$/.test(keyword));
  if (own && !basesOf(move).has(stage)) yield* stepDemands(move, containerSteps(move, stage));
}

/** The stages that others of a move go on from. */
const basesOf = rememberedFor(({ stages }: Move) => new Set(stages.map(({ base }) => base)));

function* stepDemands(move: Move, steps: Iterable<Reached | Declined>): Iterable<Demand> {
  for (const one of steps)
    if (isDeclined(one)) yield one;
    else for (const demand of commandDemands(move, one)) yield placed(move, one, demand);
}

/** With the place of the command that asks: what is installed earlier in its RUN is there. */
function placed(move: Move, { command, caller }: Reached, demand: Demand): Demand {
  const plain = !isDeclined(demand) && demand.kind === 'need' && demand.at === caller.at;
  return plain && standsInFile(move, command, caller) ? { ...demand, from: command.start } : demand;
}
