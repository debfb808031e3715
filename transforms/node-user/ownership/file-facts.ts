import { type Dockerfile, type Stage } from '../../../src/dockerfile/index.js';
import type { Account } from '../../../src/knowledge/images/accounts.js';
import type { Project } from '../../../src/project/index.js';
import { appFolder, copiesIn, type PlacedCopy, type Step, stepsOf } from '../folders.js';
import { type Given, givenBefore } from './given.js';
import { type MadeFolder, madeFolders } from '../run-commands.js';

/** What is known of a stage when its owners are worked out. */
export interface Facts {
  readonly project: Project;
  readonly stages: readonly Stage[];
  readonly stage: Stage;
  /** Who is to own them. */
  readonly account: Account;
  readonly folder: string;
  readonly steps: readonly Step[];
  readonly copies: readonly PlacedCopy[];
  readonly givenBefore: readonly Given[];
  readonly made: readonly MadeFolder[];
}

/** Collects what the instructions of a stage and of those below it do to files. */
export function factsOf(
  { stages }: Dockerfile,
  stage: Stage,
  project: Project,
  account: Account,
): Facts {
  const steps = stepsOf(stage);
  const folder = appFolder(stage, stages);
  return {
    project,
    stages,
    stage,
    account,
    folder,
    steps,
    copies: copiesIn(stage, stages),
    givenBefore: givenBefore(steps, account),
    made: madeFolders(steps, folder),
  };
}
