import { containerCommand, healthcheckOf } from '../../../src/command/index.js';
import { environmentAt, type Instruction, type Stage } from '../../../src/dockerfile/index.js';
import { bashOnly, isPosixShell } from '../../../src/shell/index.js';
import { type Declined, decline, type Effect } from '../../../src/transform.js';
import type { GoStart } from './start.js';

/** What Alpine and Debian read the shell form with where no SHELL says otherwise. */
const sh: readonly string[] = ['/bin/sh', '-c'];

/**
 * The shell that the container's lines in the shell form lose, as the runtime stage has no SHELL: sh reads them
 * alike, or the file is left alone.
 */
export function shellLost(
  stage: Stage,
  { instruction, argv }: GoStart,
): NonNullable<Effect['shell']> | Declined | undefined {
  const { entrypoint, cmd } = containerCommand(stage);
  const kept = [entrypoint, cmd, healthcheckOf(stage)].filter(
    (one) => one !== undefined && !(one === instruction && argv),
  );
  let lost: NonNullable<Effect['shell']> | undefined;
  for (const at of kept as Instruction[]) {
    const { shell } = environmentAt(stage, stage.instructions.indexOf(at));
    const text = shellText(at);
    if (text === undefined || !shell || shell.join(' ') === sh.join(' ')) continue;
    const own = ownTo(shell, text);
    if (own !== undefined) return unread(at, shell, own);
    lost = { from: shell, to: sh };
  }
  return lost;
}

/** What a shell reads of an instruction; undefined in the exec form. */
function shellText({ keyword, json, argument }: Instruction): string | undefined {
  if (json) return undefined;
  if (keyword !== 'HEALTHCHECK') return argument;
  const [command = '', text] = /^(?:--\S+\s+)*CMD\s+(?!\[)(.*)$/is.exec(argument) ?? [];
  return command === '' ? undefined : text;
}

/** What sh does not do as the shell does; undefined where there is nothing. */
function ownTo(shell: readonly string[], text: string): string | undefined {
  if (!isPosixShell(shell)) return 'its language';
  if (shell.includes('pipefail') && /[^|]\|(?!\|)/.test(text)) return 'pipefail';
  return bashOnly(text);
}

function unread(at: Instruction, shell: readonly string[], own: string): Declined {
  const because = `${at.keyword} is read by "${shell.join(' ')}", and the runtime stage has sh, which does not know ${own}.`;
  const advice = `Write ${at.keyword} in the exec form, or as sh reads it.`;
  return decline('split-stages/go-program', at, because, advice);
}
