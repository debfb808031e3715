import { rememberedForGood } from '../../../src/memo.js';
import { servicesOf } from '../../../src/command/index.js';
import type { Dockerfile, Stage } from '../../../src/dockerfile/index.js';
import { baseName, type Files, type Place, type Project } from '../../../src/project/index.js';
import { caution, type Finding } from '../../../src/transform.js';

const documents =
  /^(?:README[\w.-]*\.md|Makefile|makefile|.*\.(?:sh|bash|mk|ya?ml)|package\.json)$/i;
const asRoot =
  /\b(?:docker|podman)\b.*\bexec\b.*\s(?:apk|apt-get|apt|chown|npm\s+(?:i|install|ci)|yarn\s+(?:add|install)|pnpm\s+(?:add|install))(?=\s|$)/;

/** A line of the repository that works in the container as root (handbook D25). */
export function execCaution(file: Dockerfile, stage: Stage, project: Project): Finding | undefined {
  const names = new Set(servicesOf(project, file).map(({ name }) => name));
  const place = placesIn(project.files).find(
    ({ text }) => !/compose/.test(text) || text.split(/\s+/).some((word) => names.has(word)),
  );
  if (!place || /\s(?:--user[= ]|-u )/.test(place.text)) return undefined;
  const because = `${place.path}:${place.line} works in a container as root: "${place.text.slice(0, 80)}".`;
  const advice = 'Name the user there: docker exec --user root.';
  return caution('node-user/exec-as-root', stage.from, because, { advice });
}

/** Longer lines are nobody's notes, and the pattern would try every pair of words in them. */
const longestLine = 500;

/** Every Dockerfile of a repository asks the same question of the same files. */
const placesIn = rememberedForGood((files: Files): readonly Place[] =>
  files
    .list()
    .filter((path) => documents.test(baseName(path)) && !path.includes('node_modules/'))
    .flatMap((path) => linesOf(path, files.read(path) ?? '')),
);

function linesOf(path: string, text: string): Place[] {
  if (!/\bexec\b/.test(text)) return [];
  return text
    .split('\n')
    .flatMap((line, index) =>
      asRoot.test(line.slice(0, longestLine)) && !/^\s*#/.test(line)
        ? [{ path, line: index + 1, text: line.trim() }]
        : [],
    );
}
