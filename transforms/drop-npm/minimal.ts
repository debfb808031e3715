import { containerCommand } from '../../src/command/index.js';
import { type Dockerfile, type Instruction, type Stage } from '../../src/dockerfile/index.js';
import type { Edit } from '../../src/edits.js';
import { execText } from '../../src/image-state.js';
import { nodeTag } from '../../src/knowledge/node-tags.js';
import { cased, indentOf, jsonArray, lineEnding } from '../../src/layout.js';
import { applicationIn, findInSources, folderOf, type Project } from '../../src/project/index.js';
import { type Declined, decline, type Effect, insert, replace } from '../../src/transform.js';
import { lastUse } from './removal.js';

/** The edits that put a runtime stage on plain Alpine, and what they mean. */
export interface Minimal {
  readonly edits: readonly Edit[];
  readonly effect: Effect;
}

/** Before Node 12 not every image had docker-entrypoint.sh (nodejs/docker-node, 2019). */
const oldestMajor = 12;

/**
 * Puts the runtime stage on `alpine` with the builder's node (architecture, decision 3; handbook
 * E62, E68), or says why that is not possible.
 */
export function minimalRuntime(
  file: Dockerfile,
  stage: Stage,
  project: Project,
): Minimal | Declined {
  const why = (because: string): Declined =>
    decline(
      'drop-npm/minimal-declined',
      stage.from,
      `The official image was kept: ${because}`,
      'Leave --runtime minimal out, or give the file what the reason names.',
    );
  const builder = stage.sources.find(({ image }) => image.text === stage.image.text);
  if (!builder || stage.base)
    return why(
      '--runtime minimal needs a runtime stage that copies from a builder on the same image.',
    );
  const alpine = alpineFor(stage);
  if (alpine === undefined)
    return why(
      `the Alpine release of "${stage.image.text}" is not known, so node and its libraries may not fit.`,
    );
  const place = versionReader(project, stage, file);
  if (place !== undefined)
    return why(`${place} reads NODE_VERSION, which only the official image sets.`);
  const use = lastUse(stage);
  if (use) return why('the runtime stage itself uses npm, or may use it, while it is built.');
  const { entrypoint, cmd } = containerCommand(stage);
  if (!entrypoint && !cmd)
    return why('nothing says what it runs, and plain Alpine would run a shell.');
  return written(file, stage, builder, alpine);
}

/** The `alpine` tag that goes with a node tag: the same release, or the moving one for a moving tag. */
function alpineFor({ image }: Stage): string | undefined {
  const known =
    image.tag === undefined || image.digest !== undefined ? undefined : nodeTag(image.tag);
  if (known?.variant !== 'alpine' || (known.major ?? oldestMajor) < oldestMajor) return undefined;
  if (known.moving && !known.pinnedRelease) return 'alpine:3';
  return known.alpineRelease === undefined ? undefined : `alpine:${known.alpineRelease}`;
}

const version = /\b(?:NODE|YARN)_VERSION\b/;

function versionReader(project: Project, stage: Stage, { stages }: Dockerfile): string | undefined {
  const manifest = applicationIn(project, stage, stages)?.manifest;
  const own = stage.instructions.find(({ argument }) => version.test(argument));
  if (own) return `A line of the runtime stage (${own.keyword})`;
  const place = manifest && findInSources(project, folderOf(manifest.path), version);
  return place && `${place.path}:${place.line}`;
}

function written(file: Dockerfile, stage: Stage, builder: Stage, alpine: string): Minimal {
  const eol = lineEnding(file.text);
  const run = cased(file, 'RUN');
  const setup = [
    `${run} apk add --no-cache libstdc++ ${file.directives.escape}`,
    '  && addgroup -g 1000 node && adduser -u 1000 -G node -s /bin/sh -D node',
  ].join(eol);
  const from = builder.name ?? String(builder.index);
  const copy = `${cased(file, 'COPY')} --from=${from} /usr/local/bin/node /usr/local/bin/docker-entrypoint.sh /usr/local/bin/`;
  const fromText = file.text
    .slice(stage.from.start, stage.from.end)
    .replace(stage.image.text, alpine);
  const { entrypoint, cmd } = containerCommand(stage);
  const entry = entrypoint || !cmd ? undefined : entrypointBefore(file, cmd);
  return {
    edits: [
      replace(stage.imageSpan, alpine),
      insert(stage.from.end, `${eol}${setup}${eol}${copy}`),
      ...(entry ? [entry.edit] : []),
    ],
    effect: {
      rewrites: [stage.from],
      writes: [fromText, setup, copy, ...(entry ? [entry.text] : [])],
      image: { base: alpine, ...(entry && { entrypoint: execText(['docker-entrypoint.sh']) }) },
    },
  };
}

function entrypointBefore(file: Dockerfile, cmd: Instruction): { text: string; edit: Edit } {
  const text = `${cased(file, 'ENTRYPOINT')} ${jsonArray(file, ['docker-entrypoint.sh'])}`;
  const at = cmd.comments[0]?.start ?? cmd.start;
  return { text, edit: insert(at, `${text}${lineEnding(file.text)}${indentOf(file, cmd)}`) };
}
