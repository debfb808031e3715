import type { Instruction } from '../../dockerfile/index.js';
import { scriptOf } from '../container-command.js';
import { startCall } from '../managers/manager-call.js';
import { prefixOf } from '../prefixes.js';
import { asList, type Known, listScript, type Unresolved, unresolved } from './resolved.js';
import type { Site } from './sites.js';
import type { Replacement } from './index.js';
import type { StartResolver } from './resolver.js';

/** A start command that ENTRYPOINT and CMD make together. */
interface Joined {
  readonly kind: 'joined';
  readonly writes: readonly Replacement[];
  readonly notes: readonly string[];
}

/** ENTRYPOINT names the package manager, CMD what it starts or the arguments (handbook E06). */
export function joinedStart(
  resolver: StartResolver,
  site: Site,
  entrypoint: Instruction,
  cmd: Instruction,
): Joined | Unresolved {
  const { json = [] } = entrypoint;
  const prefix = prefixOf(json);
  const own = json.slice(prefix.length);
  if (!cmd.json || scriptOf(own) !== undefined)
    return unresolved(
      'script',
      'ENTRYPOINT and CMD make one command of the package manager together.',
    );
  const words = [...own, ...cmd.json];
  const resolved = resolver.resolve(words, site);
  if (resolved.kind === 'unresolved') return resolved;
  const passed = startCall(own)?.kind === 'script' ? passedOn(words, resolved) : [];
  const argv = vectorOf(resolved);
  const end =
    passed.length > 0
      ? argv.length - passed.length
      : resolved.kind === 'list' || resolved.folder !== undefined
        ? 2
        : 1;
  return {
    kind: 'joined',
    writes: [
      { instruction: entrypoint, argv: [...prefix, ...argv.slice(0, end)] },
      { instruction: cmd, argv: argv.slice(end) },
    ],
    notes: [
      ...resolved.notes,
      'Arguments of docker run go to the program now, no longer to the package manager.',
    ],
  };
}

/** The arguments of CMD that reach the program as they are. */
function passedOn(words: readonly string[], resolved: Known): readonly string[] {
  const call = startCall(words);
  if (call?.kind !== 'script' || resolved.kind !== 'argv') return [];
  const { args } = call;
  const tail = resolved.argv.slice(resolved.argv.length - args.length);
  return tail.every((word, index) => word === args[index]) ? args : [];
}

function vectorOf(resolved: Known): readonly string[] {
  return resolved.kind === 'argv' && resolved.folder === undefined
    ? resolved.argv
    : ['sh', '-c', listScript(asList(resolved))];
}

/** ENTRYPOINT is a shell that takes CMD for its script: `["sh", "-c"]`. */
export function shellStart(
  resolver: StartResolver,
  site: Site,
  entrypoint: Instruction,
  cmd: Instruction,
): Joined | Unresolved {
  const [script, more] = cmd.json ?? [];
  if (script === undefined || more !== undefined)
    return unresolved(
      'script',
      `${entrypoint.keyword} is a shell that takes the first word of CMD for its script.`,
    );
  const resolved = resolver.text(script, site);
  if (resolved.kind === 'unresolved') return resolved;
  return {
    kind: 'joined',
    writes: [{ instruction: cmd, argv: [listScript(asList(resolved))] }],
    notes: resolved.notes,
  };
}
