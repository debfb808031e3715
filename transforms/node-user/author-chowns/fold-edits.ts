import { jointText, keywordOf, wholeLines, type WrittenLine } from '../../../src/layout/index.js';
import type { Dockerfile, Instruction, Stage } from '../../../src/dockerfile/index.js';
import type { Edit } from '../../../src/edits.js';
import type { Project } from '../../../src/project/index.js';
import { programOf } from '../../../src/shell/index.js';
import {
  change,
  type Change,
  decline,
  type Declined,
  insert,
  remove,
  replace,
} from '../../../src/transform.js';
import { type AuthorChown, authorChowns } from './index.js';
import { type Fold, foldOf, isCostly } from './fold.js';
import { type Step, stepsOf } from '../folders.js';
import { withOwner } from '../ownership/owner-edits.js';
import { placedCommands } from '../run-commands.js';

/** What becomes of the author's `chown -R`: it stores everything twice (handbook D12). */
export function foldedChowns(
  file: Dockerfile,
  stage: Stage,
  project: Project,
  others: readonly Edit[] = [],
): (Change | Declined)[] {
  const chowns = authorChowns(file.text, stage, stepsOf(stage));
  return chowns
    .filter((one) => isCostly(file, stage, project, one))
    .map((one) => folded(file, stage, project, one, others) ?? kept(one));
}

function kept({ step, owner, path }: AuthorChown): Declined {
  const because = `This stores ${path} a second time, since a layer holds every file whose owner it changes.`;
  const advice = `Copy with --chown=${owner}, and install in one RUN with the chown.`;
  return decline('node-user/chown-kept', step.instruction, because, advice);
}

function folded(
  file: Dockerfile,
  stage: Stage,
  project: Project,
  chown: AuthorChown,
  others: readonly Edit[],
): Change | undefined {
  const fold = foldOf(file, stage, project, chown);
  const end = fold?.maker && makerEnd(file, fold.maker, chown);
  if (!fold || (fold.maker && !end)) return undefined;
  const copies = fold.copies.map(({ instruction }) =>
    withOwner(file, instruction, { id: Number.NaN }, fold.owner),
  );
  const rest = leftOver(file, fold, others);
  const written = [...(end ? [end] : []), ...copies, rest];
  const touched = fold.copies.map(({ instruction }) => instruction);
  return change(
    'node-user/chown-folded',
    chown.step.instruction,
    `The steps that make ${chown.path} give it away; a chown afterwards stores it a second time.`,
    written.map(({ edit }) => edit),
    {
      rewrites: [
        chown.step.instruction,
        ...touched,
        ...(fold.maker ? [fold.maker.instruction] : []),
      ],
      writes: written.map(({ text }) => text).filter((text) => text !== ''),
    },
  );
}

/** Folders alone cost nothing: the line stays for them, for its comment, and for what is written behind it. */
function leftOver(
  file: Dockerfile,
  { chown, folders, owner }: Fold,
  others: readonly Edit[],
): WrittenLine {
  const { instruction } = chown.step;
  const gone = remove(withBlank(file, instruction));
  const isTaken = others.some(({ start }) => start >= gone.start && start < gone.end);
  const stays = folders.length > 0 || isTaken || instruction.comments.length > 0;
  if (!stays) return { text: '', edit: gone };
  const paths = folders.length > 0 ? folders : [chown.path];
  const text = `${keywordOf(file, instruction)} chown ${owner} ${paths.join(' ')}`;
  return { text, edit: replace(instruction, text) };
}

/** The line, and the blank line behind it where one stands before it as well. */
function withBlank(file: Dockerfile, instruction: Instruction): Edit {
  const { start, end } = wholeLines(file, instruction);
  const above = file.text.lastIndexOf('\n', start - 2);
  const before = above !== -1 && /^[\t ]*\r*\n$/.test(file.text.slice(above + 1, start));
  const blank = before ? (/^[\t ]*\r*\n/.exec(file.text.slice(end))?.[0].length ?? 0) : 0;
  return { start, end: end + blank, text: '' };
}

/** The chown at the end of the RUN that makes the files, in that RUN's layout. */
function makerEnd(
  file: Dockerfile,
  { instruction, environment, ...step }: Step,
  chown: AuthorChown,
) {
  const commands = placedCommands({ instruction, environment, ...step });
  const last = commands?.at(-1)?.command;
  const rest = last && file.text.slice(last.end, instruction.end).trim();
  if (!commands || !last || rest !== '' || last.nested || instruction.flags.length > 0)
    return undefined;
  if (instruction.json || instruction.argument.includes('<<')) return undefined;
  const moved = commands.some(({ command }) => programOf(command) === 'cd');
  const here = !moved && environment.workdir === chown.step.environment.workdir;
  const give = here ? chown.text : `chown -R ${chown.owner} ${chown.path}`;
  const old = file.text.slice(instruction.start, last.end);
  const then = `${old.includes('\n') ? jointText(file, instruction) : ' && '}${give}`;
  return { text: old + then, edit: insert(last.end, then) };
}
