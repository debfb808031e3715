import { programDoes, worksOnFiles } from '../../src/knowledge/program-traits.js';
import { managerNamed } from '../../src/command/index.js';
import {
  chainOf,
  environmentAt,
  type Instruction,
  isRootAt,
  type Stage,
} from '../../src/dockerfile/index.js';
import {
  bundledPackageManagers,
  packageManagerFiles,
} from '../../src/knowledge/images/node-releases.js';
import { nodeTag } from '../../src/knowledge/images/node-tags.js';
import { commandsOf, innermostCommand, programOf } from '../../src/shell/index.js';
import { rememberedFor } from '../../src/memo.js';

/**
 * The files of the package managers that an official image of a tag carries (handbook E60). A digest
 * alone may be that of any version.
 */
export function managerFiles(tag: string | undefined, digest?: string): readonly string[] {
  const known = tag === undefined && digest !== undefined ? undefined : nodeTag(tag ?? '');
  const carries = bundledPackageManagers(known?.exact ?? known?.major);
  const names = (['npm', 'corepack', 'yarn'] as const).filter((name) => carries[name]);
  return names.flatMap(packageManagerFiles);
}

const removal =
  /\brm\s[^;&|]*\/usr\/local\/lib\/node_modules(?:\/(?:npm|\*|\{[^}]*\bnpm\b[^}]*\}))?\/?(?=$|[\s;&|])/;

/** Whether a stage or one below it removes npm already. */
export function removesNpm(stage: Stage): boolean {
  return chainOf(stage).some(removesItself);
}

const removesItself = rememberedFor(({ instructions }: Stage): boolean =>
  instructions.some(({ keyword, argument }) => keyword === 'RUN' && removal.test(argument)),
);

/** Before Node 12 not every image had docker-entrypoint.sh (nodejs/docker-node, 2019). */
export const oldestWithEntrypoint = 12;

/** The last step of a stage that uses or brings a package manager, or may do so as it can't be read. */
export const lastUse = rememberedFor((stage: Stage): Instruction | undefined =>
  stage.instructions.findLast((instruction, index) => {
    if (instruction.keyword === 'COPY') return bringsManager.test(instruction.argument);
    if (instruction.keyword !== 'RUN') return false;
    const commands = commandsOf(instruction, environmentAt(stage, index));
    if (!commands) return true;
    return commands.some((command) => {
      const program = programOf(innermostCommand(command));
      return managerNamed(program) !== undefined || !programDoes(program, ...harmless);
    });
  }),
);

/**
 * The instruction below which npm can go: the last that uses it, or the USER right below that one
 * where the file goes on as root.
 */
export function removalPlace(stage: Stage): Instruction | undefined {
  const use = lastUse(stage);
  const after = indexBelow(stage, use);
  const next = stage.instructions[after];
  return use && next?.keyword === 'USER' && isRootAt(stage, after + 1) ? next : use;
}

/** The number of the first instruction below one; of the first of all where there is none. */
export function indexBelow(stage: Stage, one: Instruction | undefined): number {
  return one ? stage.instructions.indexOf(one) + 1 : 0;
}

/** The USER of the stage's own that holds for the instruction with this number. */
export function ownUser(stage: Stage, index: number): Instruction | undefined {
  return stage.instructions.slice(0, index).findLast(({ keyword }) => keyword === 'USER');
}

/** A COPY of whole folders in which npm lies brings it back; single programs do not. */
const bringsManager =
  /(?:^|[\s"])\/usr(?:\/local(?:\/bin|\/lib(?:\/node_modules(?:\/npm)?)?)?)?\/?["\s,]+[^"\s,\]]/;

/** Programs that never start npm; anything else may be a script that does. */
const harmless = [
  'looks',
  'startsOthers',
  'system',
  'packages',
  'users',
  'grants',
  ...worksOnFiles,
] as const;
