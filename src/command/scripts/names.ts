import { posix } from 'node:path';
import { programIn } from '../../knowledge/images/contents.js';

/** Whether a program name can only be a script: by its ending, or by a path outside the system. */
export function isScript(word: string): boolean {
  if (/\.(?:[cm]?js|ts)$/.test(word)) return false;
  return (
    /\.(?:sh|bash)$|entrypoint/.test(word) ||
    (/^\.{0,2}\//.test(word) && !/node_modules\/|\/s?bin\/[\w-]+$/.test(word))
  );
}

/** The file that a shell runs: its first word that is no option; `-c` has none. */
export function shellFile(args: readonly string[]): string[] {
  if (args.some((word) => /^-\w*c$/.test(word))) return [];
  return args.filter((word) => !word.startsWith('-')).slice(0, 1);
}

/** Whether a name is one of the scripts that wait for a server, which everybody has from the same places. */
export function onlyWaits(name: string): boolean {
  return /(?:^|\/)wait[-_]for(?:[-_]it)?(?:\.sh)?$/.test(name);
}

/** A program that a path names from the folder in which the container starts, but for sources of node's. */
const relative = /^(?!.*\.(?:[cm]?js|ts)$)[\w.][\w.-]*(?:\/[\w.-]+)+$/;

function isOfSystem(program: string): boolean {
  return programIn('node-alpine', posix.basename(program)) === true;
}

/**
 * Whether a program is the application's: `/app/bin/hubot`, whoever put it there, and what a path names from
 * the folder in which the container starts, known or not.
 */
export function isOfApplication(program: string, workdir: string | undefined): boolean {
  if (!program.includes('/') || program.includes('node_modules/')) return false;
  if (relative.test(program))
    return workdir !== '/' || !(program.startsWith('usr/') || isOfSystem(program));
  if (workdir === undefined) return false;
  const path = posix.resolve(workdir, program);
  return workdir !== '/' && path.startsWith(`${workdir}/`) && /\/s?bin\/[\w-]+$/.test(path);
}
