import { Dice } from './dice.js';
import { dockerfile } from './grammar.js';
import { checkRewrite, parsed } from './invariants.js';
import { mutated, noise } from './mutation.js';
import { projectFiles } from './project.js';

/** A text that a seed stands for: by the grammar, from what people wrote, or anything. */
export function textOf(dice: Dice, written: readonly string[]): string {
  const kind = dice.below(20);
  if (kind === 0) return noise(dice);
  if (kind === 1) return `FROM node:20\n${noise(dice)}`;
  if (kind < 9 && written.length > 0) return mutated(dice, written);
  const text = dockerfile(dice);
  return kind < 12 ? mutated(dice, [text]) : text;
}

/** Reads the text of a seed. */
export function readCase(seed: number, written: readonly string[]): boolean {
  return parsed(textOf(new Dice(seed), written)) !== undefined;
}

/** Rewrites the text of a seed with a project around it; undefined where it is no Dockerfile. */
export function rewriteCase(seed: number, written: readonly string[]): boolean | undefined {
  const dice = new Dice(seed);
  const text = textOf(dice, written);
  return checkRewrite(text, projectFiles(dice), dice);
}
