import { posix } from 'node:path';
import { baseImage } from '../knowledge/base-images.js';
import { expand, type Lookup } from './expand.js';
import { officialImage } from './image-reference.js';
import type { Instruction } from './instruction.js';
import { Scope } from './scope.js';
import type { Stage } from './stages.js';
import { propertiesOf } from './syntax.js';

/** What is in force at an instruction. Undefined means not known, never a guess. */
export interface Environment {
  /** An absolute path. */
  readonly workdir?: string | undefined;
  /** As USER writes it, `root` where nothing was said on a known image. */
  readonly user?: string | undefined;
  readonly shell?: readonly string[] | undefined;
  /** The variables in force: what the image keeps and the build arguments. */
  readonly scope: Scope;
}

const cache = new WeakMap<Stage, readonly Environment[]>();
const defaultShell = ['/bin/sh', '-c'] as const;

/**
 * The environment before the instruction at an index of a stage; the index after the last one
 * gives what the stage ends with.
 */
export function environmentAt(stage: Stage, index: number): Environment {
  let all = cache.get(stage);
  if (!all) cache.set(stage, (all = environmentsOf(stage)));
  return all[Math.min(index, all.length - 1)] as Environment;
}

/** What a stage ends with. */
export function finalEnvironment(stage: Stage): Environment {
  return environmentAt(stage, stage.instructions.length);
}

function environmentsOf(stage: Stage): Environment[] {
  let now = stage.base ? finalEnvironment(stage.base) : startOf(stage);
  const all = [now];
  for (const instruction of stage.instructions) {
    now = after(now, instruction);
    all.push(now);
  }
  return all;
}

function startOf({ resolvedImage }: Stage): Environment {
  const known = resolvedImage && baseImage(officialImage(resolvedImage));
  const base: Lookup = (name) =>
    !known || name === 'PATH' || known.variables.includes(name) ? undefined : null;
  const shell = known ? defaultShell : undefined;
  return { workdir: known?.workdir, user: known?.user, shell, scope: Scope.of(base) };
}

function after(now: Environment, instruction: Instruction): Environment {
  const { keyword, argument, escape, json } = instruction;
  if (keyword === 'WORKDIR') return { ...now, workdir: joined(now, expand(argument, now.scope.variable, escape)) };
  if (keyword === 'USER') return { ...now, user: expand(argument, now.scope.variable, escape) };
  if (keyword === 'SHELL') return { ...now, shell: json };
  if (keyword === 'ENV') return withVariables(now, instruction);
  if (keyword === 'ARG') return withArguments(now, instruction);
  return now;
}

function joined(now: Environment, path: string | undefined): string | undefined {
  if (path === undefined || path === '') return undefined;
  if (path.startsWith('/')) return withoutSlash(posix.normalize(path));
  return now.workdir === undefined ? undefined : withoutSlash(posix.join(now.workdir, path));
}

function withoutSlash(path: string): string {
  return path.length > 1 ? path.replace(/\/$/, '') : path;
}

/** All values of one ENV are taken from before it (handbook A25). */
function withVariables(now: Environment, instruction: Instruction): Environment {
  const properties = propertiesOf(instruction);
  if (!properties) return { ...now, scope: now.scope.blurred() };
  const values = properties.map(
    ({ name, value = '' }) => [name, expand(value, now.scope.variable, instruction.escape)] as const,
  );
  return { ...now, scope: now.scope.with(new Map(values), true) };
}

/** The value of a build argument is never known: `--build-arg` may set it (handbook A20, A28). */
function withArguments(now: Environment, instruction: Instruction): Environment {
  const names = (propertiesOf(instruction) ?? []).map(({ name }) => name);
  const values = new Map(names.map((name) => [name, undefined]));
  return { ...now, scope: now.scope.with(values, false) };
}
