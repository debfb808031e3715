import type { Span } from '../edits.js';
import { groupedBy } from '../grouping.js';
import { rememberedFor } from '../memo.js';
import { DockerfileSyntaxError } from './errors.js';
import { expand } from './expand.js';
import { type ImageReference, officialImage } from './image-reference.js';
import { parseImageReference, resolvedReference, validReference } from './image-reference.js';
import { flagValue, type Instruction } from './instruction.js';
import { mountedFrom } from './mounts.js';
import { fromSyntax, type Part, propertiesOf } from './syntax.js';

/** One stage: a FROM and what follows it. */
export interface Stage {
  readonly index: number;
  /** As written; compare names without regard to case (handbook A41). */
  readonly name?: string | undefined;
  readonly from: Instruction;
  /** The reference as written, variables included, and its place in the file. */
  readonly image: ImageReference;
  readonly imageSpan: Span;
  /** The same with the quotes that may stand around it. */
  readonly imageWord: Span;
  /**
   * The reference with the defaults of global ARGs filled in, an ARG without one being empty; absent
   * when that makes no reference.
   */
  readonly resolvedImage?: ImageReference | undefined;
  /** The name of the official image that FROM means, by whatever registry: `node`. */
  readonly official?: string | undefined;
  /** The earlier stage that FROM names, if it names one. */
  readonly base?: Stage | undefined;
  /** Earlier stages whose files come in: by FROM, COPY --from or RUN --mount=from. */
  readonly sources: readonly Stage[];
  /** Everything after FROM. */
  readonly instructions: readonly Instruction[];
  /** Build arguments that are taken to have a value, by name. */
  readonly assumed: ReadonlyMap<string, string>;
}

/** The defaults of the ARGs before the first FROM; undefined where there is none. */
export type Globals = ReadonlyMap<string, string | undefined>;

/** Platform arguments that BuildKit sets by itself (handbook A29): their values are never known. */
const automatic = /^(?:TARGET|BUILD)(?:PLATFORM|OS|OSVERSION|ARCH|VARIANT)$|^TARGETSTAGE$/;

/** @throws DockerfileSyntaxError for an ARG that can't be read: any FROM may use it */
export function globalArguments(before: readonly Instruction[]): Globals {
  const known = new Map<string, string | undefined>();
  for (const arg of before) {
    const properties = propertiesOf(arg);
    if (!properties)
      throw new DockerfileSyntaxError('This ARG can not be read for sure.', arg.start);
    for (const { name, value } of properties) {
      const expanded =
        value === undefined
          ? undefined
          : expand(value, (other) => lookUp(other, known), arg.escape);
      known.set(expand(name, (other) => lookUp(other, known), arg.escape) ?? name, expanded);
    }
  }
  return known;
}

/** The global ARGs that have no default. */
export function valuelessArguments(before: readonly Instruction[]): ReadonlySet<string> {
  const all = before.flatMap((arg) => propertiesOf(arg) ?? []);
  const given = new Set(all.filter(({ value }) => value !== undefined).map(({ name }) => name));
  return new Set(all.map(({ name }) => name).filter((name) => !given.has(name)));
}

function lookUp(name: string, globals: Globals): string | undefined | null {
  if (globals.has(name)) return globals.get(name);
  return automatic.test(name) ? undefined : null;
}

/** What the stages of a file have in common. */
interface Surroundings {
  readonly globals: Globals;
  /** The global ARGs without a default: empty, where nobody passes them. */
  readonly valueless: ReadonlySet<string>;
  /** Prefixes under which the user's registry serves official images. */
  readonly mirrors: readonly string[];
  /** Build arguments that are taken to have a value. */
  readonly assumed: ReadonlyMap<string, string>;
}

/** @throws DockerfileSyntaxError for a FROM that can't be read */
export function collectStages(
  instructions: readonly Instruction[],
  surroundings: Surroundings,
): Stage[] {
  const stages: Stage[] = [];
  const named: StagesByName = new Map();
  const starts = placesOfFrom(instructions);
  starts.forEach((start, index) => {
    const [from, ...rest] = instructions.slice(start, starts[index + 1]) as [
      Instruction,
      ...Instruction[],
    ];
    const stage = readStage(from, rest, stages, named, surroundings);
    stages.push(stage);
    if (stage.name !== undefined) named.set(stage.name.toLowerCase(), stage);
  });
  return stages;
}

function placesOfFrom(instructions: readonly Instruction[]): number[] {
  const places: number[] = [];
  for (let index = 0; index < instructions.length; index += 1)
    if (instructions[index]?.keyword === 'FROM') places.push(index);
  return places;
}

/** The latest stage of each name, in lower case. */
type StagesByName = Map<string, Stage>;

function readStage(
  from: Instruction,
  instructions: readonly Instruction[],
  earlier: readonly Stage[],
  named: StagesByName,
  { globals, valueless, mirrors, assumed }: Surroundings,
): Stage {
  const syntax = fromSyntax(from);
  if (!syntax) throw new DockerfileSyntaxError('This FROM can not be read for sure.', from.start);
  const { name } = syntax;
  const image = unquoted(syntax.image);
  const written = parseImageReference(image.text);
  const fill = (text: string) => expand(text, (variable) => lookUp(variable, globals), from.escape);
  const fillEmpty = (text: string) =>
    expand(text, (one) => (valueless.has(one) ? null : lookUp(one, globals)), from.escape);
  const resolved = resolvedReference(written, fill, mirrors) ?? validReference(written, fillEmpty);
  const official = officialImage(resolved ?? written, mirrors);
  const base = named.get(resolved?.text ?? image.text);
  const stageNamed = (one: string) => named.get(one);
  const stageAt = (index: number) => earlier[index];
  const copied = instructions
    .filter(({ flags }) => flags.length > 0)
    .flatMap((line) => sourcesOf(line, stageNamed, stageAt));
  return {
    index: earlier.length,
    from,
    image: written,
    imageSpan: { start: image.start, end: image.end },
    imageWord: { start: syntax.image.start, end: syntax.image.end },
    sources: [...new Set(base ? [base, ...copied] : copied)],
    instructions,
    name: name?.text,
    resolvedImage: resolved,
    official: base ? undefined : official,
    base,
    assumed,
  };
}

/** The builder takes the quotes around an image away; what is inside is the reference. */
function unquoted(image: Part): Part {
  const { text, start, end } = image;
  const inside = /^(["'])([^"'\\]+)\1$/.exec(text)?.[2];
  return inside === undefined ? image : { text: inside, start: start + 1, end: end - 1 };
}

/**
 * The stages whose files an instruction of a stage brings in (handbook A43–A45).
 *
 * @param stages all of the file
 */
export function sourceStages(
  instruction: Instruction,
  { index }: Stage,
  stages: readonly Stage[],
): Stage[] {
  if (instruction.flags.length === 0) return [];
  const isEarlier = (one: Stage | undefined): boolean => one !== undefined && one.index < index;
  const [named, numbered] = [byName(stages), (at: number) => stages[at]];
  return sourcesOf(
    instruction,
    (name) => named.get(name)?.findLast(isEarlier),
    (at) => (isEarlier(numbered(at)) ? numbered(at) : undefined),
  );
}

/** A file may copy from thousands of stages. */
const byName = rememberedFor((stages: readonly Stage[]) =>
  groupedBy(stages, ({ name }) => name?.toLowerCase()),
);

function sourcesOf(
  instruction: Instruction,
  named: (name: string) => Stage | undefined,
  numbered: (index: number) => Stage | undefined,
): Stage[] {
  if (instruction.flags.length === 0) return [];
  const copy = instruction.keyword === 'COPY' ? flagValue(instruction, 'from') : undefined;
  const copied =
    copy === undefined
      ? []
      : [/^\+?\d+$/.test(copy) ? numbered(Number(copy)) : named(copy.toLowerCase())];
  return [...copied, ...mountedFrom(instruction).map((name) => named(name.toLowerCase()))].filter(
    (stage) => stage !== undefined,
  );
}
