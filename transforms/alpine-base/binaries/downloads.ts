import { isPortableDownload, isPortableProgram } from '../../../src/knowledge/system/downloads.js';
import type { Stage } from '../../../src/dockerfile/index.js';
import {
  commandsOf,
  innermostCommand,
  isShell,
  programOf,
  type Word,
} from '../../../src/shell/index.js';
import { type Declined, decline } from '../../../src/transform.js';
import type { Caller, Reached } from '../move.js';
import { addedAt, placedProgram } from './placed.js';
import { hasStaticTwin, isDynamicTini } from './tini.js';

const address = /^["']?((?:https?|ftp):\/\/[^"']*)/;

/** A step that fetches something that may be made for glibc: nobody sees what it is. */
export function downloadObstacle(reached: Reached, program: string): Declined | undefined {
  const { command, caller } = reached;
  if (caller.inContainer || !/^(?:curl|wget)$/.test(program)) return undefined;
  const words = command.words.slice(1);
  const addresses = addressesIn(words, program);
  const read = isReadByShell(reached) ? isPortableProgram : undefined;
  const unknown = addresses.find((url) => !(read?.(url) ?? isPortable(url, caller.stage)));
  const dynamic = addresses.length === 0 && words.some(({ text }) => text.includes('$'));
  if (unknown === undefined && !dynamic) return undefined;
  return decline(
    'alpine-base/unknown-download',
    caller.at,
    `${caller.label} downloads ${unknown ?? 'what a variable names'}, which may be made for glibc.`,
    'Check that it works on Alpine, and set the base image yourself.',
  );
}

/** `curl -sSL get.docker.com`: a host is an address as well, where no word has a scheme. */
const host = /^["']?((?:[\w-]+\.)+[a-z]{2,}(?::\d+)?(?:\/[^"']*)?)["']?$/i;
/** Options whose value is the next word: files, headers, names. */
const valued = {
  curl: /^(?:-\w*[oTmHAudbxeEFXKcwyYzrC]|--(?:output|header|data|user-agent|user|proxy|form|request|cookie|referer|max-time|retry))$/,
  wget: /^(?:-\w*[OPTtUeaoiQwlADRIX]|--(?:output-document|directory-prefix|header|user-agent|timeout|tries))$/,
};

function addressesIn(words: readonly Word[], program: string): string[] {
  const plain = words.flatMap(({ text }) => address.exec(text)?.[1] ?? []);
  if (plain.length > 0) return plain;
  const hasValue = valued[program === 'curl' ? 'curl' : 'wget'];
  const bare = words.filter((_, index) => !hasValue.test(words[index - 1]?.text ?? ''));
  return bare.flatMap(({ text }) => host.exec(text)?.[1] ?? []).map((url) => `https://${url}`);
}

/** `wget -qO- https://… | sh`: what has the name of a text is a program there. */
function isReadByShell({ command, caller }: Reached): boolean {
  const all = commandsOf(caller.at, caller.environment) ?? [];
  const next = all[all.findIndex(({ start }) => start === command.start) + 1];
  return next?.operator === '|' && isShell(programOf(innermostCommand(next)));
}

/** An ADD that fetches what may be made for glibc. */
export function addedDownload(stage: Stage): Declined | undefined {
  for (const [index, at] of stage.instructions.entries()) {
    const all = at.keyword === 'ADD' ? addedAt(stage, index) : [];
    const unknown = all.find(({ url }) => !isPortable(url, stage));
    if (unknown)
      return decline(
        'alpine-base/unknown-download',
        at,
        `ADD fetches ${unknown.url}, which may be made for glibc.`,
        'Check that it works on Alpine, and set the base image yourself.',
      );
  }
  return undefined;
}

/** Whether a command starts a program that its stage fetches, and that is known to run anywhere. */
export function startsFetched({ stage, folder = '/' }: Caller, word: string): boolean {
  const placed = placedProgram(stage, folder, word);
  return placed !== undefined && (isPortableProgram(placed.url) || isDynamicTini(placed.url));
}

function isPortable(url: string, stage: Stage): boolean {
  return isPortableDownload(url) || (isDynamicTini(url) && hasStaticTwin(stage));
}
