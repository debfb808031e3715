import {
  type Dockerfile,
  environmentAt,
  type Instruction,
  sourceStages,
  type Stage,
  variablesIn,
} from './dockerfile/index.js';
import { finalImage, type ImageState } from './image-state.js';
import type { Effect } from './transform.js';

/**
 * The self-check (handbook H14): compares a file before and after a transform and lets pass only
 * what the transform announced.
 *
 * @returns one sentence for each thing that is not as it should be; empty when all is well
 */
export function differences(before: Dockerfile, after: Dockerfile, effects: readonly Effect[]): string[] {
  return [
    ...imageDifferences(before, after, effects),
    ...instructionDifferences(before, after, effects),
    ...commentDifferences(before, after),
    ...layoutDifferences(before, after),
    ...stageDifferences(before, after, effects),
    ...buildDifferences(before, after),
    ...unresolved(before, after),
  ];
}

/** Every property of the final image is as before, or as a change announced it. */
function imageDifferences(before: Dockerfile, after: Dockerfile, effects: readonly Effect[]): string[] {
  const expected: ImageState = Object.assign({}, finalImage(before), ...effects.map(({ image }) => image ?? {}));
  const found = finalImage(after);
  return (Object.keys(expected) as (keyof ImageState)[])
    .filter((key) => expected[key] !== found[key])
    .map((key) => `the final image's ${key} would be "${found[key]}", not "${expected[key]}"`);
}

/** Each instruction is found again exactly once, or a change names it. */
function instructionDifferences(before: Dockerfile, after: Dockerfile, effects: readonly Effect[]): string[] {
  const count = new Map<string, number>();
  const add = (text: string, by: number): unknown => count.set(text, (count.get(text) ?? 0) + by);
  for (const instruction of before.instructions) add(textOf(before, instruction), 1);
  for (const { rewrites = [], writes = [] } of effects) {
    for (const instruction of rewrites) add(textOf(before, instruction), -1);
    for (const text of writes) add(text, 1);
  }
  for (const instruction of after.instructions) add(textOf(after, instruction), -1);
  return [...count]
    .filter(([, missing]) => missing !== 0)
    .map(([text, missing]) => `"${firstLine(text)}" is ${missing > 0 ? 'missing' : 'there without an announcement'}`);
}

/** No comment line is lost, wherever it went. */
function commentDifferences(before: Dockerfile, after: Dockerfile): string[] {
  const left = new Map<string, number>();
  for (const text of commentsOf(after)) left.set(text, (left.get(text) ?? 0) + 1);
  return commentsOf(before).flatMap((text) => {
    const there = left.get(text) ?? 0;
    left.set(text, there - 1);
    return there > 0 ? [] : [`the comment "${text}" would be lost`];
  });
}

function commentsOf({ text, comments, instructions }: Dockerfile): string[] {
  const inner = instructions.flatMap(({ line }) => line.innerComments);
  return [...comments, ...inner].map(({ start, end }) => text.slice(start, end));
}

/** Byte-order mark, line endings, final newline and directives stay. */
function layoutDifferences(before: Dockerfile, after: Dockerfile): string[] {
  const found: string[] = [];
  if (before.text.startsWith('\ufeff') !== after.text.startsWith('\ufeff')) found.push('the byte-order mark changed');
  if (before.text.endsWith('\n') !== after.text.endsWith('\n')) found.push('the final newline changed');
  if (!/(^|[^\r])\n/.test(before.text) && /(^|[^\r])\n/.test(after.text)) found.push('the line endings are mixed now');
  if (!before.text.includes('\r') && after.text.includes('\r')) found.push('the line endings are mixed now');
  if (JSON.stringify(before.directives) !== JSON.stringify(after.directives)) found.push('a directive changed');
  return found;
}

/** Stages are only added at the end, so that no index shifts and no name goes away (A44, A46). */
function stageDifferences(before: Dockerfile, after: Dockerfile, effects: readonly Effect[]): string[] {
  const added = effects.reduce((sum, { stages = 0 }) => sum + stages, 0);
  const found: string[] = [];
  if (after.stages.length !== before.stages.length + added)
    found.push(`there are ${after.stages.length} stages, not ${before.stages.length + added}`);
  for (const { index, name } of before.stages)
    if (name !== undefined && after.stages[index]?.name !== name) found.push(`stage "${name}" lost its name or place`);
  return found;
}

/** An instruction that runs during the build, with the stage that holds it. */
interface Step {
  readonly instruction: Instruction;
  readonly stage: Stage;
  readonly index: number;
}

/** Build steps keep their order, their stage, their sources and the environment they run in. */
function buildDifferences(before: Dockerfile, after: Dockerfile): string[] {
  const found: string[] = [];
  const rest = stepsOf(after);
  let last = -1;
  for (const step of stepsOf(before)) {
    const text = textOf(before, step.instruction);
    const at = rest.findIndex(
      (other, place) => place > last && other.stage.index === step.stage.index && textOf(after, other.instruction) === text,
    );
    const twin = rest[at];
    if (!twin) continue;
    last = at;
    const [was, is] = [circumstances(before, step), circumstances(after, twin)];
    if (was !== is) found.push(`"${firstLine(text)}" would run under other circumstances`);
  }
  return [...found, ...movedSteps(before, after)];
}

/** A step whose text is still there must be found in order within its stage. */
function movedSteps(before: Dockerfile, after: Dockerfile): string[] {
  return before.stages.flatMap((stage) => {
    const twin = after.stages[stage.index];
    const now = (twin ? stepsOfStage(twin) : []).map(({ instruction }) => textOf(after, instruction));
    const was = stepsOfStage(stage).map(({ instruction }) => textOf(before, instruction));
    const kept = was.filter((text) => now.includes(text));
    const order = now.filter((text) => was.includes(text));
    const same = kept.length === order.length && kept.every((text, place) => text === order[place]);
    return same ? [] : [`the steps of stage ${stage.index} are in another order`];
  });
}

const buildKeywords = new Set(['RUN', 'COPY', 'ADD']);

function stepsOf({ stages }: Dockerfile): Step[] {
  return stages.flatMap(stepsOfStage);
}

function stepsOfStage(stage: Stage): Step[] {
  return stage.instructions.flatMap((instruction, index) =>
    buildKeywords.has(instruction.keyword) ? [{ instruction, stage, index }] : [],
  );
}

/** Everything that decides what a build step does, as one text. */
function circumstances(file: Dockerfile, { instruction, stage, index }: Step): string {
  const { workdir, user, shell, scope } = environmentAt(stage, index);
  const sources = sourceStages(instruction, file.stages.slice(0, stage.index)).map((source) => source.index);
  const own = instruction.keyword === 'RUN';
  const variables = own ? [...scope.env()].sort().map(String) : variablesIn(instruction.argument).map((name) => `${name}=${String(scope.variable(name))}`);
  return JSON.stringify([workdir, own && user, own && shell, sources, variables]);
}

const expanding = new Set(['ADD', 'COPY', 'ENV', 'EXPOSE', 'LABEL', 'STOPSIGNAL', 'USER', 'VOLUME', 'WORKDIR']);

/** References of the output lead somewhere: to an earlier stage, to a declared variable. */
function unresolved(before: Dockerfile, after: Dockerfile): string[] {
  const old = new Set(before.instructions.map((one) => textOf(before, one)));
  const external = new Set(before.instructions.flatMap((one) => fromFlag(one) ?? []));
  return after.stages.flatMap((stage) =>
    stage.instructions.flatMap((instruction, index) => {
      const from = fromFlag(instruction);
      const lost = from !== undefined && !external.has(from) && sourceStages(instruction, after.stages.slice(0, stage.index)).length === 0;
      const fresh = expanding.has(instruction.keyword) && (!old.has(textOf(after, instruction)) || stage.index >= before.stages.length);
      const { scope } = environmentAt(stage, index);
      const undeclared = fresh ? variablesIn(instruction.argument).filter((name) => !scope.declares(name) && scope.variable(name) === null) : [];
      return [
        ...(lost ? [`"--from=${from}" names no earlier stage`] : []),
        ...undeclared.map((name) => `"${name}" is not declared where "${firstLine(textOf(after, instruction))}" uses it`),
      ];
    }),
  );
}

function fromFlag({ flags }: Instruction): string | undefined {
  return flags.find(({ name }) => name === 'from')?.value;
}

function textOf({ text }: Dockerfile, { start, end }: Instruction): string {
  return text.slice(start, end);
}

function firstLine(text: string): string {
  return text.split(/\r?\n/, 1)[0] ?? '';
}
