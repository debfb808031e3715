import { type Dockerfile, finalEnvironment, type Instruction, officialImage, type Stage } from '../../src/dockerfile/index.js';
import type { Edit } from '../../src/edits.js';
import { chainOf } from '../../src/image-state.js';
import { nodeTag } from '../../src/knowledge/node-tags.js';
import { cased, indentOf, lineEnding } from '../../src/layout.js';
import type { Project } from '../../src/project/index.js';
import { type Change, change, decline, type Declined, defineTransform, type Finding, insert, type Options, type Outcome } from '../../src/transform.js';
import { cautionsFor, needsNumericUser, portNeed } from './cautions.js';
import { type Ownership, ownershipIn } from './ownership.js';
import { rootNeed } from './root-needs.js';
import { rules } from './rules.js';

/** Runs the container as the user node instead of root. */
export const nodeUser = defineTransform({
  name: 'node-user',
  summary: 'runs the container as the user node instead of root',
  rules,
  *run(file, project, options): Iterable<Outcome> {
    const stage = file.stages.at(-1) as Stage;
    const { user } = finalEnvironment(stage);
    if (user !== undefined && !isRoot(user)) return;
    const obstacle = obstacleTo(file, stage, project, options);
    yield obstacle ?? runAsNode(file, stage, project, options);
  },
});

function obstacleTo(file: Dockerfile, stage: Stage, project: Project, options: Options): Declined | undefined {
  const { user, workdir } = finalEnvironment(stage);
  if (!hasNodeUser(stage, options)) {
    const because = `It is not known that "${stage.image.text}" has a user node.`;
    return decline('node-user/unknown-base', stage.from, because, 'Add a user yourself, or name your mirror of the official images with --image-mirror.');
  }
  if (user === undefined) return decline('node-user/unknown-user', lastUser(stage) ?? stage.from, 'USER takes its value from a variable.');
  const explicit = lastUser(stage);
  if (explicit) return decline('node-user/explicit-root', explicit, 'The file asks for root.', 'Remove the line if nothing needs root any more.');
  if (workdir === undefined || /^\/root(\/|$)/.test(workdir))
    return decline('node-user/root-folder', stage.from, `The application lies in ${workdir ?? 'a folder that a variable names'}, where node may not go.`, 'Give it a folder such as /app.');
  return portNeed(stage, project) ?? rootNeed(file, stage, project);
}

function lastUser(stage: Stage): Instruction | undefined {
  return chainOf(stage)
    .flatMap(({ instructions }) => instructions)
    .findLast(({ keyword }) => keyword === 'USER');
}

function isRoot(user: string): boolean {
  return /^(?:root|0)(?::(?:root|0|node))?$/.test(user);
}

/** The first Node whose images all have the user (nodejs/docker-node; 5.11 has none). */
const firstMajorWithUser = 8;

function hasNodeUser(stage: Stage, options: Options): boolean {
  const [root] = chainOf(stage);
  const image = root?.resolvedImage ?? root?.image;
  if (!root || !image) return false;
  const name = officialImage(image, options.imageMirrors);
  if (name === 'node') {
    const known = nodeTag(image.tag ?? 'latest');
    return image.digest !== undefined && image.tag === undefined ? false : (known?.major ?? 0) >= firstMajorWithUser || (known?.moving === true && known.major === undefined);
  }
  const added = root.instructions.some(({ keyword, argument }) => keyword === 'RUN' && /\badduser\b[^&|;]*\s-u 1000\b[^&|;]*\snode\b/.test(argument));
  return name === 'alpine' && added;
}

function runAsNode(file: Dockerfile, stage: Stage, project: Project, options: Options): Change {
  const ownership = ownershipIn(file, stage, project);
  const numeric = options.numericUser || needsNumericUser(project);
  const user = numeric ? '1000:1000' : 'node';
  const owner = numeric ? '1000:1000' : 'node:node';
  const line = `${cased(file, 'USER')} ${user}`;
  const given = options.readonlyApp ? { ...ownership, copies: [], given: ownership.created, recursive: false } : ownership;
  const run = ownerRun(file, given, owner);
  const chowned = given.copies.map((copy) => withOwner(file, copy, owner));
  const { command, offset } = placeOfUser(stage);
  const eol = lineEnding(file.text);
  const userLine = command ? `${line}${eol}${indentOf(file, command)}` : `${eol}${line}`;
  const cautions: Finding[] = cautionsFor(stage, project, given);
  return change(
    'node-user/run-as-node',
    command ?? stage.from,
    'The container runs as the user node of the image instead of root.',
    [
      ...chowned.map(({ edit }) => edit),
      ...(run === undefined ? [] : [insert(lastStep(stage).end, `${eol}${run}`)]),
      insert(offset, userLine),
    ],
    {
      rewrites: given.copies,
      writes: [...chowned.map(({ text }) => text), ...(run === undefined ? [] : [run]), line],
      image: { user },
    },
    cautions,
  );
}

/** `RUN mkdir -p … && chown node:node …`, or nothing when nothing has to be given. */
function ownerRun(file: Dockerfile, { created, given, recursive }: Ownership, owner: string): string | undefined {
  if (given.length === 0 && created.length === 0) return undefined;
  const make = created.length > 0 ? [`mkdir -p ${created.join(' ')}`] : [];
  const give = given.length > 0 ? [`chown ${recursive ? '-R ' : ''}${owner} ${given.join(' ')}`] : [];
  return `${cased(file, 'RUN')} ${[...make, ...give].join(' && ')}`;
}

/** A COPY with `--chown` behind its other flags. */
function withOwner(file: Dockerfile, copy: Instruction, owner: string): { text: string; edit: Edit } {
  const flag = copy.flags.at(-1);
  const at = flag ? flag.end : copy.start + copy.keyword.length;
  const edit = insert(at, ` --chown=${owner}`);
  const text = file.text.slice(copy.start, at) + edit.text + file.text.slice(at, copy.end);
  return { text, edit };
}

const steps = new Set(['RUN', 'COPY', 'ADD', 'WORKDIR']);

/** The last instruction that makes files or folders, and so needs root. */
function lastStep(stage: Stage): Instruction {
  return stage.instructions.findLast(({ keyword }) => steps.has(keyword)) ?? stage.from;
}

/** Below everything that needs root, above the first ENTRYPOINT or CMD after that (handbook D10, D17). */
function placeOfUser(stage: Stage): { readonly offset: number; readonly command?: Instruction } {
  const last = lastStep(stage);
  const command = stage.instructions.find(
    ({ keyword, start }) => start > last.start && /^(CMD|ENTRYPOINT)$/.test(keyword),
  );
  if (command) return { offset: command.comments[0]?.start ?? command.start, command };
  return { offset: (stage.instructions.at(-1) ?? stage.from).end };
}
