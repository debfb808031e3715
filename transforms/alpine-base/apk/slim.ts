import { environmentAt, type Instruction, type Stage } from '../../../src/dockerfile/index.js';
import { packageCommandOf } from '../../../src/packages/index.js';
import { type Command, commandsOf } from '../../../src/shell/index.js';
import { type Declined, decline } from '../../../src/transform.js';
import { withShell } from '../reach.js';
import { foreignObstacle, packagingObstacle } from './obstacles.js';

/** Whether a command of apt does on slim what it did on the full image: the release is the same. */
export function staysOnSlim(command: Command): boolean {
  const read = packageCommandOf(command);
  if (read?.manager !== 'apt' || packagingObstacle(read)) return false;
  return read.packages.every(({ file, suite, architecture }) => !file && !suite && !architecture);
}

/** Slim has neither certificates nor keys, which a source of packages of its own asks for. */
export function sourceOnSlim(stage: Stage): Declined | undefined {
  for (const [index, at] of stage.instructions.entries()) {
    const source = sourceFile(at);
    if (source) return source;
    if (at.keyword !== 'RUN') continue;
    const commands = commandsOf(at, withShell(environmentAt(stage, index))) ?? [];
    const refused = commands.flatMap((command) => foreignObstacle(command) ?? [])[0];
    if (refused && refused.rule !== 'alpine-base/language-packages')
      return decline(refused.rule, at, refused.because, refused.advice);
  }
  return undefined;
}

/** A file for apt that comes from the build context. */
export function sourceFile(at: Instruction): Declined | undefined {
  if (!/^(?:ADD|COPY)$/.test(at.keyword) || !/\s"?\/etc\/apt(?:\/|\b)/.test(at.argument))
    return undefined;
  return decline(
    'alpine-base/package-source',
    at,
    `This ${at.keyword} configures apt for sources of packages that nobody sees here.`,
    'Find out how the packages are installed on Alpine, or set the base image yourself.',
  );
}
