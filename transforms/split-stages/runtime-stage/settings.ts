import {
  type Environment,
  environmentAt,
  type Instruction,
  type Stage,
  variablesIn,
} from '../../../src/dockerfile/index.js';
import { type Declined, decline } from '../../../src/transform.js';

/** What belongs to the running container and does nothing during the build. */
const metadata = new Set([
  'CMD',
  'ENTRYPOINT',
  'EXPOSE',
  'HEALTHCHECK',
  'LABEL',
  'MAINTAINER',
  'STOPSIGNAL',
  'VOLUME',
]);
/** Of these the last in a stage counts. */
export const once = new Set(['CMD', 'ENTRYPOINT', 'HEALTHCHECK']);
/** Build arguments that installers of packages read without being told (handbook A28). */
const installerArguments =
  /^(?:DEBIAN_FRONTEND|DEBCONF_\w+|DEBIAN_PRIORITY|(?:https?|ftp|no|all)_proxy|LANG|LC_ALL|TZ)$/i;

/** The index of the last instruction that builds; what stands below it builds nothing. */
export function lastStepIndex({ instructions }: Stage): number {
  return instructions.findLastIndex(({ keyword }) => /^(?:RUN|COPY|ADD|WORKDIR)$/.test(keyword));
}

/** Metadata above the last step. Of several CMDs the last counts (handbook A80). */
export function metadataAbove(stage: Stage): readonly Instruction[] {
  const all = stage.instructions;
  const above = all
    .slice(0, lastStepIndex(stage) + 1)
    .filter(({ keyword }) => metadata.has(keyword));
  return above.filter((one) => !once.has(one.keyword) || counts(stage, one));
}

/**
 * ARG and ENV of the runtime stage in their order: every ENV, and each ARG that a line there uses
 * (handbook A22).
 */
export function settingsOf(stage: Stage, packages: readonly Instruction[]): readonly Instruction[] {
  const all = stage.instructions;
  const used = new Set(
    all.flatMap((one, index) => (isInRuntime(one, packages) ? argumentsOf(stage, one, index) : [])),
  );
  const wanted = (one: Instruction): boolean =>
    namesOf(one).some(
      (name) => used.has(name) || (packages.length > 0 && installerArguments.test(name)),
    );
  for (const [index, one] of [...all.entries()].toReversed())
    if (one.keyword === 'ARG' && wanted(one))
      for (const name of argumentsOf(stage, one, index)) used.add(name);
  return all.filter((one) => one.keyword === 'ENV' || (one.keyword === 'ARG' && wanted(one)));
}

function isInRuntime(one: Instruction, packages: readonly Instruction[]): boolean {
  return (
    one.keyword === 'ENV' ||
    one.keyword === 'USER' ||
    metadata.has(one.keyword) ||
    packages.includes(one)
  );
}

/** The build arguments that an instruction refers to. */
function argumentsOf(stage: Stage, one: Instruction, index: number): string[] {
  const { scope } = environmentAt(stage, index);
  return variablesIn(one.argument, one.escape).filter((name) => scope.isArgument(name));
}

function namesOf({ argument }: Instruction): string[] {
  return argument.split(/\s+/).map((word) => word.replace(/=.*$/s, ''));
}

/**
 * In the runtime stage all settings stand above all that uses them: a line that uses a variable
 * which is set again below it can't be moved (handbook A23, A25).
 */
export function variableObstacle(stage: Stage): Declined | undefined {
  for (const [index, at] of stage.instructions.entries()) {
    if (once.has(at.keyword) || (!metadata.has(at.keyword) && at.keyword !== 'USER')) continue;
    const name = variablesIn(at.argument, at.escape).find((one) => isSetLater(stage, index, one));
    if (name !== undefined)
      return moved(at, `${at.keyword} uses ${name}, which is set again further down.`);
  }
  return undefined;
}

/** Nor can a line in the shell form below which SHELL changes (handbook A76). */
export function shellObstacle(stage: Stage): Declined | undefined {
  const last = lastStepIndex(stage);
  const atLast = environmentAt(stage, last + 1);
  for (const [index, at] of stage.instructions.entries()) {
    if (!once.has(at.keyword) || at.json || !counts(stage, at)) continue;
    const here = environmentAt(stage, index);
    if (!isSame(here, index <= last ? atLast.shell : here.shell))
      return moved(at, `${at.keyword} is in the shell form, and SHELL changes below it.`);
  }
  return undefined;
}

function isSetLater({ instructions }: Stage, index: number, name: string): boolean {
  return instructions
    .slice(index + 1)
    .some(
      (one) =>
        (one.keyword === 'ENV' || one.keyword === 'ARG') &&
        new RegExp(String.raw`(?:^|\s)${name}(?:[=\s]|$)`).test(one.argument),
    );
}

function counts({ instructions }: Stage, at: Instruction): boolean {
  return instructions.findLast(({ keyword }) => keyword === at.keyword) === at;
}

function isSame({ shell }: Environment, other: readonly string[] | undefined): boolean {
  return JSON.stringify(shell) === JSON.stringify(other);
}

function moved(at: Instruction, because: string): Declined {
  return decline(
    'split-stages/setting-order',
    at,
    because,
    'Move it below the last ENV, ARG and SHELL.',
  );
}
