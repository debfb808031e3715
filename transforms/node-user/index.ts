import { sentence } from '../../src/sentence.js';
import { idleImage } from '../../src/command/index.js';
import {
  type Dockerfile,
  finalEnvironment,
  instructionsOf,
  type Stage,
} from '../../src/dockerfile/index.js';
import { distrolessUser } from '../../src/knowledge/images/distroless.js';
import { onDemand } from '../../src/memo.js';
import type { Project } from '../../src/project/index.js';
import {
  decline,
  type Declined,
  defineTransform,
  type Options,
  type Outcome,
} from '../../src/transform.js';
import { accountOf, isRoot, misnamedUser, userObstacle } from './account.js';
import { type Facts, factsOf } from './ownership/file-facts.js';
import { foldedChowns } from './author-chowns/fold-edits.js';
import { otherOwner } from './ownership/other-owner.js';
import { ownsModules } from './ownership/owned-modules.js';
import { type Ownership, ownershipIn } from './ownership/index.js';
import { portNeed } from './ports.js';
import { rootFolder } from './root-folder.js';
import { rootNeed } from './root-needs/index.js';
import { rules } from './rules.js';
import { runAsNode } from './run-as-node.js';

/** Runs the container as the user node instead of root. */
export const nodeUser = defineTransform({
  name: 'node-user',
  summary: 'runs the container as the user node instead of root',
  rules,
  *run(file, project, options): Iterable<Outcome> {
    const stage = file.stages.at(-1) as Stage;
    const { user } = finalEnvironment(stage);
    const misnamed = misnamedUser(stage);
    if (misnamed) return yield misnamed;
    if (user !== undefined && !isRoot(user)) return yield* foldedChowns(file, stage, project);
    const account = accountOf(stage);
    if ('outcome' in account) return yield account;
    const reason = reasonForRoot(file, stage, project);
    if (reason) return yield reason;
    const facts = factsOf(file, stage, project, account);
    const own = ownershipIn(file, facts);
    const obstacle = obstacleTo(file, facts, own, options);
    if (obstacle) return yield obstacle;
    const changes = [...runAsNode(file, stage, project, options, own)];
    yield* changes;
    yield* foldedChowns(
      file,
      stage,
      project,
      changes.flatMap(({ edits }) => edits),
    );
  },
});

/** Why the container stays root's, whoever owns its files. */
function reasonForRoot(file: Dockerfile, stage: Stage, project: Project): Declined | undefined {
  return (
    userObstacle(stage) ??
    noCommand(file, stage, project) ??
    rootGroup(stage) ??
    rootFolder(file, stage, project) ??
    portNeed(file, stage, project)
  );
}

/** What in the container needs root, or files that are not to be given away. */
function obstacleTo(
  file: Dockerfile,
  facts: Facts,
  own: Ownership,
  options: Options,
): Declined | undefined {
  const { stage, project } = facts;
  const subject = {
    file,
    stage,
    project,
    own,
    hasModules: onDemand(() => ownsModules(facts, own, options)),
  };
  return rootNeed(subject) ?? otherOwner(facts, own) ?? noShell(stage, own);
}

/** Nothing in a distroless image can make a folder or give it away. */
function noShell({ from }: Stage, own: Ownership): Declined | undefined {
  const [folder] = own.recursive ? [own.folder] : own.given;
  if (own.account.name !== distrolessUser.name || folder === undefined) return undefined;
  const because = `${folder} has to be made for ${own.account.name}, and a distroless image has no shell to do it.`;
  const advice = 'Make the folder in the builder, and copy it with --chown.';
  return decline('node-user/no-shell', from, because, advice);
}

const givesToRootGroup =
  /\bchgrp\s+(?:-\w+\s+)*(?:0|root)\s|\bchown\s+(?:-\w+\s+)*(?!root:|0:)\w*:(?:0|root)\s|\bchmod\s+(?:-\w+\s+)*\S*g[+=](?:u|rwX)/;

/** OpenShift runs images as any user in group 0; a chown to node:node would lock it out (D08). */
function rootGroup(stage: Stage): Declined | undefined {
  const run = instructionsOf(stage, 'RUN').find(({ argument }) => givesToRootGroup.test(argument));
  const because =
    'The files are prepared for OpenShift, which runs the image as any user in group 0.';
  return (
    run &&
    decline(
      'node-user/root-group',
      run,
      because,
      'Add USER 1000 yourself if other platforms run it, too.',
    )
  );
}

/** Without a command the image is for somebody else: other Dockerfiles, whose RUNs need root. */
function noCommand(file: Dockerfile, stage: Stage, project: Project): Declined | undefined {
  const idle = idleImage(file, stage, project);
  if (!idle) return undefined;
  const because = `${sentence(idle.what)}, which may need root.`;
  return decline('node-user/no-command', idle.at, because, 'Say with CMD what the image runs.');
}
