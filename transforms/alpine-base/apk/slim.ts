import { programDoes } from '../../../src/knowledge/program-traits.js';
import { isCopy } from '../../../src/project/index.js';
import { environmentAt, type Instruction, type Stage } from '../../../src/dockerfile/index.js';
import { packageCommandOf } from '../../../src/packages/index.js';
import { type Command, commandsOf, programOf } from '../../../src/shell/index.js';
import { type Declined, decline } from '../../../src/transform.js';
import { type Demand, need } from '../demands.js';
import { withShell } from '../move.js';
import { foreignObstacle, packagingObstacle } from './obstacles.js';
import { setsUnknownMirror } from './sources.js';

/** Whether a command of apt does on slim what it did on the full image: the release is the same. */
export function staysOnSlim(command: Command): boolean {
  if (programOf(command) === 'apt-key') return true;
  const read = packageCommandOf(command);
  if (read?.manager !== 'apt' || packagingObstacle(read)) return false;
  return read.packages.every(({ file, suite, architecture }) => !file && !suite && !architecture);
}

/**
 * A source of packages of its own serves slim as it did the full image, where the certificates are
 * there that slim leaves out; what a script does that sets one up, nobody sees.
 */
export function* sourcesOnSlim(stage: Stage): Iterable<Demand> {
  for (const [index, at] of stage.instructions.entries()) {
    const file = sourceFile(at);
    if (file) yield file;
    if (at.keyword !== 'RUN') continue;
    const commands = commandsOf(at, withShell(environmentAt(stage, index))) ?? [];
    for (const command of commands) yield* sourceDemands(stage, at, command);
  }
}

function* sourceDemands(stage: Stage, at: Instruction, command: Command): Iterable<Demand> {
  const refused = foreignObstacle(command);
  if (!refused || refused.rule === 'alpine-base/language-packages') return;
  if (
    refused.rule !== 'alpine-base/package-source' ||
    !isPlain(command) ||
    setsUnknownMirror(command)
  )
    return yield decline(refused.rule, at, refused.because, refused.advice);
  if (at.line.joined.text.includes('https://'))
    yield need(
      { stage, at, inContainer: false },
      ['ca-certificates'],
      'a source of packages is reached by https',
    );
}

const plain = [
  'says',
  'passesOn',
  'downloads',
  'keys',
  'writesInput',
  'sources',
  'makesFolders',
  'removes',
  'edits',
  'shell',
] as const;

/** Whether all that a command does with a source can be seen. */
function isPlain(command: Command): boolean {
  const script = command.words.some(({ text }) => /\.sh\b|\/setup/.test(text));
  return !script && programDoes(programOf(command), ...plain);
}

/** A file for apt that comes from the build context. */
export function sourceFile(at: Instruction): Declined | undefined {
  if (!isCopy(at) || !/\s"?\/etc\/apt(?:\/|\b)/.test(at.argument)) return undefined;
  return decline(
    'alpine-base/package-source',
    at,
    `This ${at.keyword} configures apt for sources of packages that nobody sees here.`,
    'Find out how the packages are installed on Alpine, or set the base image yourself.',
  );
}
