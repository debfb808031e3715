import { containerCommand, type Start, startOf } from '../../src/command/index.js';
import {
  type Dockerfile,
  environmentAt,
  type Instruction,
  isRootAt,
  nodeBase,
  referenceOf,
  rootOf,
  type Stage,
} from '../../src/dockerfile/index.js';

import { between, cased, endWithComments, instructionText } from '../../src/layout/index.js';
import type { Project } from '../../src/project/index.js';
import {
  change,
  type Change,
  decline,
  type Declined,
  defineTransform,
  insert,
  type Options,
  type Outcome,
} from '../../src/transform.js';
import { distrolessRuntime } from './runtimes/distroless.js';
import { addedManagerFiles } from './global-managers.js';
import { declinedInit, hasInit, initAdded, initFor, type InitPlan } from './init.js';
import { minimalRuntime } from './runtimes/minimal.js';
import { keepsOfficial } from './runtimes/runtime-facts.js';
import { obstacleTo } from './obstacles.js';
import { withProcfile } from './callers/procfile.js';
import { managerFiles, removalPlace, removesNpm } from './removal.js';
import { rules } from './rules.js';
import { cautionsOf, startsNode } from './start/start-node.js';
import { declinedStrip } from './runtimes/strip.js';

export { obstacleTo } from './obstacles.js';

/** Starts node itself, and leaves no package manager in the final image. */
export const dropNpm = defineTransform({
  name: 'drop-npm',
  summary: 'starts the program itself instead of npm, and removes npm from the final image',
  rules,
  *run(file, project, options): Iterable<Outcome> {
    const stage = file.stages.at(-1) as Stage;
    const start = startOf(project, stage, file.stages);
    const base = nodeBase(stage);
    if (!base) {
      if (start.kind !== 'direct') yield foreign(stage, start.instruction);
      return yield* initAlone(file, stage, project, options);
    }
    const done = start.kind === 'direct' && removesNpm(stage);
    const obstacle = done ? undefined : obstacleTo(file, stage, start, project);
    if (obstacle && options.runtime === 'distroless')
      yield keepsOfficial('distroless', stage)('npm stays in it.');
    if (obstacle) yield obstacle;
    if (obstacle || done) yield* initAlone(file, stage, project, options);
    else yield* withProcfile(dropped(file, stage, start, project, options), project, stage, start);
  },
});

function foreign(stage: Stage, at: Instruction): Declined {
  const because = `"${rootOf(stage).image.text}" is not the official node image; where its npm lies and who needs it is unknown.`;
  return decline(
    'drop-npm/foreign-base',
    at,
    because,
    'Base the final stage on node, or name your mirror with --image-mirror.',
  );
}

function* dropped(
  file: Dockerfile,
  stage: Stage,
  start: Start,
  project: Project,
  options: Options,
): Iterable<Outcome> {
  if (options.runtime === 'distroless') {
    const outcome = distroless(file, stage, start, project, options);
    yield outcome;
    if (outcome.outcome === 'changed') {
      if (options.init !== 'none' && !hasInit(stage))
        yield declinedInit(stage, 'a distroless image has no package manager to install it.');
      return;
    }
  }
  const plan = initFor(file, stage, project, options);
  const init = plan && 'argv' in plan ? plan : undefined;
  if (plan && 'outcome' in plan) yield plan;
  const started = start.kind === 'replaceable' ? start : undefined;
  const isWritten = started?.instruction.keyword === 'ENTRYPOINT';
  if (started) yield startsNode(file, stage, started, project, isWritten ? init : undefined, init);
  const minimal =
    options.runtime === 'minimal' ? minimalOf(file, stage, project, options, init) : [];
  yield* minimal;
  if (minimal.some(({ outcome }) => outcome === 'changed')) {
    if (init && !isWritten && containerCommand(stage).entrypoint)
      yield initAdded(file, stage, init, { installs: false, starts: true });
    return;
  }
  if (options.strip)
    yield declinedStrip(stage, 'only --runtime minimal copies it into a layer of its own.');
  if (init) yield initAdded(file, stage, init, { installs: true, starts: !isWritten });
  if (!removesNpm(stage)) yield npmRemoved(file, stage);
}

/** An init is added where npm stays as well, or is gone already: it has been asked for. */
function* initAlone(
  file: Dockerfile,
  stage: Stage,
  project: Project,
  options: Options,
): Iterable<Outcome> {
  const plan = initFor(file, stage, project, options);
  if (plan)
    yield 'outcome' in plan ? plan : initAdded(file, stage, plan, { installs: true, starts: true });
}

function distroless(
  file: Dockerfile,
  stage: Stage,
  start: Start,
  project: Project,
  options: Options,
): Outcome {
  const found = distrolessRuntime(file, stage, start, project, options);
  if ('outcome' in found) return found;
  const notes = start.kind === 'replaceable' ? cautionsOf(file, stage, start, project, false) : [];
  return change(
    'drop-npm/distroless-runtime',
    stage.from,
    'The distroless image holds node and what it needs: no npm, no shell, no package manager.',
    found.edits,
    found.effect,
    [...found.cautions, ...notes],
  );
}

/** What became of `--runtime minimal`, and of `--strip` with it. */
function minimalOf(
  file: Dockerfile,
  stage: Stage,
  project: Project,
  options: Options,
  init: InitPlan | undefined,
): Outcome[] {
  const found = minimalRuntime(file, stage, project, options, init);
  if ('outcome' in found) return [found];
  const { edits, effect, cautions, declined } = found;
  const because = 'A plain image with the builder’s node has no npm in any layer.';
  return [
    change('drop-npm/minimal-runtime', stage.from, because, edits, effect, cautions),
    ...(declined ? [declined] : []),
  ];
}

function npmRemoved(file: Dockerfile, stage: Stage): Change {
  const use = removalPlace(stage);
  const at = use ?? stage.from;
  const base = nodeBase(stage);
  const tag = base && referenceOf(base).tag;
  const files = new Set([...managerFiles(tag), ...addedManagerFiles(stage)]);
  const text = instructionText(file, 'RUN', ['rm', '-rf', ...files]);
  const index = use ? stage.instructions.indexOf(use) + 1 : 0;
  const lines = isRootAt(stage, index) ? [text] : asRoot(file, stage, index, text);
  const gap = between(file);
  const because = 'Nothing starts a package manager in this image any more.';
  return change(
    'drop-npm/npm-removed',
    at,
    because,
    [insert(endWithComments(file, at), lines.map((line) => `${gap}${line}`).join(''))],
    { writes: lines },
  );
}

/** The files of npm belong to root: the line runs as root, and the file's user comes back below it. */
function asRoot(file: Dockerfile, stage: Stage, index: number, text: string): string[] {
  const own = stage.instructions.slice(0, index).findLast(({ keyword }) => keyword === 'USER');
  const user = cased(file, 'USER');
  const back = own
    ? file.text.slice(own.start, own.end)
    : `${user} ${environmentAt(stage, index).user}`;
  return [`${user} root`, text, back];
}
