import { managerMention } from '../../src/command/index.js';
import { firstMatch, type Project } from '../../src/project/index.js';
import { caution, type Finding } from '../../src/transform.js';
import type { Span } from '../../src/edits.js';

/**
 * A Procfile that starts a package manager: Heroku reads it for buildpacks, which have nothing to do
 * with the image; Dokku starts its processes in the image that the Dockerfile makes.
 */
export function procfileCaution({ files }: Project, at: Span): Finding | undefined {
  const place = firstMatch('Procfile', files.read('Procfile') ?? '', managerMention);
  if (!place) return undefined;
  const because = `${place.path}:${place.line} starts a package manager: "${place.text.slice(0, 80)}". Where a platform runs that in this image, as Dokku does, it is no longer there.`;
  return caution('drop-npm/procfile', at, because, {
    advice: 'Write the program itself there, or leave drop-npm out with --skip drop-npm.',
  });
}
