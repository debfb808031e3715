import { finalEnvironment, type Instruction, type Stage } from '../dockerfile/index.js';
import { afterInit, containerCommand, shellScript } from './container-command.js';
import { mentionsManager } from './managers.js';
import { listScript, partsOf, type Resolved, type Unresolved, unresolved } from './resolved.js';

type Known = Exclude<Resolved, Unresolved>;

/** What stands in CMD or ENTRYPOINT in the end, or why nothing can. */
export function writtenStart(
  caller: Instruction,
  resolved: Known,
  stage: Stage,
): readonly string[] | Unresolved {
  const { keyword, json } = caller;
  const shell = json && shellScript(json) !== undefined;
  if (resolved.kind === 'list' && keyword === 'ENTRYPOINT' && json && !shell)
    return unresolved(
      'script',
      'The script needs a shell, which would take the arguments of docker run away.',
    );
  const argv = [...initOf(json ?? []), ...vectorOf(caller, resolved, stage)];
  return argv.some((word) => mentionsManager(word))
    ? unresolved('needs-npm', `"${argv.join(' ')}" still starts a package manager.`)
    : argv;
}

function vectorOf(caller: Instruction, resolved: Known, stage: Stage): readonly string[] {
  if (resolved.kind === 'argv' && !needsShell(caller, stage)) return resolved.argv;
  return [...shellOf(caller, stage), listScript(partsOf(resolved))];
}

/**
 * A shell form of ENTRYPOINT ignores the CMD that stands beside it, and must go on doing so
 * (handbook A76). A login shell reads its profile first.
 */
function needsShell({ keyword, json }: Instruction, stage: Stage): boolean {
  if (json) return false;
  const login = finalEnvironment(stage).shell?.some((word) =>
    /^(?:-\w*[li]\w*|--login)$/.test(word),
  );
  return login === true || (keyword === 'ENTRYPOINT' && containerCommand(stage).cmd !== undefined);
}

/** The shell that reads a list: the one that the instruction names, or SHELL, or `sh`. */
function shellOf({ json }: Instruction, stage: Stage): readonly string[] {
  if (json) return shellScript(json) === undefined ? ['sh', '-c'] : json.slice(0, 2);
  const shell = finalEnvironment(stage).shell ?? [];
  return shell.join(' ') === '/bin/sh -c' ? ['sh', '-c'] : shell;
}

/** The words of an init in front of the program. */
export function initOf(argv: readonly string[]): readonly string[] {
  const rest = afterInit(argv);
  return rest === undefined ? [] : argv.slice(0, argv.length - rest.length);
}
