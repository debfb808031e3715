import { scriptOf } from '../../../src/command/index.js';
import { environmentAt, type Instruction, type Stage } from '../../../src/dockerfile/index.js';
import { rememberedFor } from '../../../src/memo.js';
import {
  type Command,
  commandText,
  knownWords,
  parseScript,
  programOf,
  runsIn,
} from '../../../src/shell/index.js';
import { decline, type Declined, insert } from '../../../src/transform.js';
import type { Rewording } from '../demands.js';

/** A folder that Debian's images have and Alpine's do not (docker-alpine's root file system, 3.20). */
const debianFolder = /^\/usr\/src(?:\/|$)/;

/** `mkdir /usr/src/app` needs `-p` where /usr/src is not there yet. */
export function parentFolders(stage: Stage): Rewording[] {
  return runsIn(stage)
    .filter(({ run, index }) => !run.json && isMissing(stage, index))
    .flatMap(({ run, commands = [] }) => {
      const maker = commands.find(makesAlone);
      return maker ? [withParents(stage, run, maker)] : [];
    });
}

/** A step that works in /usr/src before anything has made it, other than by mkdir. */
export function parentObstacle(stage: Stage): Declined | undefined {
  for (const { run, index, commands = [] } of runsIn(stage)) {
    if (!isMissing(stage, index)) continue;
    const first = commands.find((command) => names(command) || startsMaker(command));
    const fits = first && programOf(first) === 'mkdir' && !(run.json && makesAlone(first));
    if (first && !fits)
      return decline(
        'alpine-base/missing-folder',
        run,
        `"${commandText(first)}" works in /usr/src, which Alpine does not have.`,
        'Create it first, with WORKDIR or mkdir -p.',
      );
  }
  return undefined;
}

/** Whether nothing above has made /usr/src: neither WORKDIR, nor COPY, nor a mkdir. */
function isMissing(stage: Stage, index: number): boolean {
  const { workdir } = environmentAt(stage, index);
  return !stage.base && !debianFolder.test(workdir ?? '/usr/src') && index <= firstMention(stage);
}

/** The place of the first step that speaks of /usr/src. */
const firstMention = rememberedFor(({ instructions }: Stage): number => {
  const first = instructions.findIndex(({ argument }) => argument.includes('/usr/src'));
  return first === -1 ? instructions.length : first;
});

function names({ words }: Command): boolean {
  return words.some(({ value = '' }) => debianFolder.test(value));
}

/** `sh -c "mkdir /usr/src/app"`: the text of a shell that a step calls stays as it is. */
function startsMaker(command: Command): boolean {
  const script = scriptOf(knownWords(command));
  const commands = (script !== undefined && parseScript(script)?.commands) || [];
  return commands.some(makesAlone);
}

function makesAlone(command: Command): boolean {
  const words = knownWords(command).slice(1);
  return (
    programOf(command) === 'mkdir' &&
    words.some((word) => debianFolder.test(word)) &&
    !words.some((word) => /^-\w*p|^--parents$/.test(word))
  );
}

function withParents(stage: Stage, run: Instruction, { words }: Command): Rewording {
  return {
    kind: 'rewording',
    rule: 'alpine-base/missing-folder',
    stage,
    at: run,
    because: 'Alpine has no /usr/src, so mkdir has to make it, too.',
    edits: [insert(words[0]?.end ?? run.start, ' -p')],
  };
}
