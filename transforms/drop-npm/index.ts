import { containerCommand, type Start, startOf } from '../../src/command/index.js';
import type { Dockerfile, Instruction, Stage } from '../../src/dockerfile/index.js';
import { chainOf, execText } from '../../src/image-state.js';
import { endWithComments, instructionText, jsonArray, lineEnding } from '../../src/layout.js';
import type { Project } from '../../src/project/index.js';
import {
  caution,
  change,
  type Change,
  decline,
  type Declined,
  defineTransform,
  type Finding,
  insert,
  type Options,
  type Outcome,
  replace,
} from '../../src/transform.js';
import { minimalRuntime } from './minimal.js';
import { obstacleTo } from './obstacles.js';
import { lastUse, managerFiles, nodeBase, removesNpm } from './removal.js';
import { rules } from './rules.js';
import { ignoresSigterm } from './sigterm.js';

export { obstacleTo } from './obstacles.js';

/** Starts node itself, and leaves no package manager in the final image. */
export const dropNpm = defineTransform({
  name: 'drop-npm',
  summary: 'starts the program itself instead of npm, and removes npm from the final image',
  rules,
  *run(file, project, options): Iterable<Outcome> {
    const stage = file.stages.at(-1) as Stage;
    const start = startOf(project, stage, file.stages);
    const base = nodeBase(stage, options);
    if (!base) {
      if (start.kind !== 'direct') yield foreign(stage, start.instruction);
      return;
    }
    const done = start.kind === 'direct' && removesNpm(stage);
    const obstacle = done ? undefined : obstacleTo(file, stage, start, project);
    if (obstacle) yield obstacle;
    else if (!done) yield* dropped(file, stage, start, project, options);
  },
});

function foreign(stage: Stage, at: Instruction): Declined {
  const because = `"${stage.image.text}" is not the official node image; where its npm lies and who needs it is unknown.`;
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
  if (start.kind === 'replaceable') yield startsNode(file, stage, start, project);
  const minimal = options.runtime === 'minimal' ? minimalRuntime(file, stage, project) : undefined;
  if (minimal && 'outcome' in minimal) yield minimal;
  if (minimal && 'edits' in minimal) {
    yield change(
      'drop-npm/minimal-runtime',
      stage.from,
      'Plain Alpine with the builder’s node has no npm in any layer.',
      minimal.edits,
      minimal.effect,
    );
  } else if (!removesNpm(stage)) yield npmRemoved(file, stage, options);
}

function startsNode(
  file: Dockerfile,
  stage: Stage,
  start: Start & { kind: 'replaceable' },
  project: Project,
): Change {
  const { instruction, argv, notes } = start;
  const text = `${startOfLine(file, instruction)}${jsonArray(file, argv, instruction)}`;
  const state =
    instruction.keyword === 'CMD' ? { command: execText(argv) } : { entrypoint: execText(argv) };
  const cautions: Finding[] = notes.map((note) =>
    caution('drop-npm/script-note', instruction, note),
  );
  if (ignoresSigterm(project, stage, file.stages)) cautions.push(signalCaution(instruction));
  return change(
    'drop-npm/start-node',
    instruction,
    `The container starts ${programName(argv)} itself, so that signals reach it and npm is not needed.`,
    [replace(instruction, text)],
    {
      rewrites: [instruction],
      writes: [text],
      image: { ...state, ...(shellStays(stage, instruction) ? {} : { shell: '' }) },
    },
    cautions,
  );
}

function programName(argv: readonly string[]): string {
  const program = argv.find((word) => word !== 'env' && !/^\w+=/.test(word)) ?? 'the program';
  return program === 'sh' ? 'the script' : program.replace(/^.*\//, '');
}

/** Whether a SHELL still counts for the image once an instruction is no longer in the shell form. */
function shellStays(stage: Stage, replaced: Instruction): boolean {
  const { entrypoint, cmd } = containerCommand(stage);
  const health = chainOf(stage)
    .flatMap(({ instructions }) => instructions)
    .findLast(({ keyword }) => keyword === 'HEALTHCHECK');
  return [entrypoint, cmd, health].some((one) => one && one !== replaced && !one.json);
}

/** The keyword and the blanks after it, as the author aligned them. */
function startOfLine({ text }: Dockerfile, { start, end, keyword }: Instruction): string {
  const after = text.slice(start + keyword.length, end);
  return (
    text.slice(start, start + keyword.length) + (/^[\t ]+(?=[^\s\\`])/.exec(after)?.[0] ?? ' ')
  );
}

function signalCaution(at: Instruction): Finding {
  return caution(
    'drop-npm/no-signal-handler',
    at,
    'No handler of SIGTERM was found in the sources: docker stop will wait ten seconds and kill.',
    {
      advice:
        'Handle SIGTERM, or start the container with an init (init: true in compose, --init with docker run).',
    },
  );
}

function npmRemoved(file: Dockerfile, stage: Stage, options: Options): Change {
  const use = lastUse(stage);
  const at = use ?? stage.from;
  const base = nodeBase(stage, options);
  const tag = (base?.resolvedImage ?? base?.image)?.tag;
  const text = instructionText(file, 'RUN', ['rm', '-rf', ...managerFiles(tag)]);
  const line = `${lineEnding(file.text)}${text}`;
  const because = 'Nothing starts a package manager in this image any more.';
  return change('drop-npm/npm-removed', at, because, [insert(endWithComments(file, at), line)], {
    writes: [text],
  });
}
