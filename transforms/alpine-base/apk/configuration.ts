import type { Instruction, Stage } from '../../../src/dockerfile/index.js';
import { type Declined, decline } from '../../../src/transform.js';
import type { Translation } from './translation.js';

/** Where packages keep what comes with them; folders that Alpine has in the same place are left out. */
const places =
  /(?<![\w.-])\/(?:etc|usr\/share|usr\/lib|var\/lib)\/(?!fonts|ssl\b|ssh\b|ca-certificates|zoneinfo|apt\b|git\b|bash)([\w.+-]+)/g;

/** Files of a package that has them elsewhere on Alpine, or in another form: nobody has looked. */
export function configurationObstacle(
  stage: Stage,
  translations: readonly Translation[],
): Declined | undefined {
  const names = translations
    .flatMap(({ named }) => named.filter(({ alpine }) => alpine.length > 0))
    .map(({ debian }) => debian);
  if (names.length === 0) return undefined;
  for (const at of stage.instructions) {
    const found = pathIn(at, names);
    if (found)
      return decline(
        'alpine-base/package-files',
        at,
        `${found.path} belongs to ${found.name}, which keeps its files in another place or form on Alpine.`,
        'Write the lines for Alpine yourself, and set the base image with them.',
      );
  }
  return undefined;
}

function pathIn({ line }: Instruction, names: readonly string[]) {
  for (const [path, folder = ''] of line.joined.text.matchAll(places)) {
    const name = names.find((one) => isOf(folder.toLowerCase(), one.toLowerCase()));
    if (name !== undefined) return { path, name };
  }
  return undefined;
}

/** `ImageMagick-6` is imagemagick's, `supervisor` that of supervisor. */
function isOf(folder: string, name: string): boolean {
  const [stem = ''] = name.replace(/^lib(?=\w{3})/, '').split(/[-\d.]/, 1);
  return stem.length > 2 && folder.startsWith(stem);
}
