import type { Dockerfile, Stage } from '../../src/dockerfile/index.js';
import type { Project } from '../../src/project/index.js';
import { change, type Change, type Options } from '../../src/transform.js';
import { cautionsFor } from './cautions.js';
import { needsNumericUser } from './kubernetes.js';
import { ownerRuns, withOwner } from './owner-edits.js';
import { type Ownership, ownershipIn } from './ownership.js';
import { lastStep, startAfter, userLine } from './user-line.js';

/** The changes that make a container node's: what it owns, and who it is. */
export function* runAsNode(
  file: Dockerfile,
  stage: Stage,
  project: Project,
  options: Options,
): Iterable<Change> {
  const numeric = options.numericUser || needsNumericUser(project);
  const all = ownershipIn(file, stage, project);
  const own = options.readonlyApp ? readonly(all) : all;
  const owned = ownsFiles(file, stage, own, numeric ? '1000:1000' : 'node:node');
  if (owned) yield owned;
  const user = numeric ? '1000:1000' : 'node';
  const line = userLine(file, stage, user);
  yield change(
    'node-user/run-as-node',
    startAfter(stage, lastStep(stage)) ?? stage.from,
    'The container runs as the user node of the image instead of root.',
    [line.edit],
    { writes: [line.text], image: { user } },
    cautionsFor(file, stage, project, own),
  );
}

/** The code stays root's; what was made for data is still given away. */
function readonly(own: Ownership): Ownership {
  const given = own.given.filter((path) => own.created.includes(path));
  return { ...own, copies: [], given, recursive: false };
}

function ownsFiles(
  file: Dockerfile,
  stage: Stage,
  own: Ownership,
  owner: string,
): Change | undefined {
  const copies = own.copies.map((copy) => withOwner(file, copy, owner));
  const written = [...copies, ...ownerRuns(file, stage, own, owner)];
  if (written.length === 0) return undefined;
  return change(
    'node-user/app-owner',
    own.copies[0] ?? lastStep(stage),
    'As root the program could write in its folder; node has to own it for that.',
    written.map(({ edit }) => edit),
    { rewrites: own.copies, writes: written.map(({ text }) => text) },
  );
}
