import { posix } from 'node:path';
import type { Dockerfile, Instruction, Stage } from '../dockerfile/index.js';
import type { Project } from '../project/index.js';
import { programOf, writtenWords } from '../shell/index.js';
import { containerCommand, programCommands } from './container-command.js';
import { afterInit } from './prefixes.js';
import { composeCommands } from './services.js';

/** An image that is for somebody who gives the command. */
export interface Idle {
  readonly at: Instruction;
  /** Half a sentence: what the image does, or lacks. */
  readonly what: string;
}

const shells = new Set(['bash', 'sh', 'ash', 'zsh']);
/** Programs that start, as another user, what follows them. */
const userSwitch = /(?:^|\/)(?:gosu|su-exec|setpriv)$/;
/** What a toolbox for tests in a browser starts, which is no application. */
const screens = /^(?:Xvfb|google-chrome(?:-\w+)?|chromium(?:-browser)?|firefox)$/;
const waiters = new Set(['sleep', 'tail']);
/** Programs that only tell people what to run. */
const tellers = new Set(['echo', 'printf']);

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
  if (at !== cmd && at.json && afterInit(at.json)?.length === 0)
    return { at, what: 'nothing says what this image runs behind its init' };
  if (!cmd && at.json?.length === 1 && userSwitch.test(at.json[0] ?? ''))
    return { at, what: `nothing says what this image runs behind ${at.json[0]}` };
  if (!at.json && /^\[\s*'/.test(at.argument))
    return {
      at,
      what: `nothing starts by this ${at.keyword}, whose single quotes are no JSON: the command comes from elsewhere`,
    };
  if (!at.json && brokenList.test(at.argument))
    return {
      at,
      what: `nothing starts by this ${at.keyword}, whose list is no JSON, for a comma too many or what follows it: the command comes from elsewhere`,
    };
  if (at !== cmd && at.json && isShellWithoutText(at.json))
    return { at, what: 'nothing says what this image runs in its shell' };
  const commands = programCommands(at, stage) ?? [];
  const [program, ...args] = commands[0] ? writtenWords(commands[0]) : [];
  const name = commands[0] && programOf(commands[0]);
  if (program === undefined || name === undefined || commands.length > 1) return undefined;
  if (tellers.has(name))
    return { at, what: `${at.keyword} only says something, for somebody who gives the command` };
  const named = args.some((word) => !word.startsWith('-'));
  if (screens.test(name))
    return { at, what: `${at.keyword} starts ${name} alone, for what others run beside it` };
  const idle =
    waiters.has(name) || ((shells.has(name) || name === 'node') && !named && args.length < 2);
  return idle && !args.some((word) => /^-\w*[cep]$/.test(word))
    ? { at, what: `${at.keyword} starts ${name} for somebody who works in the container` }
    : undefined;
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
  return shells.has(posix.basename(program)) && /^-\w*c$/.test(options.at(-1) ?? '');
}
