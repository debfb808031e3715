import { type Dockerfile, parse } from '../../src/dockerfile/index.js';
import type { Edit } from '../../src/edits.js';
import { unknownProject } from '../../src/project/index.js';
import { rewrite, type Rewrite } from '../../src/rewrite/index.js';
import {
  change,
  defineTransform,
  type Effect,
  replace,
  type Transform,
} from '../../src/transform.js';

/** What is wrong, the texts, what the self-check says, and what is announced beside instructions. */
export type Wrong = readonly [
  name: string,
  before: string,
  after: string,
  said: RegExp,
  effect?: Effect,
];

/** What is right about it, the texts, and what is announced beside instructions. */
export type Right = readonly [name: string, before: string, after: string, effect: Effect];

/** A rewrite to hold against the self-check. */
export interface Planted {
  readonly before: string;
  readonly after: string;
  /** What the transform announces of image and stages, beside the instructions that changed. */
  readonly effect?: Effect;
  /** The transform announces nothing but `effect`: a silent change. */
  readonly silent?: boolean;
}

/** Runs a transform that turns one text into the other, through the entry that users have. */
export function plant(planted: Planted): Rewrite {
  return rewrite(planted.before, [transformFor(planted)], unknownProject);
}

/** Runs a transform that makes given edits. */
export function plantEdits(
  before: string,
  edits: (file: Dockerfile) => readonly Edit[],
  effect: Effect = {},
): Rewrite {
  return rewrite(before, [planting(edits, () => effect)], unknownProject);
}

function transformFor({ before, after, effect = {}, silent = false }: Planted): Transform {
  const honest = (file: Dockerfile): Effect => ({ ...textEffect(file, after), ...effect });
  return planting(() => [difference(before, after)], silent ? () => effect : honest);
}

function planting(
  edits: (file: Dockerfile) => readonly Edit[],
  effect: (file: Dockerfile) => Effect,
): Transform {
  return defineTransform({
    name: 'planted',
    summary: 'does something wrong',
    rules: {},
    *run(file) {
      yield change('planted/change', file.stages[0]!.from, 'Why not.', edits(file), effect(file));
    },
  });
}

/** What an honest transform announces: every instruction that goes away or is new. */
function textEffect(file: Dockerfile, after: string): Effect {
  const left = textsIn(after);
  const rewrites = file.instructions.filter(({ start, end }) => {
    const place = left.indexOf(file.text.slice(start, end));
    if (place !== -1) left.splice(place, 1);
    return place === -1;
  });
  return { rewrites, writes: left };
}

function textsIn(text: string): string[] {
  try {
    return parse(text).instructions.map(({ start, end }) => text.slice(start, end));
  } catch {
    return [];
  }
}

/** The one edit that turns a text into another. */
function difference(before: string, after: string): Edit {
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before[start] === after[start]) start += 1;
  let same = 0;
  while (same < shorter - start && before.at(-1 - same) === after.at(-1 - same)) same += 1;
  const end = before.length - same;
  return replace({ start, end }, after.slice(start, after.length - same));
}
