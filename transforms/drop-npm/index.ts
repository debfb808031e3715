import { containerCommand, startOf } from '../../src/command/index.js';
import { type Instruction, nodeBase, rootOf, type Stage } from '../../src/dockerfile/index.js';
import {
  change,
  decline,
  type Declined,
  defineTransform,
  type Outcome,
} from '../../src/transform.js';
import { distrolessRuntime } from './runtimes/distroless.js';
import { declinedInit, hasInit, initAdded, initFor, type InitPlan } from './init.js';
import { minimalRuntime } from './runtimes/minimal.js';
import { keepsOfficial } from './runtimes/runtime-facts.js';
import { obstacleTo } from './obstacles.js';
import { withProcfile } from './callers/procfile.js';
import { npmRemoved, packagesRemoved } from './npm-removed.js';
import { packagedNode, runsNode } from './packaged-node.js';
import { removesNpm } from './removal.js';
import { rules } from './rules.js';
import { cautionsOf, startsNode } from './start/start-node.js';
import type { Subject } from './subject.js';
import { declinedStrip } from './runtimes/strip.js';

/** Starts node itself, and leaves no package manager in the final image. */
export const dropNpm = defineTransform({
  name: 'drop-npm',
  summary: 'starts the program itself instead of npm, and removes npm from the final image',
  rules,
  *run(file, project, options): Iterable<Outcome> {
    const stage = file.stages.at(-1) as Stage;
    const start = startOf(project, stage, file.stages);
    const subject: Subject = { file, stage, start, project, options };
    if (!nodeBase(stage)) return yield* onOtherImage(subject);
    const done = start.kind === 'direct' && removesNpm(stage);
    const obstacle = done ? undefined : obstacleTo(file, stage, start, project);
    if (obstacle && options.runtime === 'distroless')
      yield keepsOfficial('distroless', stage)('npm stays in it.');
    if (obstacle) yield obstacle;
    if (obstacle || done) yield* initAlone(subject);
    else yield* withProcfile(dropped(subject), project, stage, start);
  },
});

/** Plain Alpine has the npm that apk installs, and apk takes it away. */
function* onOtherImage(subject: Subject): Iterable<Outcome> {
  const { file, stage, start, project } = subject;
  const packaged = packagedNode(stage);
  const isDirect = start.kind === 'direct';
  if (!packaged && !isDirect) yield foreign(stage, start.instruction);
  const done = isDirect && !(packaged && packaged.managers.length > 0 && runsNode(stage));
  if (!packaged || done) return yield* initAlone(subject);
  const obstacle = obstacleTo(file, stage, start, project);
  if (obstacle) {
    yield obstacle;
    return yield* initAlone(subject);
  }
  const { outcomes, init, isWritten } = startedBehind(subject);
  const all = [
    ...outcomes,
    ...(init ? [initAdded(file, stage, init, { installs: true, starts: !isWritten })] : []),
    ...(packaged.managers.length > 0 ? [packagesRemoved(file, stage, packaged)] : []),
  ];
  yield* withProcfile(all, project, stage, start);
}

function foreign(stage: Stage, at: Instruction): Declined {
  const because = `"${rootOf(stage).image.text}" is not the official node image; where its npm lies and who needs it is unknown.`;
  return decline(
    'drop-npm/foreign-base',
    at,
    because,
    'Base the final stage on node, or name your mirror with --image-mirror.',
  );
}

function* dropped(subject: Subject): Iterable<Outcome> {
  const { file, stage, options } = subject;
  if (options.runtime === 'distroless') {
    const outcome = distroless(subject);
    yield outcome;
    if (outcome.outcome === 'changed') {
      if (options.init !== 'none' && !hasInit(stage))
        yield declinedInit(stage, 'a distroless image has no package manager to install it.');
      return;
    }
  }
  const { outcomes, init, isWritten } = startedBehind(subject);
  yield* outcomes;
  const minimal = options.runtime === 'minimal' ? minimalOf(subject, init) : [];
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

/** The start command by node itself, and the init that stands in front of it. */
function startedBehind(subject: Subject): {
  readonly outcomes: readonly Outcome[];
  readonly init?: InitPlan;
  readonly isWritten: boolean;
} {
  const { file, stage, start, project, options } = subject;
  const plan = initFor(file, stage, project, options);
  const declined = plan && 'outcome' in plan ? [plan] : [];
  const init = plan && 'argv' in plan ? plan : undefined;
  const started = start.kind === 'replaceable' ? start : undefined;
  const isWritten = started?.instruction.keyword === 'ENTRYPOINT';
  const written = started ? [startsNode({ ...subject, start: started }, init, isWritten)] : [];
  return { outcomes: [...declined, ...written], ...(init && { init }), isWritten };
}

/** An init is added where npm stays as well, or is gone already: it has been asked for. */
function* initAlone({ file, stage, project, options }: Subject): Iterable<Outcome> {
  const plan = initFor(file, stage, project, options);
  if (plan)
    yield 'outcome' in plan ? plan : initAdded(file, stage, plan, { installs: true, starts: true });
}

function distroless(subject: Subject): Outcome {
  const { stage, start } = subject;
  const found = distrolessRuntime(subject);
  if ('outcome' in found) return found;
  const notes = start.kind === 'replaceable' ? cautionsOf({ ...subject, start }, false) : [];
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
function minimalOf(subject: Subject, init: InitPlan | undefined): Outcome[] {
  const found = minimalRuntime(subject, init);
  if ('outcome' in found) return [found];
  const { edits, effect, cautions, declined } = found;
  const because = 'A plain image with the builder’s node has no npm in any layer.';
  return [
    change('drop-npm/minimal-runtime', subject.stage.from, because, edits, effect, cautions),
    ...(declined ? [declined] : []),
  ];
}
