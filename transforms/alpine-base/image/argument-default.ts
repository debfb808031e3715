import {
  type Dockerfile,
  propertiesOf,
  type Property,
  type Stage,
  textAfter,
} from '../../../src/dockerfile/index.js';
import { replace } from '../../../src/transform.js';
import { fromSwap, type Rewriting } from './images.js';

/** A FROM whose image a build argument holds, as a whole or in part. */
interface Place {
  readonly file: Dockerfile;
  readonly stage: Stage;
  readonly moving: readonly Stage[];
}

/**
 * Changes what a variable of FROM stands for when nobody passes it (C22, C23): the default of its
 * ARG, or the one that FROM itself gives.
 *
 * @param renewed the value that takes the place of another; undefined where there is none
 */
export function argumentSwap(
  place: Place,
  name: string,
  renewed: (value: string) => string | undefined,
): Rewriting | undefined {
  const swap =
    place.file.globals.get(name) === undefined
      ? ownDefault(place, name, renewed)
      : declaredDefault(place, name, renewed);
  return (
    swap && {
      ...swap,
      argument: `Whoever passes --build-arg ${name} decides on the image, as before.`,
    }
  );
}

/** `${X:-node:20}` where no ARG gives X a value. */
function ownDefault(
  { file, stage }: Place,
  name: string,
  renewed: (value: string) => string | undefined,
): Rewriting | undefined {
  const { text } = stage.image;
  const before = text.lastIndexOf(`\${${name}`);
  const [, opening = '', value = ''] = /^(\$\{\w+:?-)([^{}]*)\}/.exec(text.slice(before)) ?? [];
  const after = value === '' ? undefined : renewed(value);
  const start = before + opening.length;
  return after === undefined
    ? undefined
    : fromSwap(file, stage, text.slice(0, start) + after + text.slice(start + value.length));
}

/** The default of an ARG that nothing but the FROM lines of moving stages uses. */
function declaredDefault(
  { file, stage, moving }: Place,
  name: string,
  renewed: (value: string) => string | undefined,
): Rewriting | undefined {
  const declaration = onlyDeclaration(file, name);
  const valueSpan = declaration?.property.valueSpan;
  const written = valueSpan && file.text.slice(valueSpan.start, valueSpan.end);
  const [, quote = '', value = ''] = /^(["']?)(.*)\1$/.exec(written ?? '') ?? [];
  const alike = moving.filter((one) => one.image.text === stage.image.text);
  const after = value === '' ? undefined : renewed(value);
  if (!valueSpan || after === undefined || usesBesides(file, name, alike)) return undefined;
  const edits = [replace(valueSpan, quote + after + quote)];
  const line = textAfter(file.text, declaration.arg, edits);
  return { edits, effect: { rewrites: [declaration.arg], writes: [line] } };
}

/** The one ARG above the first FROM that gives a name its value. */
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
