import { basename } from 'node:path';
import { UserError } from '../../user-error.js';
import { BuildahEngine } from './buildah.js';
import { DockerEngine } from './docker.js';
import { type Engine, type EngineName, engineNames } from './engine.js';
import { lastWords, Program } from './execute.js';

/**
 * The engine of this machine, or the one that the user names.
 *
 * @param wanted a name, or the path of a program that behaves like one of them
 * @throws UserError when there is none, or the one that is there does not answer
 */
export async function findEngine(wanted: string | undefined, signal: AbortSignal): Promise<Engine> {
  const problems: string[] = [];
  for (const path of wanted === undefined ? engineNames : [wanted]) {
    const found = await engineAt(path, signal);
    if (typeof found !== 'string') return found;
    problems.push(found);
  }
  throw new UserError(
    wanted === undefined
      ? `No container engine can be used here: ${problems.join('; ')}.`
      : `The container engine can't be used: ${problems.join('')}.`,
    'Install Docker, podman or buildah, start its daemon, or name its program with --engine.',
  );
}

/** The engine behind a program, or why there is none: a clause. */
async function engineAt(path: string, signal: AbortSignal): Promise<Engine | string> {
  const program = new Program(path, signal);
  const version = await versionOf(program);
  if (version === undefined) return `${path} is not installed`;
  const name = kindOf(version, path);
  if (name === undefined)
    return `${path} calls itself "${version}", which is none of ${engineNames.join(', ')}`;
  if (name === 'buildah') return new BuildahEngine(version, program);
  const problem = await daemonProblem(program);
  return problem === undefined ? new DockerEngine(name, version, program) : `${path} ${problem}`;
}

async function versionOf(program: Program): Promise<string | undefined> {
  try {
    const { code, output } = await program.run(['--version']);
    return code === 0 ? output.split('\n')[0]?.trim() : undefined;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ABORT_ERR') throw error;
    return undefined;
  }
}

/** Podman can answer to the name docker: what it calls itself counts. */
function kindOf(version: string, path: string): EngineName | undefined {
  const said = `${version} ${basename(path)}`.toLowerCase();
  return (['buildah', 'podman', 'docker'] as const).find((name) => said.includes(name));
}

async function daemonProblem(program: Program): Promise<string | undefined> {
  const { code, errors } = await program.run(['info']);
  return code === 0 ? undefined : `does not answer (${lastWords(errors, 1)})`;
}
