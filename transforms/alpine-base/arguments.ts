import {
  type Dockerfile,
  propertiesOf,
  type Property,
  type Stage,
  variablesIn,
} from '../../src/dockerfile/index.js';
import { nodeTag } from '../../src/knowledge/node-tags.js';
import { slimTwinOfSuffix, twinOfSuffix } from '../../src/knowledge/node-twins.js';
import { decline, type Declined, replace } from '../../src/transform.js';
import { fromSwap, type Rewriting, type Swap, type Twins, twinsOf } from './images.js';
import { isDeclined, type Target } from './move.js';

/** The swap of a stage's image to its twin, or the reason why there is none (handbook C.2). */
export function swapFor(
  file: Dockerfile,
  stage: Stage,
  moving: readonly Stage[],
  target: Target,
): Swap | Declined {
  const twins = twinsOf(stage, target);
  if (isDeclined(twins)) return twins;
  const { image } = stage;
  const literal =
    !(image.tag ?? '').includes('$') && (!image.text.includes('$') || image.tag !== undefined);
  const rewriting = literal
    ? literalSwap(file, stage, twins)
    : dynamicSwap(file, stage, moving, twins, target);
  return isDeclined(rewriting) ? rewriting : { stage, ...twins, ...rewriting };
}

/** A plain tag; a variable in the name of the registry stays as it is (C25). */
function literalSwap(file: Dockerfile, stage: Stage, { after }: Twins): Rewriting {
  const { name } = stage.image;
  const [registry] = variablesIn(name);
  const argument =
    registry === undefined
      ? {}
      : { argument: `The registry of --build-arg ${registry} must have node:${after}.` };
  return { ...fromSwap(file, stage, `${name}:${after}`), ...argument };
}

/** A version in a build argument: its suffix stands in FROM, or in the argument's default (C21 to C24). */
function dynamicSwap(
  file: Dockerfile,
  stage: Stage,
  moving: readonly Stage[],
  twins: Twins,
  target: Target,
): Rewriting | Declined {
  const { image, from } = stage;
  const [name, ...others] = new Set(variablesIn(image.text));
  const complex = decline(
    'alpine-base/dynamic-tag',
    from,
    `"${image.text}" is put together from variables.`,
    'Write the version into one ARG, and the rest of the tag into FROM.',
  );
  if (name === undefined || others.length > 0) return complex;
  const argument = `Whoever passes --build-arg ${name} must pass a bare version now.`;
  const split = /^(\$\w+|\$\{\w+(?::?-[\w.]*)?\})(-[\w.-]+)?$/.exec(image.tag ?? '');
  const text = split && suffixed(split[1] ?? '', split[2] ?? '', twins, target);
  if (text !== null && text !== undefined)
    return { ...fromSwap(file, stage, `${image.name}:${text}`), argument };
  const whole = split
    ? split[2] === undefined
    : image.tag === undefined && /^\$\{?\w+\}?$/.test(image.text);
  const swap = whole ? defaultSwap(file, stage, moving, name, twins) : undefined;
  return swap
    ? { ...swap, argument: `Whoever passes --build-arg ${name} decides on the image, as before.` }
    : complex;
}

/** The variable with the twin's suffix; only where that says the twin, bare versions apart. */
function suffixed(
  variable: string,
  suffix: string,
  { before, after }: Twins,
  target: Target,
): string | undefined {
  const value = before.slice(0, before.length - suffix.length);
  const ending = target === 'alpine' ? twinOfSuffix(suffix) : slimTwinOfSuffix(suffix);
  const bare = value !== '' && nodeTag(value)?.version === value;
  return bare && ending !== undefined && value + ending === after ? variable + ending : undefined;
}

/** Changes the default of a build argument that nothing but the FROM lines of moving stages uses. */
function defaultSwap(
  file: Dockerfile,
  stage: Stage,
  moving: readonly Stage[],
  name: string,
  { before, after }: Twins,
): Rewriting | undefined {
  const property = onlyDeclaration(file, name);
  const elsewhere = usesBesides(
    file,
    name,
    file.stages.filter((one) => moving.includes(one) && one.image.text === stage.image.text),
  );
  const [, , value = ''] = /^(["']?)(.*)\1$/.exec(property?.property.value ?? '') ?? [];
  if (!property?.property.valueSpan || elsewhere || before === '' || !value.endsWith(before))
    return undefined;
  const { start, end } = property.arg;
  const { valueSpan } = property.property;
  const text = file.text
    .slice(valueSpan.start, valueSpan.end)
    .replace(value, value.slice(0, value.length - before.length) + after);
  const written =
    file.text.slice(start, valueSpan.start) + text + file.text.slice(valueSpan.end, end);
  return {
    edits: [replace(valueSpan, text)],
    effect: { rewrites: [property.arg], writes: [written] },
  };
}

/** The one ARG above the first FROM that declares a name. */
function onlyDeclaration(
  file: Dockerfile,
  name: string,
): { arg: Dockerfile['instructions'][number]; property: Property } | undefined {
  const first = file.stages[0]?.from.start ?? 0;
  const found = file.instructions
    .filter((one) => one.keyword === 'ARG' && one.start < first)
    .flatMap((arg) =>
      (propertiesOf(arg) ?? [])
        .filter((one) => one.name === name)
        .map((property) => ({ arg, property })),
    );
  return found.length === 1 ? found[0] : undefined;
}

function usesBesides(file: Dockerfile, name: string, stages: readonly Stage[]): boolean {
  const use = new RegExp(String.raw`\b${name}\b`);
  const own = new Set(stages.map(({ from }) => from));
  const uses = file.instructions.filter((one) => !own.has(one) && use.test(one.line.joined.text));
  return uses.length > 1;
}
