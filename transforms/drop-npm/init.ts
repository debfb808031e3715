import {
  between,
  cased,
  chainText,
  instructionText,
  jsonArray,
  keywordOf,
  lineAbove,
  type WrittenLine,
} from '../../src/layout/index.js';
import { afterInit, containerCommand, idleImage, scriptOf } from '../../src/command/index.js';
import {
  type Dockerfile,
  type Instruction,
  isRootAt,
  nodeBase,
  nodeTagOf,
  type Stage,
} from '../../src/dockerfile/index.js';
import { execText } from '../../src/image-state.js';
import { tiniOn } from '../../src/knowledge/system/init-programs.js';
import { apkInstall, aptInstall } from '../../src/packages/index.js';
import type { Project } from '../../src/project/index.js';
import {
  change,
  type Change,
  decline,
  type Declined,
  insert,
  type Options,
  replace,
} from '../../src/transform.js';
import { familyOf } from './family.js';
import { oldestWithEntrypoint } from './removal.js';

/** An init for a stage: what installs it, and what the program is put behind. */
export interface InitPlan {
  /** RUN and its arguments, on one line or more. */
  readonly install: string;
  /** What `apk add` or `apt-get install` has to name. */
  readonly package: string;
  readonly argv: readonly string[];
  /** The ENTRYPOINT that the image has of itself (handbook E68: `["server.js"]` relies on it). */
  readonly inherited: readonly string[];
}

/** Whether an init starts the program of a stage already. */
export function hasInit(stage: Stage): boolean {
  const { entrypoint, cmd } = containerCommand(stage);
  return [entrypoint, cmd].some(
    (one) =>
      (one?.json &&
        (afterInit(one.json) !== undefined ||
          /^\/(?:usr\/s?bin\/)?(?:init|s6-\w+)$/.test(one.json[0] ?? ''))) ||
      (one && !one.json && /^(?:exec\s+)?(?:\S*\/)?(?:tini|dumb-init)\s/.test(one.argument)),
  );
}

/** How a stage gets the init that `--init` asks for; undefined when none is asked for, or one is there. */
export function initFor(
  file: Dockerfile,
  stage: Stage,
  project: Project,
  options: Options,
): InitPlan | Declined | undefined {
  if (options.init === 'none' || hasInit(stage) || !runsNode(stage)) return undefined;
  const { entrypoint, cmd } = containerCommand(stage);
  const refuse = (because: string): Declined => declinedInit(stage, because);
  const family = familyOf(stage);
  if (family === undefined)
    return refuse(`which package brings tini to "${stage.image.text}" is not known.`);
  const idle = idleImage(file, stage, project);
  if (idle) return refuse(`${idle.what}.`);
  if (!entrypoint && !cmd)
    return refuse('what the image runs stands in a compose file and not in the image.');
  if (entrypoint && cmd && ignoresCmd(entrypoint))
    return refuse('ENTRYPOINT is in the shell form, which ignores the CMD beside it.');
  if (entrypoint && entrypoint.line.innerComments.length > 0)
    return refuse('a comment stands inside ENTRYPOINT and would be lost.');
  if ([entrypoint, cmd].some((one) => one && !stage.instructions.includes(one)))
    return refuse('another stage says what the image runs, and a new ENTRYPOINT would clear it.');
  if (!isRootAt(stage, 0))
    return refuse('the stage does not begin as root, who has to install it.');
  const inherited = imageEntrypoint(stage);
  if (!inherited) return refuse(`what "${stage.image.text}" starts of itself is not known.`);
  const { package: name, argv } = tiniOn(family);
  return { install: installText(file, family, name), package: name, argv, inherited };
}

/** The shell form, and `sh -c script` where the script does not ask for what CMD adds. */
function ignoresCmd({ json }: Instruction): boolean {
  const script = json && scriptOf(json);
  return !json || (script !== undefined && !/\$[@*\d{]/.test(script));
}

/** Other images may run anything; the option is about programs of node. */
function runsNode(stage: Stage): boolean {
  const { entrypoint, cmd } = containerCommand(stage);
  const starts = [entrypoint, cmd].some((one) => /\bnode\b/.test(one?.argument ?? ''));
  return starts || nodeBase(stage) !== undefined;
}

/** The official node image has an entrypoint script; plain Alpine and Debian have none. */
function imageEntrypoint(stage: Stage): readonly string[] | undefined {
  const base = nodeBase(stage);
  if (!base) return [];
  const { major = oldestWithEntrypoint } = nodeTagOf(base) ?? {};
  return major < oldestWithEntrypoint ? undefined : ['docker-entrypoint.sh'];
}

/** The init that is asked for is not added. */
export function declinedInit(stage: Stage, because: string): Declined {
  return decline(
    'drop-npm/init-declined',
    stage.from,
    `No init was added: ${because}`,
    'Start the container with one: init: true in compose, --init with docker run.',
  );
}

function installText(file: Dockerfile, family: 'alpine' | 'debian', name: string): string {
  return family === 'alpine'
    ? instructionText(file, 'RUN', apkInstall([name]))
    : chainText(file, 'RUN', aptInstall([name]));
}

/**
 * Installs the init below FROM, and lets ENTRYPOINT start with it.
 *
 * @param what whether another change installs the init, or writes it into ENTRYPOINT
 */
export function initAdded(
  file: Dockerfile,
  stage: Stage,
  plan: InitPlan,
  what: { readonly installs: boolean; readonly starts: boolean },
): Change {
  const entry = what.starts ? entrypointWith(file, stage, plan) : undefined;
  const install = what.installs ? [insert(stage.from.end, `${between(file)}${plan.install}`)] : [];
  return change(
    'drop-npm/init',
    entry?.replaced ?? stage.from,
    'tini hands on signals to the program and reaps the children that it leaves behind.',
    [...install, ...(entry ? [entry.edit] : [])],
    {
      rewrites: entry?.replaced ? [entry.replaced] : [],
      writes: [...(what.installs ? [plan.install] : []), ...(entry ? [entry.text] : [])],
      ...(entry && { image: { entrypoint: execText(entry.argv) } }),
    },
  );
}

interface Entry extends WrittenLine {
  readonly argv: readonly string[];
  readonly replaced?: Instruction;
}

/** The ENTRYPOINT that starts with an init: what the file or its image has stands behind it. */
function entrypointWith(file: Dockerfile, stage: Stage, plan: InitPlan): Entry {
  const { entrypoint, cmd } = containerCommand(stage);
  if (!entrypoint) {
    const argv = [...plan.argv, ...plan.inherited];
    return { ...entrypointAbove(file, cmd as Instruction, argv), argv };
  }
  const argv = [...plan.argv, ...(entrypoint.json ?? ['/bin/sh', '-c', entrypoint.argument])];
  const text = `${keywordOf(file, entrypoint)} ${jsonArray(file, argv, entrypoint)}`;
  return { text, argv, replaced: entrypoint, edit: replace(entrypoint, text) };
}

/** A new ENTRYPOINT above the CMD of a stage, and above its comments. */
export function entrypointAbove(
  file: Dockerfile,
  cmd: Instruction,
  argv: readonly string[],
): WrittenLine {
  return lineAbove(file, cmd, `${cased(file, 'ENTRYPOINT')} ${jsonArray(file, argv)}`);
}
