import { groupedBy } from '../grouping.js';
import { nodeTag, type NodeTag } from '../knowledge/images/node-tags.js';
import { rememberedFor } from '../memo.js';
import type { ImageReference } from './image-reference.js';
import type { Instruction } from './instruction.js';
import type { Stage } from './stages.js';

/** The stages that a stage is built on by FROM, the outermost first, itself last. */
export function chainOf(stage: Stage): Stage[] {
  const chain = [stage];
  for (let { base } = stage; base; { base } = base) chain.push(base);
  return chain.toReversed();
}

/** The stage that names the image of a chain of stages. */
export function rootOf(stage: Stage): Stage {
  let root = stage;
  while (root.base) root = root.base;
  return root;
}

/** The stage that names the image of a chain, where that is the official node image. */
export function nodeBase(stage: Stage): Stage | undefined {
  const root = rootOf(stage);
  return root.official === 'node' ? root : undefined;
}

/** The image that a stage names, with its variables filled in as far as they are known. */
export function referenceOf({ image, resolvedImage }: Stage): ImageReference {
  return resolvedImage ?? image;
}

/** What the tag stands for that a stage names, were it one of the official node image. */
export function nodeTagOf(stage: Stage): NodeTag | undefined {
  return nodeTag(referenceOf(stage).tag ?? '');
}

/** What a stage and those below it say, in order, or what of it begins with a keyword. */
export function instructionsOf(stage: Stage, keyword?: string): readonly Instruction[] {
  return stage.base
    ? chainOf(stage).flatMap((one) => ownInstructions(one, keyword))
    : ownInstructions(stage, keyword);
}

/** The RUNs of a stage and of those below it, in order, as joined lines. */
export function runTexts(stage: Stage): readonly string[] {
  return instructionsOf(stage, 'RUN').map(({ line }) => line.joined.text);
}

/** What a stage itself says, in order, or what of it begins with a keyword. */
export function ownInstructions(stage: Stage, keyword?: string): readonly Instruction[] {
  return keyword === undefined ? stage.instructions : (byKeyword(stage).get(keyword) ?? []);
}

/** Dozens of questions are asked about the same few kinds. */
const byKeyword = rememberedFor(({ instructions }: Stage) =>
  groupedBy(instructions, ({ keyword }) => keyword),
);
