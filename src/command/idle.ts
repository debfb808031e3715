import { posix } from 'node:path';
import { programDoes } from '../knowledge/program-traits.js';
import type { Dockerfile, Instruction, Stage } from '../dockerfile/index.js';
import type { Project } from '../project/index.js';
import { parseScript, programOf, writtenWords } from '../shell/index.js';
import { containerCommand, programCommands } from './container-command.js';
import { afterInit } from './prefixes.js';
import { startedScripts } from './scripts/index.js';
import { composeCommands } from './services.js';

/** An image that is for somebody who gives the command. */
export interface Idle {
  readonly at: Instruction;
  /** Half a sentence: what the image does, or lacks. */
  readonly what: string;
}

/** What a toolbox for tests in a browser starts, which is no application. */
const screens = /^(?:Xvfb|google-chrome(?:-\w+)?|chromium(?:-browser)?|firefox)$/;

/** A list that is no JSON: a shell reads it, and finds no program named `[npm,` (handbook A11). */
const brokenList = /^\["|^\[\s*"[^"]*"\s*,/;

/**
 * Whether nothing runs in a container of its own accord: no command at all, a shell, the console of
 * node, or a program that waits. Such an image is a tool or the base of others.
 */
export function idleImage(file: Dockerfile, stage: Stage, project: Project): Idle | undefined {
  if (composeCommands(file, project)) return undefined;
  const { entrypoint, cmd } = containerCommand(stage);
  const at = isEmpty(cmd) && !isEmpty(entrypoint) ? entrypoint : (cmd ?? entrypoint);
  if (!at || isEmpty(at))
    return { at: at ?? stage.from, what: 'nothing says what this image runs' };
  const what =
    unfinished(at, cmd) ??
    (isEmpty(cmd) ? handsOn(at, file, stage, project) : undefined) ??
    brokenForm(at) ??
    idleProgram(at, stage);
  return what === undefined ? undefined : { at, what };
}

/** An ENTRYPOINT that waits for a command behind it, which nothing gives. */
function unfinished(at: Instruction, cmd: Instruction | undefined): string | undefined {
  const { json } = at;
  if (!json || at === cmd) return undefined;
  if (afterInit(json)?.length === 0) return 'nothing says what this image runs behind its init';
  if (!cmd && json.length === 1 && programDoes(posix.basename(json[0] ?? ''), 'asUser'))
    return `nothing says what this image runs behind ${json[0]}`;
  return isShellWithoutText(json) ? 'nothing says what this image runs in its shell' : undefined;
}

/** What a script does about its words: only one that does nothing needs to get some. */
const asksForWords = /\$[#*1]|\$\{[#*1@]|\bset --|\bshift\b/;

/** A script of ENTRYPOINT that ends with `exec "$@"`, where no CMD gives it a command. */
function handsOn(
  at: Instruction,
  { stages }: Dockerfile,
  stage: Stage,
  project: Project,
): string | undefined {
  const scripts = startedScripts(project, stage, stages).filter((one) => one.instruction === at);
  const found = scripts.find(({ text = '' }) => {
    const last = parseScript(text)?.commands.at(-1);
    return last && /^"?\$@"?$/.test(last.words.at(-1)?.text ?? '') && !asksForWords.test(text);
  });
  return found && `nothing says what this image runs behind ${found.name}`;
}

/** What was meant for the exec form and is none. */
function brokenForm({ json, argument, keyword }: Instruction): string | undefined {
  if (json) return undefined;
  if (/^\[\s*'/.test(argument))
    return `nothing starts by this ${keyword}, whose single quotes are no JSON: the command comes from elsewhere`;
  return brokenList.test(argument)
    ? `nothing starts by this ${keyword}, whose list is no JSON, for a comma too many or what follows it: the command comes from elsewhere`
    : undefined;
}

/** A single program that is no application. */
function idleProgram(at: Instruction, stage: Stage): string | undefined {
  const [command, other] = programCommands(at, stage) ?? [];
  const name = command && programOf(command);
  if (!command || name === undefined || other) return undefined;
  if (programDoes(name, 'says'))
    return `${at.keyword} only says something, for somebody who gives the command`;
  if (screens.test(name))
    return `${at.keyword} starts ${name} alone, for what others run beside it`;
  return idles(name, writtenWords(command).slice(1))
    ? `${at.keyword} starts ${name} for somebody who works in the container`
    : undefined;
}

function idles(program: string, args: readonly string[]): boolean {
  if (args.some((word) => /^-\w*[cep]$/.test(word))) return false;
  const named = args.some((word) => !word.startsWith('-'));
  const asks = isAnyShell(program) || program === 'node';
  return programDoes(program, 'waits') || (asks && !named && args.length < 2);
}

function isAnyShell(program: string): boolean {
  return programDoes(program, 'shell', 'otherShell');
}

/** Whether a text of a shell waits for ever, so that people work in the container: `tail -f /dev/null`. */
export function waitsForEver(text: string): boolean {
  return /\btail -[fF] \/dev\/null|\bsleep inf/.test(text);
}

/** `CMD []` gives no command, and clears the one of the image below. */
function isEmpty(command: Instruction | undefined): boolean {
  return command === undefined || command.json?.length === 0;
}

/** `["/bin/sh", "-c"]`: whoever starts the container gives the text. */
function isShellWithoutText(words: readonly string[]): boolean {
  const [program = '', ...options] = afterInit(words) ?? words;
  return isAnyShell(posix.basename(program)) && /^-\w*c$/.test(options.at(-1) ?? '');
}
