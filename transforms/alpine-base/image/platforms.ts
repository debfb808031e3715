import { flagValue, nodeTagOf, rootOf, type Stage } from '../../../src/dockerfile/index.js';
import { alpinePlatforms } from '../../../src/knowledge/images/node-releases.js';
import { baseName } from '../../../src/project/index.js';
import { type Declined, decline } from '../../../src/transform.js';
import type { Move } from '../move.js';

const rare = /\blinux\/(?:386|arm\/v[5-7]|mips64le|ppc64le|riscv64|s390x)\b/g;
const names =
  /^(?:(?:docker-)?compose[\w.-]*\.ya?ml|docker-bake.*\.(?:hcl|json)|\.gitlab-ci\.yml|Makefile|build.*\.sh)$/;

/** A platform that is built for and that the Alpine image of the version does not have (handbook C26). */
export function platformObstacle({ project, target }: Move, stage: Stage): Declined | undefined {
  const major = nodeTagOf(rootOf(stage))?.major;
  const offered = major === undefined ? undefined : alpinePlatforms(major);
  if (target !== 'alpine' || !offered) return undefined;
  const own = flagValue(stage.from, 'platform') ?? '';
  const wanted = [
    own,
    ...project.files
      .list()
      .filter(isBuildFile)
      .map((path) => withoutComments(project.files.read(path) ?? '')),
  ];
  const missing = wanted
    .flatMap((text) => [...text.matchAll(rare)].map(([platform]) => platform))
    .find((platform) => !offered.includes(platform));
  return missing === undefined
    ? undefined
    : decline(
        'alpine-base/platform',
        stage.from,
        `The image is built for ${missing}, and Node ${major} on Alpine is not.`,
        'Leave that platform out, or keep Debian.',
      );
}

function isBuildFile(path: string): boolean {
  return names.test(baseName(path)) || /(?:^|\/)\.github\/workflows\/[^/]+\.ya?ml$/.test(path);
}

/** A platform that is commented out is not built for: the examples of actions come with such lines. */
function withoutComments(text: string): string {
  const lines = text.split('\n').map((line) => line.trimStart());
  return lines.filter((line) => !line.startsWith('#') && !line.startsWith('//')).join('\n');
}
