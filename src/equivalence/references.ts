import {
  type Dockerfile,
  filesFrom,
  type Instruction,
  sourceStages,
  type Stage,
  variablesIn,
} from '../dockerfile/index.js';
import { baseImage } from '../knowledge/images/base-images.js';
import { type Comparison, quoted, textOf } from './comparison.js';
import { type ReadStage, valuesIn } from './origins.js';

/** What an instruction copies from leads to an earlier stage, or stood outside before (A45). */
export function sourceDifferences({ before, after }: Comparison): string[] {
  const outside = new Set(unresolvedIn(before).map(({ name }) => name));
  return unresolvedIn(after)
    .filter(({ name }) => !outside.has(name))
    .map(
      ({ name, instruction }) =>
        `"${name}" in ${quoted(after, instruction)} names no earlier stage`,
    );
}

/** The names in `--from` and `from=` that lead to no earlier stage. */
function unresolvedIn({ stages }: Dockerfile): { name: string; instruction: Instruction }[] {
  return stages.flatMap((stage) =>
    stage.instructions.filter(hasFlags).flatMap((instruction) => {
      const names = filesFrom(instruction);
      if (names.length === 0) return [];
      const found = sourceStages(instruction, stage, stages);
      return found.length === names.length
        ? []
        : names.filter((name) => !leadsTo(found, name)).map((name) => ({ name, instruction }));
    }),
  );
}

function hasFlags({ flags }: Instruction): boolean {
  return flags.length > 0;
}

function leadsTo(found: readonly Stage[], name: string): boolean {
  return found.some(
    (stage) => String(stage.index) === name || stage.name?.toLowerCase() === name.toLowerCase(),
  );
}

/** Variables mean in every line what they meant in it, and in new lines they are declared (A21, A22). */
export function variableDifferences(
  comparison: Comparison,
  before: readonly ReadStage[],
  after: readonly ReadStage[],
): string[] {
  const known = new KnownUses(comparison.before, before);
  const inStages = after.flatMap(({ stage, readings, start }) => {
    const declared = new Set(start.keys());
    return readings.flatMap(({ instruction, uses, sets }) => {
      const found =
        uses.size === 0
          ? []
          : known.problem(textOf(comparison.after, instruction), uses, declared, stage);
      for (const [name] of sets) declared.add(name);
      return found.map(
        (problem) => `${problem} where ${quoted(comparison.after, instruction)} uses it`,
      );
    });
  });
  return [...inStages, ...fromDifferences(comparison)];
}

/** How the lines of the input use variables. */
class KnownUses {
  readonly #byText = new Map<string, Set<string>>();
  readonly #origins = new Set<number>();

  constructor(file: Dockerfile, stages: readonly ReadStage[]) {
    for (const { instruction, uses } of stages.flatMap(({ readings }) => readings)) {
      if (uses.size === 0) continue;
      const text = textOf(file, instruction);
      this.#byText.set(text, (this.#byText.get(text) ?? new Set()).add(String([...uses])));
      for (const origin of uses.values()) this.#origins.add(origin);
    }
  }

  problem(
    text: string,
    uses: ReadonlyMap<string, number>,
    declared: ReadonlySet<string>,
    stage: Stage,
  ): string[] {
    const old = this.#byText.get(text);
    if (old)
      return old.has(String([...uses])) ? [] : [`${quotedNames(uses)} would have another value`];
    const missing = [...uses].filter(
      ([name, origin]) =>
        !declared.has(name) && !this.#origins.has(origin) && !isGiven(name, stage),
    );
    return missing.map(([name]) => `"${name}" is not declared`);
  }
}

function quotedNames(uses: ReadonlyMap<string, number>): string {
  return `"${[...uses.keys()].join('", "')}"`;
}

/** Whether a base image is known to set a variable. */
function isGiven(name: string, stage: Stage): boolean {
  let root = stage;
  while (root.base) root = root.base;
  const image = root.resolvedImage && baseImage(root.official);
  return name === 'PATH' || image?.variables.includes(name) === true;
}

/** BuildKit sets these by itself (handbook A29). */
const automatic = /^(?:TARGET|BUILD)(?:PLATFORM|OS|ARCH|VARIANT|OSVERSION)$/;

/** FROM sees nothing but what is declared above the first one (handbook A21). */
function fromDifferences({ before, after }: Comparison): string[] {
  const old = new Set(before.stages.flatMap(({ from }) => undeclaredIn(from, before)));
  return after.stages.flatMap(({ from }) =>
    undeclaredIn(from, after)
      .filter((name) => !old.has(name))
      .map((name) => `"${name}" is not declared where ${quoted(after, from)} uses it`),
  );
}

function undeclaredIn(from: Instruction, { globals }: Dockerfile): string[] {
  const names = variablesIn(valuesIn(from), from.escape);
  return names.filter((name) => !globals.has(name) && !automatic.test(name));
}
