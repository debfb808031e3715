import type { Dockerfile, Instruction } from '../../../src/dockerfile/index.js';
import { type Edit, type Span } from '../../../src/edits.js';
import { groupedBy } from '../../../src/grouping.js';
import { indentOf, lineEnding, removals, topOf } from '../../../src/layout/index.js';
import { insert, remove, replace } from '../../../src/transform.js';
import type { Rewording } from '../demands.js';

/** What changes around an instruction: its lines where it goes, and comments. */
export interface Surroundings {
  readonly edits: readonly Edit[];
  readonly comments: readonly { readonly before: string; readonly after: string }[];
}

/**
 * What rewordings change outside their instructions: one that vanishes takes its line along, its
 * comments go to the install below it (handbook C61), and comments for hadolint stay true.
 */
export function around(
  file: Dockerfile,
  rewordings: readonly Rewording[],
): ReadonlyMap<Instruction, Surroundings> {
  const gone = rewordings.filter(({ vanishes }) => vanishes);
  const homes = new Map(gone.map((one) => [one.at, homeOf(file, one, rewordings)]));
  const guests = groupedBy([...homes.keys()], (one) => homes.get(one));
  const leaving = gone.map(({ at }) => (homes.get(at) ? at : { ...at, comments: [] }));
  const spans = [...removals(file, leaving)];
  return new Map(
    [...groupedBy(rewordings, ({ at }) => at)].map(([at, own]) => {
      const vanishes = own.some((one) => one.vanishes);
      const lines = spans.filter(
        ({ start, end }) => vanishes && start <= at.start && at.start < end,
      );
      for (const span of lines) spans.splice(spans.indexOf(span), 1);
      const isHere = homes.get(at) === undefined;
      const installs = own.some(({ rule }) => rule === 'alpine-base/packages');
      const pragmas = isHere && installs ? ignores(file, at) : [];
      const edits = [
        ...lines.map((span) => taken(file, span, at)),
        ...displacedAbove(file, at, own, guests.get(at) ?? []),
        ...pragmas.map(({ edit }) => edit),
      ];
      return [at, { edits, comments: pragmas.map(({ comment }) => comment) }];
    }),
  );
}

/** The lines of an instruction that goes; comments inside it stay in its place. */
function taken(file: Dockerfile, span: Span, at: Instruction): Edit {
  const inner = at.line.innerComments.map(({ start, end }) => file.text.slice(start, end));
  if (inner.length === 0) return remove(span);
  const eol = lineEnding(file.text);
  return replace(span, inner.map((comment) => `${indentOf(file, at)}${comment}${eol}`).join(''));
}

/**
 * The install that takes the comments above an instruction that goes; none where they stand above
 * it anyway, or where there is no install.
 */
function homeOf(
  { instructions }: Dockerfile,
  { at, stage }: Rewording,
  rewordings: readonly Rewording[],
): Instruction | undefined {
  if (at.comments.length === 0) return undefined;
  const stays = (one: Instruction): boolean =>
    !rewordings.some(({ at: other, vanishes }) => other === one && vanishes);
  const next = instructions.filter(({ start }) => start > at.start).find(stays);
  const install = rewordings.find(
    (one) => one.stage === stage && one.at.start > at.start && !one.vanishes && one.installs,
  )?.at;
  return install === next ? undefined : install;
}

/** Comments that come from below what is left of an instruction, or from one that goes. */
function displacedAbove(
  file: Dockerfile,
  at: Instruction,
  rewordings: readonly Rewording[],
  guests: readonly Instruction[],
): Edit[] {
  const displaced = rewordings.flatMap((one) => one.displaced ?? []);
  const comments = guests.flatMap((one) => one.comments);
  const texts = [...comments.map(({ start, end }) => file.text.slice(start, end)), ...displaced];
  if (texts.length === 0) return [];
  const eol = lineEnding(file.text);
  return [insert(topOf(at), texts.map((text) => `${text}${eol}${indentOf(file, at)}`).join(''))];
}

/** hadolint asks of apk what DL3008 asks of apt by DL3018 (decision 6). */
function ignores({ text }: Dockerfile, { comments }: Instruction) {
  return comments.flatMap((span) => {
    const before = text.slice(span.start, span.end);
    const after = before.replace(/DL3008/g, 'DL3018');
    if (before === after || !/hadolint\s+(?:global\s+)?ignore/.test(before)) return [];
    return [{ edit: replace(span, after), comment: { before, after } }];
  });
}
