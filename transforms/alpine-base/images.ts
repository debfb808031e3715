import { type Dockerfile, officialImage, propertiesOf, type Stage, variablesIn } from '../../src/dockerfile/index.js';
import type { Edit } from '../../src/edits.js';
import { chainOf } from '../../src/image-state.js';
import { nodeTag } from '../../src/knowledge/node-tags.js';
import { alpineTwin, slimTwin, slimTwinOfSuffix, twinOfSuffix } from '../../src/knowledge/node-twins.js';
import { decline, type Declined, type Effect, type Options, replace } from '../../src/transform.js';
import type { Target } from './programs.js';

/** How a FROM, or the ARG behind it, gets another tag. */
export interface Swap {
  readonly stage: Stage;
  /** The tag before and after, with the defaults of build arguments filled in. */
  readonly before: string;
  readonly after: string;
  readonly assumed: boolean;
  /** The build argument that holds the version, if one does. */
  readonly argument?: string;
  readonly edits: readonly Edit[];
  readonly effect: Effect;
}

/** What a stage is built on: node on Debian (to be moved), node on Alpine, another image, a stage. */
export function baseKind(stage: Stage, options: Options): 'debian' | 'alpine' | 'foreign' | 'stage' {
  if (stage.base) return 'stage';
  const image = stage.resolvedImage ?? stage.image;
  if (officialImage(image, options.imageMirrors) !== 'node') return 'foreign';
  const known = nodeTag(image.tag ?? 'latest');
  return known?.variant === 'alpine' || /alpine/.test(image.tag ?? '') ? 'alpine' : 'debian';
}

/** The swap of a stage's image to its twin, or the reason why there is none (handbook C.2). */
export function swapFor(file: Dockerfile, stage: Stage, target: Target): Swap | Declined {
  const { image, resolvedImage, from } = stage;
  if (image.digest !== undefined || resolvedImage?.digest !== undefined)
    return decline('alpine-base/digest-pin', from, 'The digest pins the Debian image; the Alpine one has another.', 'Drop the pin, or look up the digest of the Alpine tag and write both.');
  if (!resolvedImage) return decline('alpine-base/dynamic-tag', from, `"${image.text}" takes its tag from a variable without a default.`, 'Give the ARG a default above FROM.');
  const before = resolvedImage.tag ?? '';
  const twin = target === 'alpine' ? alpineTwin(before) : slimTwin(before);
  if (!twin) return decline('alpine-base/unknown-tag', from, `No ${target} tag is known for "node:${before}".`, 'Choose a version that has one.');
  const common = { stage, before, after: twin.tag, assumed: twin.assumed };
  if (!image.text.includes('$')) return { ...common, ...literalSwap(file, stage, twin.tag) };
  return dynamicSwap(file, stage, twin.tag, target, common);
}

type Common = Pick<Swap, 'stage' | 'before' | 'after' | 'assumed'>;

function literalSwap(file: Dockerfile, stage: Stage, tag: string): Pick<Swap, 'edits' | 'effect'> {
  return fromSwap(file, stage, `${stage.image.name}:${tag}`);
}

function fromSwap(file: Dockerfile, stage: Stage, text: string): Pick<Swap, 'edits' | 'effect'> {
  const { from, imageSpan } = stage;
  const written = file.text.slice(from.start, imageSpan.start) + text + file.text.slice(imageSpan.end, from.end);
  return {
    edits: [replace(imageSpan, text)],
    effect: { rewrites: [from], writes: [written], ...(isRootOfFinal(file, stage) && { image: { base: text } }) },
  };
}

function isRootOfFinal({ stages }: Dockerfile, stage: Stage): boolean {
  const final = stages.at(-1);
  return final !== undefined && chainOf(final)[0] === stage;
}

/** A version in a build argument: its suffix stands in FROM, or in the argument's default (C21 to C24). */
function dynamicSwap(file: Dockerfile, stage: Stage, tag: string, target: Target, common: Common): Swap | Declined {
  const { image, from } = stage;
  const names = variablesIn(image.text);
  const [argument] = names;
  const complex = decline('alpine-base/dynamic-tag', from, `"${image.text}" is put together from variables.`, 'Write the version into one ARG, and the rest of the tag into FROM.');
  if (names.length !== 1 || argument === undefined) return complex;
  const split = /^(\$\{?\w+(?::?-[\w.]*)?\}?)(-[\w.-]+)?$/.exec(image.tag ?? '');
  if (split) {
    const [, variable = '', suffix = ''] = split;
    const value = common.before.slice(0, common.before.length - suffix.length);
    const ending = target === 'alpine' ? twinOfSuffix(suffix) : slimTwinOfSuffix(suffix);
    const bare = nodeTag(value)?.version === value && value !== '';
    if (bare && ending !== undefined) return { ...common, argument, ...fromSwap(file, stage, `${image.name}:${variable}${ending}`) };
    if (suffix !== '') return complex;
  } else if (image.tag !== undefined || !/^\$\{?\w+\}?$/.test(image.text)) return complex;
  return defaultSwap(file, stage, argument, tag, common) ?? complex;
}

/** Changes the default of a build argument that FROM lines alone use. */
function defaultSwap(file: Dockerfile, stage: Stage, argument: string, tag: string, common: Common): Swap | undefined {
  const first = file.stages[0]?.from.start ?? 0;
  const declared = file.instructions.filter((one) => one.keyword === 'ARG' && one.start < first && propertiesOf(one)?.some(({ name }) => name === argument));
  const [arg] = declared;
  const property = arg && propertiesOf(arg)?.find(({ name }) => name === argument);
  const elsewhere = file.instructions.some((one) => one.keyword !== 'FROM' && one.start > first && new RegExp(String.raw`\b${argument}\b`).test(one.line.joined.text));
  const otherFroms = file.stages.filter((one) => one !== stage && variablesIn(one.image.text).includes(argument));
  if (!arg || !property?.valueSpan || declared.length !== 1 || elsewhere || otherFroms.some(({ image }) => image.text !== stage.image.text)) return undefined;
  const value = property.value ?? '';
  const text = value.endsWith(common.before) ? value.slice(0, value.length - common.before.length) + tag : undefined;
  if (text === undefined || common.before === '') return undefined;
  const { valueSpan } = property;
  const written = file.text.slice(arg.start, valueSpan.start) + text + file.text.slice(valueSpan.end, arg.end);
  return { ...common, argument, edits: [replace(valueSpan, text)], effect: { rewrites: [arg], writes: [written] } };
}
