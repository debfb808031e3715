import { posix } from 'node:path';
import { isShell } from '../../../src/shell/index.js';
import type { Instruction } from '../../../src/dockerfile/index.js';
import type { Place } from '../../../src/project/index.js';
import { caution, change, type Change, type Finding } from '../../../src/transform.js';
import { hasInit, type InitPlan } from '../init.js';
import type { Subject } from '../subject.js';
import { type Unhandled, unhandledSigterm } from './sigterm.js';
import { versionReader as npmVersionReader } from '../callers/sources.js';
import { writtenStart } from './written-start.js';
import type { Replaceable } from '../../../src/command/index.js';

/**
 * CMD or ENTRYPOINT starts the program itself.
 *
 * @param init the init that the image gets
 * @param isInFront whether the init stands in front of the program here, and not somewhere else
 */
export function startsNode(
  subject: Subject<Replaceable>,
  init: InitPlan | undefined,
  isInFront: boolean,
): Change {
  const { file, stage, start } = subject;
  const { instruction } = start;
  const prefix = isInFront ? init?.argv : undefined;
  const { edits, effect } = writtenStart(file, stage, behind(start, prefix ?? []));
  return change(
    'drop-npm/start-node',
    instruction,
    `The container starts ${programName(start.argv)} itself, so that signals reach it and npm is not needed.`,
    edits,
    effect,
    cautionsOf(subject, init !== undefined),
  );
}

/** The start command behind an init, which stands in front of the first vector. */
function behind(start: Replaceable, init: readonly string[]): Replaceable {
  const [first, ...others] = start.writes;
  if (!first || init.length === 0) return start;
  return { ...start, writes: [{ ...first, argv: [...init, ...first.argv] }, ...others] };
}

/** What npm did besides starting the program. */
export function cautionsOf(
  { file, stage, start, project }: Subject<Replaceable>,
  getsInit: boolean,
): Finding[] {
  const { instruction, notes } = start;
  const cautions = notes.map((note) => caution('drop-npm/script-note', instruction, note));
  const reader = npmVersionReader(file, stage, start, project);
  if (reader) cautions.push(versionCaution(instruction, reader));
  const unhandled =
    getsInit || hasInit(stage) ? undefined : unhandledSigterm(project, stage, file.stages, start);
  return unhandled ? [...cautions, signalCaution(instruction, unhandled)] : cautions;
}

function programName(argv: readonly string[]): string {
  const program = argv.find((word) => word !== 'env' && !/^\w+=/.test(word)) ?? 'the program';
  const name = posix.basename(program);
  return isShell(name) ? 'the script' : name;
}

function versionCaution(at: Instruction, { path, line }: Place): Finding {
  return caution(
    'drop-npm/npm-version',
    at,
    `${path}:${line} reads npm_package_version, which only npm sets: it will be undefined.`,
    { advice: 'Read the version from package.json.' },
  );
}

function signalCaution(at: Instruction, { server }: Unhandled): Finding {
  const handle = server ? `Handle SIGTERM near ${server.path}:${server.line}` : 'Handle SIGTERM';
  return caution(
    'drop-npm/no-signal-handler',
    at,
    'No handler of SIGTERM was found in the sources: docker stop will wait ten seconds and kill.',
    {
      advice: `${handle}, or put an init in front: --init tini for the image; init: true in compose, or docker run --init, for the container.`,
    },
  );
}
