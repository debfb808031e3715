import {
  chainOf,
  type Dockerfile,
  type Instruction,
  instructionsOf,
  type Stage,
} from '../../../src/dockerfile/index.js';

/**
 * The SHELL of the last stage that read the start command and nothing else, where steps stand below
 * it: a RUN that is written among them later would be read by it, and the image may not have it.
 *
 * @param replaced what is no longer in the shell form
 */
export function idleShell(
  { stages }: Dockerfile,
  stage: Stage,
  replaced: readonly Instruction[],
): Instruction | undefined {
  const all = instructionsOf(stage);
  const [shell, second] = all.filter(({ keyword }) => keyword === 'SHELL');
  if (!shell || second || !stage.instructions.includes(shell) || shell.comments.length > 0)
    return undefined;
  const below = all.slice(all.indexOf(shell) + 1);
  const steps = below.some(({ keyword }) => /^(?:COPY|ADD|WORKDIR)$/.test(keyword));
  const used = below.some((one) => !replaced.includes(one) && isRead(one));
  const shared = stages.some((one) => one !== stage && chainOf(one).includes(stage));
  return steps && !used && !shared ? shell : undefined;
}

function isRead({ keyword, json }: Instruction): boolean {
  return keyword === 'ONBUILD' || (!json && /^(?:RUN|CMD|ENTRYPOINT|HEALTHCHECK)$/.test(keyword));
}
