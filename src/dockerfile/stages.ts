import type { Span } from '../edits.js';
import { DockerfileSyntaxError } from './errors.js';
import { expand } from './expand.js';
import { type ImageReference, parseImageReference } from './image-reference.js';
import { flagValue, type Instruction } from './instruction.js';
import { fromSyntax, propertiesOf } from './syntax.js';

/** One stage: a FROM and what follows it. */
export interface Stage {
  readonly index: number;
  /** As written; compare names without regard to case (handbook A41). */
  readonly name?: string;
  readonly from: Instruction;
  /** The reference as written, variables included, and its place in the file. */
  readonly image: ImageReference;
  readonly imageSpan: Span;
  /** The reference with the defaults of global ARGs filled in; absent when one has none. */
  readonly resolvedImage?: ImageReference;
  /** The earlier stage that FROM names, if it names one. */
  readonly base?: Stage;
  /** Earlier stages whose files come in: by FROM, COPY --from or RUN --mount=from. */
  readonly sources: readonly Stage[];
  /** Everything after FROM. */
  readonly instructions: readonly Instruction[];
}

/** The defaults of the ARGs before the first FROM; undefined where there is none. */
export function globalArguments(before: readonly Instruction[]): Map<string, string | undefined> {
  const known = new Map<string, string | undefined>();
  for (const { name, value } of before.flatMap((arg) => propertiesOf(arg) ?? []))
    known.set(name, value && expand(value, (other) => (known.has(other) ? known.get(other) : null)));
  return known;
}

/** Platform arguments that BuildKit sets by itself (handbook A29): their values are never known. */
const automatic = /^(TARGET|BUILD)(PLATFORM|OS|ARCH|VARIANT)$/;

/** @throws DockerfileSyntaxError for what BuildKit refuses when it collects the stages */
export function collectStages(
  instructions: readonly Instruction[],
  globals: ReadonlyMap<string, string | undefined>,
): Stage[] {
  const stages: Stage[] = [];
  const starts = instructions.flatMap(({ keyword }, index) => (keyword === 'FROM' ? [index] : []));
  starts.forEach((start, index) => {
    const [from, ...rest] = instructions.slice(start, starts[index + 1]) as [Instruction, ...Instruction[]];
    stages.push(readStage(index, from, rest, stages, globals));
  });
  return stages;
}

function readStage(
  index: number,
  from: Instruction,
  instructions: readonly Instruction[],
  earlier: readonly Stage[],
  globals: ReadonlyMap<string, string | undefined>,
): Stage {
  const syntax = fromSyntax(from);
  if (!syntax)
    throw new DockerfileSyntaxError('FROM takes an image, and perhaps "AS" and a name.', from.start);
  const { image, name } = syntax;
  const resolved = expand(image.text, (variable) => lookUp(variable, globals), from.escape);
  const base = earlier.findLast((stage) => stage.name?.toLowerCase() === (resolved ?? image.text));
  const copied = instructions.flatMap((line) => sourceStages(line, earlier));
  return {
    index,
    from,
    image: parseImageReference(image.text),
    imageSpan: { start: image.start, end: image.end },
    ...(name && { name: name.text }),
    ...(resolved && { resolvedImage: parseImageReference(resolved) }),
    ...(base && { base }),
    sources: [...new Set([...(base ? [base] : []), ...copied])],
    instructions,
  };
}

function lookUp(name: string, globals: ReadonlyMap<string, string | undefined>): string | undefined | null {
  if (globals.has(name)) return globals.get(name);
  return automatic.test(name) ? undefined : null;
}

/** The stages whose files an instruction brings in (handbook A43–A45). */
export function sourceStages(instruction: Instruction, earlier: readonly Stage[]): Stage[] {
  const mounts = instruction.flags
    .filter(({ name }) => name === 'mount')
    .flatMap(({ value }) => /(?:^|,)from=([^,]*)/.exec(value ?? '')?.[1] ?? []);
  const copy = instruction.keyword === 'COPY' ? flagValue(instruction, 'from') : undefined;
  return [
    ...(copy === undefined ? [] : [stageNamed(copy, earlier) ?? earlier[indexIn(copy)]]),
    ...mounts.map((name) => stageNamed(name, earlier)),
  ].filter((stage) => stage !== undefined);
}

function stageNamed(name: string, stages: readonly Stage[]): Stage | undefined {
  return stages.findLast((stage) => stage.name?.toLowerCase() === name.toLowerCase());
}

function indexIn(reference: string): number {
  return /^\d+$/.test(reference) ? Number(reference) : -1;
}
