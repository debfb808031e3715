import { closest, distance } from 'fastest-levenshtein';
import type { Dockerfile } from '../dockerfile/index.js';
import { covers, type Ignore, ignoresIn, isIgnore, nameFor, namesUs, touches } from '../ignores.js';
import { didYouMean } from '../nearest.js';
import { caution, type Change, type Declined, decline, type Finding } from '../transform.js';

/** Keeps account of which ignores of a file had something to leave alone. */
export class IgnoreLedger {
  readonly #used = new Set<string>();

  /** The ignore that leaves a finding alone, if one does. */
  leaves(file: Dockerfile, finding: Finding): boolean {
    return this.#find(file, finding, covers) !== undefined;
  }

  /** Why changes that belong together are not made: one of them would touch what is left alone. */
  held(file: Dockerfile, changes: readonly Change[]): Declined | undefined {
    for (const change of changes) {
      const ignore = this.#find(file, change, touches);
      if (ignore) return heldBack(file, change, ignore);
    }
    return undefined;
  }

  #find<One extends Finding>(
    file: Dockerfile,
    finding: One,
    holds: (ignore: Ignore, finding: One) => boolean,
  ): Ignore | undefined {
    return ignoresIn(file).find((ignore) => {
      const name = nameFor(ignore, finding.rule);
      if (name === undefined || !holds(ignore, finding)) return false;
      this.#used.add(`${ignore.key} ${name}`);
      return true;
    });
  }

  /**
   * Ignores that had nothing to leave alone, and those that name no rule.
   *
   * @param file as the user has it
   * @param running the names of the transforms that ran: of others nothing can be told
   * @param rules all that there are; empty where that is not known
   */
  *leftovers(
    file: Dockerfile,
    running: ReadonlySet<string>,
    rules: readonly string[],
  ): Iterable<Finding> {
    if (!namesUs(file)) return;
    const transforms = new Set(rules.map((rule) => rule.replace(/\/.*/, '')));
    const known = [...rules, ...transforms];
    const everything =
      rules.length > 0 && [...transforms].every((name) => name === 'file' || running.has(name));
    const hasRun = (name: string, { scope }: Ignore): boolean => {
      if (scope === 'nothing') return true;
      return name === '' ? everything : running.has(name.replace(/\/.*/, ''));
    };
    for (const ignore of ignoresIn(file))
      for (const name of ignore.names.length > 0 ? ignore.names : [''])
        if (name !== '' && rules.length > 0 && !known.includes(name))
          yield unknown(ignore, name, known);
        else if (!this.#used.has(`${ignore.key} ${name}`) && hasRun(name, ignore))
          yield unused(ignore, name);
    yield* misspelt(file);
    yield* insideCommands(file);
  }
}

function heldBack({ text }: Dockerfile, { rule }: Change, { scope, comment }: Ignore): Declined {
  const [name] = rule.split('/');
  const at = typeof scope === 'string' ? comment : scope;
  const said = text.slice(comment.start, comment.end).trim();
  return decline(
    'file/ignored',
    at,
    `"${said}" holds ${name} back here (${rule}), so ${name} changed nothing in this file.`,
    'Take the comment away to let it change the file.',
  );
}

function unused({ comment, scope }: Ignore, name: string): Finding {
  const what = name === '' ? 'This comment' : `This comment on "${name}"`;
  const because =
    scope === 'nothing'
      ? `${what} stands above no instruction, so nothing is left alone for it.`
      : `${what} has nothing to leave alone.`;
  const advice =
    scope === 'nothing'
      ? 'Put it directly above the instruction, or write ignore-file for the whole file.'
      : 'Take it away.';
  return caution('file/unused-ignore', comment, because, { advice });
}

function unknown({ comment }: Ignore, name: string, known: readonly string[]): Finding {
  const because = `This comment names "${name}", which is no rule and no transform.${didYouMean(name, known, '"')}`;
  const advice = 'slim-dockerfile --explain lists all rules; a reason stands behind --.';
  return caution('file/unknown-ignore', comment, because, { advice });
}

const addressed = /^#\s*slim-dockerfile:?\s+([\w-]+)/i;

/** What looks like such a comment between the lines of an instruction. */
function* insideCommands({ text, instructions }: Dockerfile): Iterable<Finding> {
  for (const { keyword, line } of instructions)
    for (const comment of line.innerComments) {
      if (!isIgnore(text.slice(comment.start, comment.end))) continue;
      const because = `A comment inside ${keyword} belongs to it, and leaves nothing alone.`;
      const advice = 'Put it above the instruction.';
      yield caution('file/unused-ignore', comment, because, { advice });
    }
}

/** Comments that mean to be one and are none. */
function* misspelt(file: Dockerfile): Iterable<Finding> {
  for (const comment of file.comments) {
    const said = file.text.slice(comment.start, comment.end).trim();
    const word = addressed.exec(said)?.[1]?.toLowerCase() ?? '';
    const nearest = closest(word, ['ignore', 'ignore-file']);
    const far = distance(word, nearest);
    if (far === 0 || far > 2) continue;
    const because = `This comment says "${word}", which means nothing.`;
    yield caution('file/unknown-ignore', comment, because, { advice: `Write "${nearest}".` });
  }
}
