import { finalEnvironment, type Stage } from '../../../src/dockerfile/index.js';
import { type Command, programOf } from '../../../src/shell/index.js';
import { type Refusal, refusal } from './names.js';

const link = /\b(?:ln|cp)\s[^;&|]*\/etc\/localtime/;

/** Whether a stage sets its zone by what means the same on both systems: TZ, or the file itself. */
export function setsZone(stage: Stage, texts: readonly string[]): boolean {
  const zone = finalEnvironment(stage).scope.variable('TZ');
  if (typeof zone === 'string' && zone !== '') return true;
  return texts.some((text) => link.test(text)) && !contradicts(texts.join('\n'));
}

/**
 * Where the link leads nowhere, as `zoneinfo/Asia/ShangHai` does, dpkg-reconfigure goes by
 * /etc/timezone. Which zones there are is not known here, but both name the same one as a rule.
 */
function contradicts(texts: string): boolean {
  const words = texts.split(/\s+/).map((word) => word.replace(/["']/g, ''));
  const before = (last: RegExp): string | undefined =>
    words.find((_, index) => last.test(words[index + 1] + (words[index + 2] ?? '')));
  const [, linked] = before(/^\/etc\/localtime/)?.split('/zoneinfo/') ?? [];
  const written = before(/^>\/etc\/timezone/);
  return linked !== undefined && written !== undefined && linked !== written;
}

/** `dpkg-reconfigure -f noninteractive tzdata`: Debian's files follow one another. */
export function configuresZone(command: Command): boolean {
  if (programOf(command) !== 'dpkg-reconfigure') return false;
  const words = command.words.slice(1).map(({ value = '$' }) => value);
  const packages = words.filter(
    (word, index) =>
      !word.startsWith('-') && !/^(?:-f|--frontend|-p|--priority)$/.test(words[index - 1] ?? ''),
  );
  return packages.length === 1 && packages[0] === 'tzdata';
}

/** /etc/timezone alone means nothing to Alpine, and to newer Debians neither. */
export function zoneUnset(): Refusal {
  return refusal(
    'system-packages',
    'dpkg-reconfigure makes the zone of /etc/timezone the system’s, which Alpine does not read',
    'Set the zone by ENV TZ=Europe/Berlin in place of it, which is the same on both.',
  );
}
