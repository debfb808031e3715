import {
  type Dockerfile,
  ownInstructions,
  referenceOf,
  rootOf,
  type Stage,
} from '../dockerfile/index.js';
import { finalImage, type ImageState, shellsOf } from '../image-state.js';
import { type Comparison, isSameShell } from './comparison.js';

/** Every property of the final image is as before, or as a change announced it. */
export function imageDifferences(comparison: Comparison): string[] {
  const { before, after, effects } = comparison;
  const was = finalImage(before);
  const announced = effects.map(({ image }) => image ?? {});
  const expected: ImageState = Object.assign({}, was, ...announced);
  const found = finalImage(after);
  const differing = (Object.keys(found) as (keyof ImageState)[]).filter(
    // Which shell runs what is compared one by one: a shell form that goes away changes the list.
    (key) => key !== 'shell' && expected[key] !== found[key],
  );
  return [
    ...differing.map((key) => sentence(key, expected[key], found[key])),
    ...shells(comparison),
    ...inherited(before, after, was, found, announced),
    ...doubled(before, after),
  ];
}

function sentence(key: string, expected: string, found: string): string {
  return `the final image's ${key} would be "${found}", not "${expected}" (effect.image.${key} announces it)`;
}

/** What stays in the shell form stays with its shell (handbook A76). */
function shells(comparison: Comparison): string[] {
  const { before, after } = comparison;
  const [was, is] = [before, after].map(({ stages }) => shellsOf(stages.at(-1) as Stage));
  return [...(was ?? [])].flatMap(([keyword, shell]) => {
    const now = is?.get(keyword) ?? shell;
    return isSameShell(shell, now, comparison)
      ? []
      : [`${keyword} would run in the shell "${now}", not "${shell}"`];
  });
}

/** What starts the container must not be left to a base image that is another one now (A75). */
function inherited(
  before: Dockerfile,
  after: Dockerfile,
  was: ImageState,
  is: ImageState,
  announced: readonly Partial<ImageState>[],
): string[] {
  const [old, now] = [baseName(before), baseName(after)];
  if (old === now) return [];
  return (
    (['entrypoint', 'command'] as const)
      .filter((key) => was[key] === '' && is[key] === '')
      // A change that says so knows what the other image starts.
      .filter((key) => announced.every((one) => one[key] === undefined))
      .map((key) => `the final image's ${key} came from "${old}" and would come from "${now}"`)
  );
}

/** The name of the image that the final stage is built on, without its tag. */
function baseName({ stages }: Dockerfile): string {
  const root = rootOf(stages.at(-1) as Stage);
  return root.official ?? referenceOf(root).name;
}

/** Docker heeds the last of these alone and complains of the others (handbook A07, A80). */
const once = ['CMD', 'ENTRYPOINT', 'HEALTHCHECK'];

function doubled({ stages }: Dockerfile, after: Dockerfile): string[] {
  const count = (stage: Stage, keyword: string): number => ownInstructions(stage, keyword).length;
  return once.flatMap((keyword) => {
    const several = after.stages.filter((stage) => count(stage, keyword) > 1);
    if (several.length === 0) return [];
    const limit = stages.reduce((most, stage) => Math.max(most, count(stage, keyword)), 1);
    const worse = several.filter((stage) => count(stage, keyword) > limit);
    return worse.map(({ index }) => `stage ${index} would have a second ${keyword}`);
  });
}
