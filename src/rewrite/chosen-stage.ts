import type { Dockerfile, Stage } from '../dockerfile/index.js';
import { type Declined, decline } from '../transform.js';

/**
 * Why a file is left alone in which an argument leads FROM to one of several stages: what suits the one of its
 * default may take from another what that runs with.
 */
export function chosenStage({ stages }: Dockerfile): Declined | undefined {
  for (const stage of stages) {
    const [one, other] = choicesOf(stage, stages);
    if (one && other)
      return decline(
        'file/chosen-stage',
        stage.from,
        `Whoever builds chooses by "${stage.image.text}" whether this stage goes on from "${one.name}" or "${other.name}".`,
        'Name the stage in FROM, and let builders choose by --target.',
      );
  }
  return undefined;
}

/** The stages that a FROM with a variable may mean, where its default is one. */
function choicesOf({ image: { text }, index, base }: Stage, stages: readonly Stage[]) {
  const prefix = text.slice(0, text.indexOf('$')).toLowerCase();
  const suffix = text.includes('}') ? text.slice(text.lastIndexOf('}') + 1).toLowerCase() : '';
  return base && text.includes('$')
    ? stages
        .slice(0, index)
        .filter(({ name = '' }) => name && isBetween(name.toLowerCase(), prefix, suffix))
    : [];
}

function isBetween(name: string, prefix: string, suffix: string): boolean {
  return (
    name.length > prefix.length + suffix.length && name.startsWith(prefix) && name.endsWith(suffix)
  );
}
