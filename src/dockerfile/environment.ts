import { rememberedFor } from '../memo.js';
import { withoutSlash } from '../path-folders.js';
import { posix } from 'node:path';
import { baseImage, imageUser } from '../knowledge/images/base-images.js';
import { isNonrootTag } from '../knowledge/images/distroless.js';
import { onbuildImage } from '../knowledge/images/node-onbuild.js';
import { expand, type Lookup } from './expand.js';
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

/** The environments of a stage, once they are known. */
const knownOf = rememberedFor<Stage, { all?: readonly Environment[] }>(() => ({}));
const defaultShell = ['/bin/sh', '-c'] as const;

/**
 * The environment before the instruction at an index of a stage; the index after the last one
 * gives what the stage ends with.
 */
export function environmentAt(stage: Stage, index: number): Environment {
  const all = knownOf(stage).all ?? followed(stage);
  return all[Math.min(index, all.length - 1)] as Environment;
}

/** The environments of a stage, after those that it goes on from: a file may chain thousands. */
function followed(stage: Stage): readonly Environment[] {
  const missing: Stage[] = [];
  for (let one: Stage | undefined = stage; one && !knownOf(one).all; one = one.base)
    missing.push(one);
  for (const one of missing.toReversed()) knownOf(one).all = environmentsOf(one);
  return knownOf(stage).all ?? [];
}

/** What a stage ends with. */
export function finalEnvironment(stage: Stage): Environment {
  return environmentAt(stage, stage.instructions.length);
}

/** Whether the user before the instruction at an index of a stage is root; an unknown one is not. */
export function isRootAt(stage: Stage, index: number): boolean {
  const { user } = environmentAt(stage, index);
  // A variable that nobody sets leaves nothing, and who is nobody is root.
  return user !== undefined && /^(?:(?:root|0)(?::(?:root|0))?)?$/.test(user);
}

function environmentsOf(stage: Stage): Environment[] {
  let now = startOf(stage);
  const all = [now];
  for (const instruction of stage.instructions) {
    now = after(now, instruction, stage.assumed);
    all.push(now);
  }
  return all;
}

/** Every variable may have any value. */
const unknown = Scope.of(() => undefined);
/** Images whose official name tells nothing: unknown triggers run first, or another system is in them. */
const special = /onbuild|windowsservercore|nanoserver/;

function startOf({ base, image, resolvedImage, official }: Stage): Environment {
  if (base) {
    const end = finalEnvironment(base);
    // Its triggers run before the first instruction (handbook A78).
    const triggered = base.instructions.some(({ keyword }) => keyword === 'ONBUILD');
    return triggered
      ? { workdir: undefined, user: undefined, shell: undefined, scope: end.scope.blurred() }
      : end;
  }
  const onbuild = official === 'node' && onbuildImage(image.tag ?? '');
  if (onbuild)
    return { workdir: onbuild.workdir, user: 'root', shell: defaultShell, scope: unknown };
  const known = special.test(resolvedImage?.tag ?? '') ? undefined : baseImage(official);
  const variable: Lookup = (name) =>
    !known || name === 'PATH' || known.variables.includes(name) ? undefined : null;
  const { workdir, user, plainShell } = known
    ? { plainShell: true, ...known }
    : (other(resolvedImage) ?? {});
  const shell = plainShell ? defaultShell : undefined;
  return { workdir, user, shell, scope: Scope.of(variable) };
}

/** An image that is not Docker's own; a digest may be any of its versions, but for the tag beside it. */
function other(image: Stage['resolvedImage']): ReturnType<typeof imageUser> {
  const told = image && (image.digest === undefined || isNonrootTag(image.tag));
  return told ? imageUser(image.name, image.tag) : undefined;
}

function after(now: Environment, instruction: Instruction, assumed: Stage['assumed']): Environment {
  const { keyword, argument, escape, json } = instruction;
  const { workdir, user, shell, scope } = now;
  switch (keyword) {
    case 'WORKDIR':
      return { workdir: joined(now, expand(argument, scope.variable, escape)), user, shell, scope };
    case 'USER':
      return { workdir, user: expand(argument, scope.variable, escape), shell, scope };
    case 'SHELL':
      return { workdir, user, shell: json, scope };
    case 'ENV':
    case 'ARG':
      return { workdir, user, shell, scope: withProperties(scope, instruction, assumed) };
    default:
      return now;
  }
}

function joined(now: Environment, path: string | undefined): string | undefined {
  if (path === undefined) return undefined;
  if (path === '') return now.workdir;
  if (path.startsWith('/')) return withoutSlash(posix.normalize(path));
  return now.workdir === undefined ? undefined : withoutSlash(posix.join(now.workdir, path));
}

/**
 * The variables after an ENV or ARG. All values of one ENV are taken from before it (A25); that of
 * a build argument is never known, since `--build-arg` may set it (A20, A28), but for those that are assumed.
 */
function withProperties(scope: Scope, instruction: Instruction, assumed: Stage['assumed']): Scope {
  const { keyword, escape } = instruction;
  const properties = propertiesOf(instruction);
  if (!properties) return scope.blurred();
  const values = new Map<string, string | undefined>();
  for (const { name, value = '' } of properties) {
    const expanded = expand(name, scope.variable, escape);
    if (expanded === undefined) return scope.blurred();
    values.set(
      expanded,
      keyword === 'ENV' ? expand(value, scope.variable, escape) : assumed.get(expanded),
    );
  }
  return scope.with(values, keyword === 'ENV');
}
