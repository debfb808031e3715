import { isCopy } from '../../../src/project/index.js';
import { instructionsOf } from '../../../src/dockerfile/index.js';
import type { Options } from '../../../src/transform.js';
import type { Facts } from './file-facts.js';
import { isOthers } from '../../../src/knowledge/system/folders.js';
import { type PlacedCopy } from '../folders.js';
import { copiesForNode } from './given.js';
import { fillsNothing } from './made-files.js';
import { needsOwner, type Ownership } from './index.js';

/** Programs that write into node_modules, which may as well be installed globally, as root. */
const writesModules =
  /\b(?:node_modules\/|prisma|patch-package|ngcc|electron-rebuild|node-gyp|zenstack)/;
/** What the official image has there, and drop-npm removes. */
const ofTheImage = /\/usr\/local\/lib\/node_modules\/(?:npm|corepack)\b/g;

/**
 * Whether all that lies in node_modules belongs to the account in the end: other stages installed it,
 * every COPY gives away what it brings, and no RUN adds to it (handbook D.3, D10).
 */
export function ownsModules(facts: Facts, own: Ownership, { readonlyApp }: Options): boolean {
  const { copies, steps, stage } = facts;
  const placed = steps.filter(({ instruction }) => isCopy(instruction));
  const fromStages = copies.filter((copy) => copy.stage !== undefined);
  const runs = steps.filter(({ instruction }) => instruction.keyword === 'RUN');
  return (
    !readonlyApp &&
    fromStages.length > 0 &&
    placed.length === copies.length &&
    copies.every((copy) => isGivenAway(copy, facts, own)) &&
    runs.every(
      (run) =>
        fillsNothing(run) && !writesModules.test(run.instruction.argument.replace(ofTheImage, '')),
    ) &&
    !instructionsOf(stage, 'VOLUME').some(({ argument }) => /node_modules/.test(argument))
  );
}

/** Whether a COPY leaves no file to root but those of the system, manifests and programs of its own. */
function isGivenAway(copy: PlacedCopy, { account }: Facts, own: Ownership): boolean {
  const { instruction, destination } = copy;
  if (own.copies.includes(instruction) || copiesForNode(instruction, account)) return true;
  if (copy.stage === undefined) return !needsOwner(copy) || isOthers(destination);
  return (
    /^\/(?:bin|etc|lib|lib64|sbin|usr)\//.test(destination) &&
    !destination.includes('node_modules') &&
    isOthers(destination)
  );
}
