import { posix } from 'node:path';
import {
  howToRead,
  isOfficialEntrypoint,
  isPm2File,
  pm2Owner,
  isSupervisorFile,
  type StartedScript,
  startedScripts,
} from '../../../src/command/index.js';
import {
  chainOf,
  environmentAt,
  finalEnvironment,
  flagValue,
  type Instruction,
  type Stage,
} from '../../../src/dockerfile/index.js';
import { isWithin } from '../../../src/path-folders.js';
import { firstMatch, type Place } from '../../../src/project/index.js';
import { type Command, commandsOf, knownWords, parseScript } from '../../../src/shell/index.js';
import { type Declined, decline } from '../../../src/transform.js';
import { copiesIn } from '../folders.js';
import { copiesForNode } from '../ownership/given.js';
import { writingNeed } from './command.js';
import { rootCall } from './mentions.js';
import { variablesOf } from './script-paths.js';
import type { Subject } from './index.js';

/** What the scripts that the container starts need root for. */
export function scriptNeed(subject: Subject): Declined | undefined {
  const { project, stage, file } = subject;
  const scripts = startedScripts(project, stage, file.stages);
  const own = scripts.filter(
    (script) =>
      !isOfficialEntrypoint(script) && (isPm2File(script) || !isSupervisorFile(script.name)),
  );
  return own.map((script) => needOf(script, subject)).find((found) => found !== undefined);
}

/**
 * What a file of pm2 says of users; where its programs write is asked of it as of any source. Hardly any
 * names a user, so one that can't be read is no reason to stay with root.
 */
function pm2Need({ instruction, path = '', text = '' }: StartedScript): Declined | undefined {
  const place = firstMatch(path, text, pm2Owner);
  if (!place) return undefined;
  const because = `${path}:${place.line} makes pm2 change the user, which only root may do: "${place.text}".`;
  const advice = 'Take uid, gid and user out of it: the image says who runs.';
  return decline('node-user/root-required', instruction, because, advice);
}

function needOf(script: StartedScript, subject: Subject): Declined | undefined {
  const { instruction, name, path, text } = script;
  if (isPm2File(script)) return pm2Need(script);
  if (path === undefined || text === undefined)
    return decline(
      'node-user/unread-script',
      instruction,
      `${instruction.keyword} starts ${name}, which could not be read and may need root.`,
      howToRead(script),
    );
  const place = rootCall(path, text);
  if (place) return needsRoot(instruction, place);
  const commands = parseScript(text)?.commands ?? [];
  const need = writingNeed(commands, subject, instruction, path, variablesOf(text));
  if (need) return need;
  return ownerOnly(subject.stage, name) && !isNodes(script, subject)
    ? decline(
        'node-user/script-mode',
        instruction,
        `Only its owner, root, may run ${name}.`,
        'Use chmod 755.',
      )
    : undefined;
}

const dropsRoot = /\b(?:gosu|su-exec|setpriv|runuser|chpst|s6-setuidgid)\b/;

const installs =
  /\b(?:apk|apt|apt-get|dpkg|adduser|useradd|groupadd|addgroup|update-ca-certificates|setcap|npm)\b/;

/** A script that changes to another user by itself is done: its program runs as nobody special (D22). */
function needsRoot(at: Instruction, { path, line, text }: Place): Declined {
  const drops = dropsRoot.test(text);
  const why = drops
    ? 'goes to another user by itself, and must begin as root for it'
    : 'needs root';
  const kept = 'Leave it so where its user is not root; else take it out and write USER.';
  const advice = drops
    ? kept
    : installs.test(text)
      ? 'Move it to a RUN of the Dockerfile.'
      : undefined;
  return decline('node-user/root-required', at, `${path}:${line} ${why}: "${text}".`, advice);
}

/** Whether a COPY gives the script to node, who may run it then whatever others may. */
function isNodes({ name }: StartedScript, { file, stage, own }: Subject): boolean {
  if (!name.includes('/')) return false;
  const path = posix.resolve(finalEnvironment(stage).workdir ?? '/', name);
  return copiesIn(stage, file.stages).some(
    ({ instruction, destination }) =>
      isWithin(path, destination) &&
      (own.copies.includes(instruction) || copiesForNode(instruction, own.account)),
  );
}

const ownersMode = /^(?:0?[0-7](?:[0-46]\d|\d[0-46])|u\+\w*x)$/;

/** Whether a stage gives the right to run a script to its owner alone. */
function ownerOnly(stage: Stage, script: string): boolean {
  const base = posix.basename(script);
  return chainOf(stage).some((one) =>
    one.instructions.some((instruction, index) => {
      if (!instruction.argument.includes(base)) return false;
      if (instruction.keyword === 'COPY')
        return /^0?[0-7](?:[0-46]\d|\d[0-46])$/.test(flagValue(instruction, 'chmod') ?? '');
      if (instruction.keyword !== 'RUN') return false;
      return (commandsOf(instruction, environmentAt(one, index)) ?? []).some((command) => {
        const { mode = '', files } = modeGiven(command);
        return ownersMode.test(mode) && files.some((path) => path.endsWith(base));
      });
    }),
  );
}

/** The mode that chmod or install gives, and the words that name files. */
function modeGiven(command: Command): { mode?: string; files: readonly string[] } {
  const [program = '', ...words] = knownWords(command);
  if (program === 'install') {
    const at = words.findIndex((word) => /^(?:-\w*m|--mode(?:=|$))/.test(word));
    const own = /^(?:-[a-ln-zA-Z]*m|--mode=)(.+)$/.exec(words[at] ?? '')?.[1];
    return { mode: own ?? words[at + 1] ?? '', files: at === -1 ? [] : words };
  }
  const [mode = '', ...files] = words.filter((word) => !/^(?:-[Rcfv]+|--.*)$/.test(word));
  return program === 'chmod' ? { mode, files } : { files: [] };
}
