import { chainOf, instructionsOf, rootOf, type Stage } from '../../../src/dockerfile/index.js';
import {
  nginxHasCurl,
  nginxTwin,
  type NginxTwin,
} from '../../../src/knowledge/images/nginx-tags.js';
import { baseName, copiesOf, originOf } from '../../../src/project/index.js';
import { type Declined, decline, type Finding, type Outcome } from '../../../src/transform.js';
import { assumedTag, releaseUnpinned } from '../cautions.js';
import { containerSteps } from '../commands/container.js';
import { foreign } from '../image/joined-stages.js';
import { literalTag } from '../image/images.js';
import type { Move } from '../move.js';
import { entrypointSteps } from './nginx-scripts.js';
import { movedTo } from './moved.js';
import { strangerIn } from './strangers.js';

/**
 * A site that nginx serves: on Alpine nginx has the same folders, user, entrypoint and signal, so that
 * a stage goes there which copies files and does nothing that asks for more (handbook F.2).
 */
export function* nginxToAlpine(move: Move, final: Stage): Iterable<Outcome> {
  const root = rootOf(final);
  const tag = literalTag(root);
  const twin = tag === undefined ? undefined : nginxTwin(tag);
  if (!twin) return yield foreign(root);
  const steps = [...containerSteps(move, final), ...entrypointSteps(move, final)];
  const obstacle =
    strangerIn(move, final, programsOf(tag), 'nginx', steps) ?? configured(move, final);
  if (obstacle) return yield obstacle;
  const because = `The same nginx on Alpine: nginx:${twin.tag}.`;
  yield movedTo(move, root, twin.tag, because, cautionsOf(root, twin));
}

/** The programs of the image itself, on both systems. */
function programsOf(tag = ''): ReadonlySet<string> {
  return new Set(['envsubst', 'nginx', 'nginx-debug', ...(nginxHasCurl(tag) ? ['curl'] : [])]);
}

/** A configuration that names a user of Debian’s alone, in a file or in what a step writes. */
function configured(move: Move, final: Stage): Declined | undefined {
  const { files } = move.project;
  const main = originOf(move.project, final, move.file.stages, settings);
  const path = files
    .list()
    .filter((one) => one === main || /\.conf(?:\.template)?$/.test(one))
    .find((one) => /^[\t ]*user\s+(?!nginx\b|root\b)/m.test(files.read(one) ?? ''));
  const unread = path === undefined && main === undefined ? copyOfSettings(move, final) : undefined;
  if (unread) return unread;
  const step = instructionsOf(final).find(({ argument }) => argument.includes('www-data'));
  const who = path ?? step?.keyword;
  if (who === undefined) return undefined;
  const because = `${who} lets nginx run as a user that its Alpine image may not have.`;
  const at = path === undefined ? step : undefined;
  return decline('alpine-base/missing-user', at ?? final.from, because, 'Use the user nginx.');
}

/** Where the settings lie that say as which user nginx runs. */
const settings = '/etc/nginx/nginx.conf';

/** A COPY of settings that can't be looked at. */
function copyOfSettings({ file, project }: Move, final: Stage): Declined | undefined {
  // Where the build context can't be told, a file of the name was looked at all the same.
  const seen = new Set(project.files.list().map(baseName));
  const copy = chainOf(final)
    .flatMap((stage) => copiesOf(stage, file.stages))
    .find(
      (one) =>
        (one?.destination === settings ||
          (/^\/etc\/nginx\/?$/.test(one?.destination ?? '') &&
            one?.sources.some((source) => baseName(source) === 'nginx.conf'))) &&
        !one?.sources.every((source) => seen.has(baseName(source))),
    );
  return (
    copy &&
    decline(
      'alpine-base/missing-user',
      copy.instruction,
      `${copy.sources.find((source) => !seen.has(baseName(source)))} was not found, and may let nginx run as www-data, which its Alpine image does not have.`,
      'Run where the file is, or name the build context with --context.',
    )
  );
}

function cautionsOf({ from, image }: Stage, { tag, assumed, unpinned }: NginxTwin): Finding[] {
  return [
    ...(assumed ? [assumedTag(from, `nginx:${tag}`)] : []),
    ...(unpinned ? [releaseUnpinned(from, image.tag ?? '', tag)] : []),
  ];
}
