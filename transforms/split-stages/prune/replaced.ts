import { posix } from 'node:path';
import type { Replaceable } from '../../../src/command/index.js';
import type { Started, StartedCall } from '../started/index.js';

/** Programs that only start others, in whose place a resolved start command has those. */
const runners = /^(?:cross-env|run-s|npm-run-all)$/;

/**
 * What a container starts once its start command is resolved: `env` stands where cross-env stood,
 * and the scripts themselves where run-s named them (handbook E23, E25).
 *
 * @param planned the start command that will be written; absent where today's stays
 */
export function afterReplacement(started: Started, planned: Replaceable | undefined): Started {
  if (!planned) return started;
  const line = planned.argv.join(' ');
  return { ...started, calls: started.calls.filter((call) => !isGone(call, line)) };
}

/** Nothing but the start command calls a package manager where one is replaced. */
function isGone({ words: [program = ''], by }: StartedCall, line: string): boolean {
  const name = posix.basename(program);
  return (
    runners.test(name) &&
    !line.includes(name) &&
    /^(?:CMD|ENTRYPOINT)$|package\.json:\d+ \(/.test(by)
  );
}
