import { type Dockerfile, referenceOf, type Stage } from '../dockerfile/index.js';
import { type Project, replacementOf } from '../project/index.js';
import { type Declined, decline } from '../transform.js';

/**
 * Why a file is left alone whose image a build replaces: what is in the other one is not known, and under
 * another name of the image nothing would be replaced.
 */
export function replacedImage({ stages }: Dockerfile, project: Project): Declined | undefined {
  for (const stage of stages) {
    const found = stage.base ? undefined : replacementOf(project, nameOf(stage));
    if (found)
      return decline(
        'file/replaced-image',
        stage.from,
        `${found.path}:${found.line} builds with another image in place of "${stage.image.text}": ${found.text}.`,
        'Name that image in FROM.',
      );
  }
  return undefined;
}

function nameOf(stage: Stage): string {
  const { name, tag = 'latest' } = referenceOf(stage);
  return `${stage.official ?? name}:${tag}`;
}
