import { posix } from 'node:path';
import {
  type Environment,
  environmentAt,
  rootOf,
  type Stage,
} from '../../../src/dockerfile/index.js';
import { containerCommand, healthcheckOf, startCommands } from '../../../src/command/index.js';
import { golangImage } from '../../../src/knowledge/images/golang.js';
import { golangTwin } from '../../../src/knowledge/images/golang-tags.js';
import {
  type Command,
  commandsOf,
  knownWords,
  programOf,
  runsIn,
  wordValues,
} from '../../../src/shell/index.js';
import type { Outcome } from '../../../src/transform.js';
import { releaseUnpinned } from '../cautions.js';
import { foreign } from '../image/joined-stages.js';
import { literalTag } from '../image/images.js';
import type { Move } from '../move.js';
import { movedTo } from './moved.js';
import { strangerIn } from './strangers.js';

/** The programs of the image itself, on both systems. */
const own = new Set(['go', 'gofmt']);
/** Modules that go gets from where they are kept, by git. */
const byGit = /\bGO(?:PRIVATE|NOPROXY|INSECURE)\b|\bGOPROXY=["']?(?:off|direct)/;

/**
 * A container that keeps the toolchain of Go: on Alpine it is the same but for the C compiler and git,
 * so that it goes there where every build says that C takes no part (handbook F30).
 */
export function* golangToAlpine(move: Move, final: Stage): Iterable<Outcome> {
  const root = rootOf(final);
  const tag = literalTag(root);
  const twin = tag === undefined ? undefined : golangTwin(tag);
  if (tag === undefined || !twin || !move.stages.every(isPure)) return yield foreign(root);
  const programs = new Set(move.stages.flatMap(built));
  const obstacle = strangerIn(
    move,
    final,
    own,
    'golang',
    startsOneOf(final, programs) ? [] : undefined,
  );
  if (obstacle) return yield obstacle;
  const because = `The same Go on Alpine: golang:${twin}. CGO_ENABLED=0 says that no C takes part.`;
  const pinned = /[a-z]{5,}$/.test(tag) && tag !== 'latest';
  yield movedTo(move, root, twin, because, pinned ? [releaseUnpinned(root.from, tag, twin)] : []);
}

/** Whether no command of go in a stage compiles C, or asks git for modules. */
function isPure(stage: Stage): boolean {
  return stage.instructions.every((one, index) => {
    if (byGit.test(one.line.joined.text)) return false;
    if (!/^(?:RUN|CMD|ENTRYPOINT)$/.test(one.keyword)) return true;
    const environment = environmentAt(stage, index);
    const commands = commandsOf(one, environment);
    return commands !== undefined && commands.every((command) => withoutC(command, environment));
  });
}

/** Whether a container runs a program that the image built, and nothing else. */
function startsOneOf(final: Stage, programs: ReadonlySet<string>): boolean {
  const { entrypoint, cmd } = containerCommand(final);
  const start = entrypoint ?? cmd;
  const commands = start && startCommands(start, final);
  return (
    healthcheckOf(final) === undefined &&
    commands?.length === 1 &&
    commands.every(({ words }) => programs.has(posix.basename(words[0]?.value ?? '')))
  );
}

/** The names that programs which go builds in a stage may have. */
function built(stage: Stage): readonly string[] {
  return runsIn(stage).flatMap(({ environment, commands = [] }) => {
    const calls = commands.filter((command) => programOf(command) === 'go');
    const words = calls.flatMap((command) => knownWords(command).slice(2));
    const folder = calls.length > 0 ? [environment.workdir ?? '/'] : [];
    return [...folder, ...words.map((word) => word.replace(/@.*$/, ''))]
      .map((path) => posix.basename(path))
      .filter((name) => /^[\w.-]*\w$/.test(name) && !name.startsWith('-'));
  });
}

/** Commands of go that compile nothing. */
const harmless = /^(?:mod|version|env|fmt|clean|list|doc|help)$/;

function withoutC(command: Command, { scope }: Environment): boolean {
  if (programOf(command) !== 'go') return true;
  const words = wordValues(command);
  const name = words[words.indexOf('go') + 1];
  if (name !== undefined && harmless.test(name)) return true;
  const given = command.assignments.find((one) => one.name === 'CGO_ENABLED')?.value;
  return (given ?? scope.variable('CGO_ENABLED')) === '0';
}

/** Whether a stage stands on the Go image of Debian. */
export function isGolang(stage: Stage): boolean {
  const root = rootOf(stage);
  return root.official === 'golang' && golangImage(root.resolvedImage?.tag ?? '') !== undefined;
}
