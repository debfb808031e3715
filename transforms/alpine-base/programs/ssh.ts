import { instructionsOf } from '../../../src/dockerfile/index.js';
import { composeServices } from '../../../src/project/index.js';
import { wordValues } from '../../../src/shell/index.js';
import type { Demand } from '../demands.js';
import type { Move, Reached } from '../move.js';
import { programDemand } from '../presence.js';

/** Commands of git that may speak with another machine. */
const reaching = /^(?:archive|clone|fetch|lfs|ls-remote|pull|push|remote|submodule)$/;
/** An address that ssh is needed for: `git@github.com:acme/shop.git`, `ssh://…`; not one that git replaces. */
const address = /(?:^|[\s"'=])(?:[\w.-]+@[\w.-]+:(?!\/\/)|(?:git\+)?ssh:\/\/)/;
/** What prepares ssh: keys, hosts that are known, an agent. */
const preparation = /\bGIT_SSH|type=ssh\b|\/\.ssh\b|\bssh-(?:agent|keyscan)\b|\bknown_hosts\b/;

/** git and rsync call ssh, which the full image has and smaller ones lack. */
export function sshDemand(
  move: Move,
  { command, caller }: Reached,
  program: string,
): Demand | undefined {
  const words = wordValues(command).slice(1);
  const known = words.filter((word) => word !== undefined);
  const names = known.some((word) => address.test(word));
  const isGit = program === 'git' && known.some((word) => reaching.test(word));
  const elsewhere = known.some((word) => /^(?:https?|file|git):\/\//.test(word));
  const needed =
    program === 'rsync'
      ? names
      : isGit && (names || (!elsewhere && isPrepared(move, caller.stage)));
  return needed
    ? programDemand(move, caller, 'ssh', `${caller.label} runs ${program}, which calls ssh`)
    : undefined;
}

function isPrepared({ project }: Move, stage: Reached['caller']['stage']): boolean {
  return (
    instructionsOf(stage).some(({ line }) => preparation.test(line.joined.text)) ||
    composeServices(project).some(({ volumes }) => volumes.some((one) => preparation.test(one)))
  );
}
