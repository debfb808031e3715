import type { Stage } from '../../../src/dockerfile/index.js';
import { findInSources, folderOf } from '../../../src/project/index.js';
import { caution, type Finding } from '../../../src/transform.js';
import type { Contents } from '../node-modules/applications.js';
import type { Move } from '../move.js';

/** How sources find out which system, and which libc, they run on. */
const questions =
  /['"`](?:\/usr\/lib|\/etc)\/(?:os-release|debian_version|lsb-release|issue)['"`]|\bglibcVersion(?:Runtime|Compiler)\b/;

/** Programs that ask for the system get another answer on Alpine (handbook C89). */
export function detectionCautions(
  { from: at }: Stage,
  { applications }: Contents,
  { project }: Move,
): Finding[] {
  for (const { manifest } of applications) {
    const found = manifest && findInSources(project, folderOf(manifest.path), questions);
    if (!found) continue;
    const because = `${found.path}:${found.line} asks which system it runs on: on Alpine the answer is another.`;
    const advice = 'Look at what depends on it, such as which program is downloaded.';
    return [caution('alpine-base/system-detection', at, because, { advice })];
  }
  return [];
}
