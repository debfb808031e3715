import { type Dockerfile, type Instruction, keywordSpan } from '../dockerfile/index.js';
import type { Edit } from '../edits.js';
import { insert } from '../transform.js';
import { between, indentOf } from './new-lines.js';

/** An instruction that we write, and the edit that does it. */
export interface WrittenLine {
  readonly text: string;
  readonly edit: Edit;
}

/** Writes an instruction above another one and the comments that belong to it. */
export function lineAbove(file: Dockerfile, at: Instruction, text: string): WrittenLine {
  return { text, edit: insert(topOf(at), `${text}${between(file)}${indentOf(file, at)}`) };
}

/** Writes an instruction below another one. */
export function lineBelow(file: Dockerfile, at: Instruction, text: string): WrittenLine {
  return { text, edit: insert(at.end, `${between(file)}${indentOf(file, at)}${text}`) };
}

/** Where an instruction begins with the comments that belong to it. */
export function topOf({ comments, start }: Instruction): number {
  return comments[0]?.start ?? start;
}

/** The keyword of an instruction as the author wrote it. */
export function keywordOf({ text }: Dockerfile, instruction: Instruction): string {
  const { start, end } = keywordSpan(instruction);
  return text.slice(start, end);
}
