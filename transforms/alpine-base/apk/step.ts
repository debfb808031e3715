import type { Instruction, Stage } from '../../../src/dockerfile/index.js';
import { isPartOf, type Span } from '../../../src/edits.js';
import { onDemand } from '../../../src/memo.js';
import { packageCommandOf, type PackageCommand } from '../../../src/packages/index.js';
import {
  type Chain,
  type Command,
  type Link,
  parseChains,
  type PlacedScript,
  programOf,
} from '../../../src/shell/index.js';
import { isAnswer } from './leftovers.js';
import { type NameList, nameLists } from './lists.js';

/** A RUN that can be read, with all that is asked of it. */
export interface Step {
  readonly at: Instruction;
  readonly stage: Stage;
  readonly script: PlacedScript;
  readonly commands: readonly Command[];
  /** What of it stands in a row; few RUNs need it, since apt is not in all of them. */
  readonly chains: () => readonly Chain[];
  /** The members of the chains by the places where they begin. */
  readonly links: () => ReadonlyMap<number, Link>;
  readonly lists: readonly NameList[];
  /** The commands of apt, each with what it says. */
  readonly packages: ReadonlyMap<Command, PackageCommand>;
  /** The shell stops at the first command that fails. */
  readonly errexit: boolean;
}

/** Reads a RUN for its commands on packages. */
export function stepOf(
  at: Instruction,
  stage: Stage,
  script: PlacedScript,
  shell: readonly string[] | undefined,
): Step {
  const { commands } = script;
  const packages = new Map<Command, PackageCommand>();
  for (const command of commands) {
    const read = packageCommandOf(command);
    if (read?.manager === 'apt') packages.set(command, read);
  }
  const errexit =
    commands.some(setsErrexit) || (shell?.some((word) => /^-\w*e/.test(word)) ?? false);
  const lists = nameLists(script.text, commands);
  const chains = onDemand(() => parseChains(script.text) ?? []);
  const links = onDemand(
    () => new Map(chains().flatMap((chain) => chain.links.map((link) => [link.start, link]))),
  );
  return { at, stage, script, chains, commands, links, lists, packages, errexit };
}

function setsErrexit(command: Command): boolean {
  return (
    programOf(command) === 'set' &&
    command.words.some(({ value = '' }) => /^-[a-z]*e|^errexit$/.test(value))
  );
}

/** The member of a chain that a command is, or a pipeline in which all others just answer it. */
export function linkOf({ links, commands }: Step, command: Command): Link | undefined {
  const own = links().get(command.start);
  if (own?.kind === 'command' && same(own, command)) return own;
  const pipelines = [...links().values()].filter(({ kind }) => kind === 'pipeline');
  return pipelines.find((link) => {
    if (!isPartOf(command, link)) return false;
    const inside = commands.filter((one) => isPartOf(one, link));
    return inside.at(-1) === command && inside.slice(0, -1).every(isAnswer);
  });
}

/** `yes |` in front of a command. */
export function answersBefore(step: Step, command: Command): Span[] {
  const link = linkOf(step, command);
  return link && link.start < command.start ? [{ start: link.start, end: command.start }] : [];
}

function same(one: Span, other: Span): boolean {
  return one.start === other.start && one.end === other.end;
}
