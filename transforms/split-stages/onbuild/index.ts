import {
  between,
  endWithComments,
  indentOf,
  instructionText,
  jsonArray,
} from '../../../src/layout/index.js';
import {
  type Dockerfile,
  type ImageReference,
  parse,
  type Stage,
} from '../../../src/dockerfile/index.js';
import { applyEdits, type Edit } from '../../../src/edits.js';
import { finalImage, type ImageState } from '../../../src/image-state.js';
import { onbuildImage, type OnbuildImage } from '../../../src/knowledge/images/node-onbuild.js';
import { change, type Change, insert, replace } from '../../../src/transform.js';

/**
 * Writes out what an `-onbuild` image of node does in this build (handbook F.1): its folder and its
 * triggers directly below FROM, where Docker runs them, and its command at the end of the stage,
 * unless the file has a command or an ENTRYPOINT, which takes the image's command away (A75).
 */
export function* inlined(file: Dockerfile): Iterable<Change> {
  for (const stage of file.stages) {
    const onbuild = onbuildBehind(stage);
    if (onbuild) yield inlinedStage(file, stage, onbuild);
  }
}

/** A tag that a variable gives, or a digest, is another image in another build. */
function onbuildBehind({ image, official }: Stage): OnbuildImage | undefined {
  const { tag, digest } = image;
  return official === 'node' && tag !== undefined && digest === undefined
    ? onbuildImage(tag)
    : undefined;
}

function inlinedStage(file: Dockerfile, stage: Stage, onbuild: OnbuildImage): Change {
  const { from, image, imageSpan } = stage;
  const first = linesBelowFrom(file, onbuild);
  const last = commandLine(file, stage, onbuild);
  const break_ = `${between(file)}${indentOf(file, from)}`;
  const below = first.map((line) => `${break_}${line}`).join('');
  const fromText = file.text.slice(from.start, imageSpan.start) + tagged(image, onbuild);
  const edits: Edit[] = [
    replace(imageSpan, tagged(image, onbuild)),
    insert(from.end, below),
    ...last.map((line) => insert(endOfStage(file, stage), `${break_}${line}`)),
  ];
  return change(
    'split-stages/onbuild-inlined',
    from,
    `The steps that "${image.text}" runs unseen in this build are written out.`,
    edits,
    {
      rewrites: [from],
      writes: [fromText + file.text.slice(imageSpan.end, from.end), ...first, ...last],
      image: imageAfter(file, edits),
    },
  );
}

function tagged({ name }: ImageReference, { tag }: OnbuildImage): string {
  return `${name}:${tag}`;
}

function linesBelowFrom(file: Dockerfile, { workdir, triggers }: OnbuildImage): string[] {
  return [['WORKDIR', workdir], ...triggers].map(([keyword = '', ...words]) =>
    instructionText(file, keyword, words),
  );
}

function commandLine(file: Dockerfile, { instructions }: Stage, { command }: OnbuildImage) {
  const own = instructions.some(({ keyword }) => keyword === 'CMD' || keyword === 'ENTRYPOINT');
  return own ? [] : [instructionText(file, 'CMD', [jsonArray(file, command)])];
}

function endOfStage(file: Dockerfile, { from, instructions }: Stage): number {
  return endWithComments(file, instructions.at(-1) ?? from);
}

/** What the image had from its base before now stands in the file. */
function imageAfter(file: Dockerfile, edits: readonly Edit[]): Partial<ImageState> {
  const { base, env, workdir, user, command } = finalImage(
    parse(applyEdits(file.text, edits), file.imageMirrors, file.style),
  );
  return { base, env, workdir, user, command };
}
