import { childLines, loadedByProgram } from '../../../src/command/index.js';
import { instructionsOf, nodeTagOf, rootOf } from '../../../src/dockerfile/index.js';
import { type ImageKind, programIn } from '../../../src/knowledge/images/contents.js';
import { firstOfApplications } from '../../../src/project/index.js';
import { type Command, parseScript, programOf } from '../../../src/shell/index.js';
import { type Declined, decline } from '../../../src/transform.js';
import { rootCommand, rootProgram } from './programs.js';
import type { Subject } from './index.js';

/** A source that starts a program of the image which needs root, perhaps through a function of its own. */
export function childNeed(subject: Subject): Declined | undefined {
  const { file, stage, project } = subject;
  return firstOfApplications(project, stage, file.stages, (folder) => needOf(subject, folder));
}

function needOf({ file, stage, project }: Subject, folder: string): Declined | undefined {
  const loaded = loadedByProgram(file, stage, project, folder);
  const counts = (path: string, text: string) => rootCommand.test(text) && loaded(path);
  for (const { path, line, text } of childLines(project, stage, folder, counts)) {
    const commands = parseScript(text)?.commands.filter((one) => isThere(one, stage)) ?? [];
    const program = rootProgram(commands);
    if (program === undefined) continue;
    const because = `${path}:${line} starts ${program}, which needs root.`;
    return decline('node-user/root-required', stage.from, because);
  }
  return undefined;
}

/** Whether the image has a program; `ip` mostly looks, and what no image has failed for root as well. */
function isThere(command: Command, stage: Subject['stage']): boolean {
  const program = programOf(command);
  if (program === undefined || program === 'ip') return false;
  return (
    programIn(kindOf(stage), program) === true ||
    instructionsOf(stage, 'RUN').some(({ argument }) => argument.includes(program))
  );
}

function kindOf(stage: Subject['stage']): ImageKind {
  const variant = nodeTagOf(rootOf(stage))?.variant;
  if (variant === 'slim') return 'node-slim';
  return variant === 'alpine' ? 'node-alpine' : 'node-debian';
}
