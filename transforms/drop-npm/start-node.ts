import { containerCommand, type Start } from '../../src/command/index.js';
import type { Dockerfile, Instruction, Stage } from '../../src/dockerfile/index.js';
import { chainOf, execText } from '../../src/image-state.js';
import { jsonArray } from '../../src/layout.js';
import type { Project } from '../../src/project/index.js';
import { caution, change, type Change, type Finding, replace } from '../../src/transform.js';
import { hasInit, type InitPlan } from './init.js';
import { ignoresSigterm } from './sigterm.js';

/**
 * CMD or ENTRYPOINT starts the program itself.
 *
 * @param prefix the init that stands in front of it
 * @param init the init that the image gets, wherever it stands
 */
export function startsNode(
  file: Dockerfile,
  stage: Stage,
  start: Start & { kind: 'replaceable' },
  project: Project,
  prefix: InitPlan | undefined,
  init: InitPlan | undefined,
): Change {
  const { instruction } = start;
  const argv = [...(prefix?.argv ?? []), ...start.argv];
  const text = `${startOfLine(file, instruction)}${jsonArray(file, argv, instruction)}`;
  const state =
    instruction.keyword === 'CMD' ? { command: execText(argv) } : { entrypoint: execText(argv) };
  return change(
    'drop-npm/start-node',
    instruction,
    `The container starts ${programName(start.argv)} itself, so that signals reach it and npm is not needed.`,
    [replace(instruction, text)],
    {
      rewrites: [instruction],
      writes: [text],
      image: { ...state, ...(shellStays(stage, instruction) ? {} : { shell: '' }) },
    },
    cautionsOf(file, stage, start, project, init !== undefined),
  );
}

/** What npm did besides starting the program. */
export function cautionsOf(
  file: Dockerfile,
  stage: Stage,
  { instruction, notes }: Start & { kind: 'replaceable' },
  project: Project,
  getsInit: boolean,
): Finding[] {
  const cautions = notes.map((note) => caution('drop-npm/script-note', instruction, note));
  const stopped = getsInit || hasInit(stage) || !ignoresSigterm(project, stage, file.stages);
  return stopped ? cautions : [...cautions, signalCaution(instruction)];
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
        'Handle SIGTERM, or start the container with an init: --init tini writes one into the image; so do init: true in compose and docker run --init for the container.',
    },
  );
}
