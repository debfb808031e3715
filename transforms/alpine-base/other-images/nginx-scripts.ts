import { posix } from 'node:path';
import {
  chainOf,
  finalEnvironment,
  type Instruction,
  type Stage,
} from '../../../src/dockerfile/index.js';
import { baseName, copiesOf, folderOfCopy, originOf } from '../../../src/project/index.js';
import { type Declined, decline } from '../../../src/transform.js';
import { isDeclined, type Move, type Reached } from '../move.js';
import { reached } from '../commands/reach.js';
import { textCommands } from '../commands/shell-scripts.js';

/** Where the entrypoint of nginx's image looks for them, and by which names. */
const folder = '/docker-entrypoint.d';
const isScript = /\.(?:envsh|sh)$/;

/**
 * What the scripts run that the entrypoint of nginx's image starts before nginx: those of its folder
 * (nginx/docker-nginx, entrypoint/docker-entrypoint.sh, read 2026-11).
 */
export function* entrypointSteps(move: Move, final: Stage): Iterable<Reached | Declined> {
  const { project, file } = move;
  const environment = finalEnvironment(final);
  const caller = { stage: final, environment, folder: environment.workdir };
  for (const [name, at] of namesIn(move, final)) {
    const path = originOf(project, final, file.stages, posix.join(folder, name));
    const text = path === undefined ? undefined : project.files.read(path);
    if (path === undefined || text === undefined) {
      if (at) yield unread(at, name);
      continue;
    }
    const here = { ...caller, at: at ?? final.from, label: path, script: true, inContainer: true };
    for (const inner of textCommands(path, text, { ...here, seen: new Set([path]) }))
      if (isDeclined(inner)) yield inner;
      else yield* reached(move, inner.caller, inner.commands);
  }
}

/** The names that scripts may have there: what a COPY calls them, or their own below a folder. */
function namesIn(
  { project, file }: Move,
  final: Stage,
): ReadonlyMap<string, Instruction | undefined> {
  const own = project.files.list().filter((path) => isScript.test(path));
  const names = new Map<string, Instruction | undefined>(
    own.map((path) => [baseName(path), undefined]),
  );
  const copies = chainOf(final).flatMap((stage) => copiesOf(stage, file.stages));
  for (const copy of copies.filter((one) => one !== undefined)) {
    const place = folderOfCopy(copy);
    const given = place === folder ? copy.sources : posix.dirname(place) === folder ? [place] : [];
    for (const one of given) if (isScript.test(one)) names.set(baseName(one), copy.instruction);
  }
  return names;
}

function unread(at: Instruction, name: string): Declined {
  return decline(
    'alpine-base/unread-script',
    at,
    `nginx's entrypoint starts ${posix.join(folder, name)}, which could not be read.`,
    'Run where the script is, or name the build context with --context.',
  );
}
