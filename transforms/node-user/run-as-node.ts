import { type Dockerfile, type Stage, textAfter } from '../../src/dockerfile/index.js';
import { distrolessTag } from '../../src/knowledge/images/distroless.js';
import type { Account } from '../../src/knowledge/images/accounts.js';
import { needsNumericUser, type Project } from '../../src/project/index.js';
import { change, type Change, type Options, replace } from '../../src/transform.js';
import { cautionsFor } from './cautions/index.js';
import { creation, ownerRuns, withOwner } from './ownership/owner-edits.js';
import type { Ownership } from './ownership/index.js';
import { lastStep, startAfter, userLine } from './ownership/user-line.js';

/** The changes that make a container somebody's: what it owns, and who it is. */
export function* runAsNode(
  file: Dockerfile,
  stage: Stage,
  project: Project,
  options: Options,
  all: Ownership,
): Iterable<Change> {
  const { account } = all;
  const numeric = options.numericUser || needsNumericUser(project);
  const own = options.readonlyApp ? readonly(all) : all;
  const number = `${account.id}:${account.id}`;
  const owned = ownsFiles(file, stage, own, numeric ? number : `${account.name}:${account.name}`);
  if (owned) yield owned;
  const { edit, image, ...effect } = becomes(file, stage, account, numeric ? number : account.name);
  yield change(
    'node-user/run-as-node',
    startAfter(stage, lastStep(stage)) ?? stage.from,
    `The container runs as the user ${account.name} instead of root.`,
    [edit],
    { ...effect, image },
    cautionsFor(file, stage, project, own),
  );
}

/** USER, or the tag of a distroless image that runs as nonroot of itself (handbook D04). */
function becomes(file: Dockerfile, stage: Stage, account: Account, user: string) {
  const { from, image, imageSpan } = stage;
  const tag = stage.base || !setsFolder(stage) ? undefined : distrolessTag(image);
  if (tag === undefined) {
    const line = userLine(file, stage, user);
    return { edit: line.edit, writes: [line.text], image: { user } };
  }
  const base = `${image.name}:${tag}`;
  const edit = replace(imageSpan, base);
  return {
    edit,
    rewrites: [from],
    writes: [textAfter(file.text, from, [edit])],
    image: { base, user: account.name },
  };
}

/** Whether a stage sets its folder before anything depends on it: the nonroot tags begin in another. */
function setsFolder({ instructions }: Stage): boolean {
  const first = instructions.findIndex(
    ({ keyword, argument }) => keyword === 'WORKDIR' && argument.startsWith('/'),
  );
  return (
    first !== -1 &&
    instructions
      .slice(0, first)
      .filter(({ keyword }) => /^(?:COPY|ADD|WORKDIR)$/.test(keyword))
      .every(({ json, argument }) =>
        (json?.at(-1) ?? argument.split(/\s+/).at(-1))?.startsWith('/'),
      )
  );
}

/** The code stays root's; what was made for data is still given away. */
function readonly(own: Ownership): Ownership {
  return { ...own, copies: [], given: own.forData, recursive: false };
}

function ownsFiles(
  file: Dockerfile,
  stage: Stage,
  own: Ownership,
  owner: string,
): Change | undefined {
  const copies = own.copies.map((copy) => withOwner(file, copy, own.account, owner));
  const owning = ownerRuns(file, stage, own, owner);
  const made = creation(file, stage, own, owning);
  const written = [...(made ? [made] : []), ...copies, ...owning];
  if (written.length === 0) return undefined;
  return change(
    'node-user/app-owner',
    own.copies[0] ?? lastStep(stage),
    `As root the program could write in its folder; ${own.account.name} has to own it for that.`,
    written.map(({ edit }) => edit),
    { rewrites: own.copies, writes: written.map(({ text }) => text) },
  );
}
