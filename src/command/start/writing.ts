import {
  finalEnvironment,
  type Instruction,
  instructionsOf,
  type Stage,
} from '../../dockerfile/index.js';
import { containerCommand, scriptOf } from '../container-command.js';
import { mentionsManager } from '../managers/managers.js';
import { prefixOf } from '../prefixes.js';
import { asList, type Known, listScript, type Unresolved, unresolved } from './resolved.js';

/** A start command as it can be written. */
interface Written {
  readonly argv: readonly string[];
  /** The script of an instruction in the shell form, where a shell must read it all the same. */
  readonly script?: string;
  /** The working directory that it needs, where that is another one than the image's. */
  readonly workdir?: string;
}

/**
 * What stands in CMD or ENTRYPOINT in the end, or why nothing can.
 *
 * @param mayMove whether nothing outside the file counts on the working directory
 */
export function writtenStart(
  caller: Instruction,
  resolved: Known,
  stage: Stage,
  mayMove: boolean,
): Written | Unresolved {
  const moves = mayMove && resolved.folder !== undefined && canMove(stage, caller);
  const { folder, ...here } = resolved;
  const vector = vectorOf(caller, moves ? here : resolved, stage);
  if ('kind' in vector) return vector;
  const argv = [...prefixOf(caller.json ?? []), ...vector];
  if (argv.some((word) => mentionsManager(word)))
    return unresolved('needs-npm', `"${argv.join(' ')}" still starts a package manager.`);
  const ignored = !caller.json && caller.keyword === 'ENTRYPOINT' && containerCommand(stage).cmd;
  if (ignored && mentionsManager(ignored.argument))
    return unresolved(
      'script',
      'CMD names a package manager, and ENTRYPOINT in the shell form ignores it: in another form it would count.',
    );
  const last = argv.at(-1);
  const keepsShell =
    !caller.json && vector.length > 1 && last !== undefined && vector.at(-2) === '-c';
  return {
    argv,
    ...(keepsShell && resolved.kind === 'list' && { script: last }),
    ...(moves && folder !== undefined && { workdir: folder }),
  };
}

/**
 * Whether WORKDIR may change for the start command: nothing else of the image may count on it.
 */
function canMove(stage: Stage, caller: Instruction): boolean {
  const { entrypoint, cmd } = containerCommand(stage);
  const at = stage.instructions.indexOf(caller);
  const after = at === -1 ? [] : stage.instructions.slice(at + 1);
  const others = instructionsOf(stage);
  return (
    at !== -1 &&
    (caller === entrypoint || !entrypoint) &&
    (caller !== entrypoint || !cmd) &&
    !after.some(({ keyword }) => /^(?:RUN|COPY|ADD|WORKDIR)$/.test(keyword)) &&
    !others.some(({ keyword }) => /^(?:HEALTHCHECK|ONBUILD)$/.test(keyword))
  );
}

function vectorOf(
  caller: Instruction,
  resolved: Known,
  stage: Stage,
): readonly string[] | Unresolved {
  const { json, keyword } = caller;
  const script = json && scriptOf(json.slice(prefixOf(json).length));
  const plain = resolved.kind === 'argv' && resolved.folder === undefined;
  if (plain && script === undefined && !needsShell(caller, stage)) return resolved.argv;
  // ENTRYPOINT `sh -c` takes no arguments of docker run; the program itself would.
  const drops = script !== undefined && keyword !== 'ENTRYPOINT' && !isLogin(json ?? []);
  if (plain && drops) return resolved.argv;
  const list = asList(resolved);
  const text = listScript(list);
  if (keyword !== 'ENTRYPOINT' || !json || script !== undefined)
    return [...shellOf(caller, stage), text];
  // `docker run IMAGE --port 80` passed its arguments to the script; `"$@"` goes on doing so.
  return list.last.startsWith('{ ')
    ? unresolved(
        'script',
        'The script needs a shell, which would take the arguments of docker run away.',
      )
    : ['sh', '-c', `${text} "$@"`, 'sh'];
}

/**
 * A shell form of ENTRYPOINT ignores the CMD that stands beside it, and must go on doing so
 * (handbook A76). A login shell reads its profile first.
 */
function needsShell(caller: Instruction, stage: Stage): boolean {
  if (caller.json) return false;
  if (isLogin(finalEnvironment(stage).shell ?? [])) return true;
  return caller.keyword === 'ENTRYPOINT' && containerCommand(stage).cmd !== undefined;
}

function isLogin(words: readonly string[]): boolean {
  return words.some((word) => /^(?:-\w*[li]\w*|--login)$/.test(word));
}

/** The shell that reads a list: the one that the instruction names, or SHELL, or `sh`. */
function shellOf({ json }: Instruction, stage: Stage): readonly string[] {
  const own = json?.slice(prefixOf(json).length);
  if (own) return scriptOf(own) === undefined ? ['sh', '-c'] : own.slice(0, -1);
  const shell = finalEnvironment(stage).shell ?? [];
  return shell.join(' ') === '/bin/sh -c' ? ['sh', '-c'] : shell;
}
