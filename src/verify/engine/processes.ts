import { readdirSync, readFileSync } from 'node:fs';

/**
 * The process of a container that counts, seen from here: the first of its own process namespace,
 * else the deepest descendant that is alone with its parent. Linux only, as buildah is.
 *
 * @param pid of the engine's process that runs the container
 */
export function firstProcess(pid: number | undefined): number | undefined {
  if (pid === undefined) return undefined;
  const below = descendants(pid);
  return below.find(isFirstOfNamespace) ?? below.at(-1);
}

/** The user number of a process, as the machine counts; undefined when it is gone. */
export function userOf(pid: number): string | undefined {
  return /^Uid:\s+(\d+)/m.exec(statusOf(pid))?.[1];
}

/** `NSpid: 4711 1`: process 1 inside. */
function isFirstOfNamespace(pid: number): boolean {
  return /^NSpid:\s+\d+\s+(?:\d+\s+)*1$/m.test(statusOf(pid));
}

function descendants(pid: number): number[] {
  return childrenOf(pid).flatMap((child) => [child, ...descendants(child)]);
}

function childrenOf(pid: number): number[] {
  try {
    return readdirSync(`/proc/${pid}/task`).flatMap((task) =>
      readFileSync(`/proc/${pid}/task/${task}/children`, 'utf8')
        .split(' ')
        .filter((word) => word !== '')
        .map(Number),
    );
  } catch {
    return [];
  }
}

function statusOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/status`, 'utf8');
  } catch {
    return '';
  }
}
