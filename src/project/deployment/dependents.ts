import { rememberedForGood } from '../../memo.js';
import { posix } from 'node:path';
import { builtImages } from './build-commands.js';
import { composeServices } from './compose.js';
import type { Files } from '../files.js';
import type { Project } from '../project.js';
import { hintOf, imageName, spaced, variantOf } from './image-names.js';
import { nameOfPackage } from './published-image.js';

/** A Dockerfile of the repository whose steps go on from an image, or copy from it. */
interface Dependent {
  readonly path: string;
  /** Counted from 1. */
  readonly line: number;
  readonly image: string;
}

/**
 * The first other Dockerfile that builds on the image of a project's: by the name that scripts,
 * workflows or compose files give to the image, or that the package and the Dockerfile's own name
 * make likely. What is pinned to a version that is published already is left out.
 */
export function dependentOf(project: Project): Dependent | undefined {
  const others = dependentsIn(project.files).filter(({ path }) => path !== project.dockerfile);
  if (others.length === 0) return undefined;
  const composed = composeServices(project).flatMap(({ image }) => image ?? []);
  const built = [...builtImages(project), ...composed];
  return others.find(
    ({ image }) => built.some((one) => isSame(image, one)) || isCalled(project, image),
  );
}

const dependentsIn = rememberedForGood((files: Files): readonly Dependent[] =>
  files
    .list()
    .filter((path) => variantOf(path) !== undefined)
    .flatMap((path) => inText(path, files.read(path) ?? ''))
    .filter(({ image }) => imageName(image) !== '' && !/@|:v?\d+(?:\.\d+)+$/.test(image)),
);

interface Base extends Dependent {
  readonly alias: string;
  /** Whether a step runs on it, or something is copied from it. */
  used: boolean;
}

function inText(path: string, text: string): Dependent[] {
  const bases: Base[] = [];
  for (const [index, line] of text.split('\n').entries()) {
    const [, image, alias = ''] =
      /^\s*FROM\s+(?:--\S+\s+)?(\S+)(?:\s+AS\s+(\S+))?/i.exec(line) ?? [];
    const [, source] = /^\s*(?:COPY|ADD)\s.*?--from=(\S+)/i.exec(line) ?? [];
    const named = (name: string) => bases.find((one) => one.alias === name.toLowerCase());
    const [below, from] = [image && named(image), source && named(source)];
    const last = bases.at(-1);
    if (below) below.used = true;
    else if (image)
      bases.push({ path, line: index + 1, image, alias: alias.toLowerCase(), used: false });
    if (from) from.used = true;
    else if (source && /[/:]/.test(source))
      bases.push({ path, line: index + 1, image: source, alias: '', used: true });
    else if (last && /^\s*RUN\s/i.test(line)) last.used = true;
  }
  return bases.filter(({ used }) => used);
}

/** The tag of an image; empty where it has none. */
function tagOf(image: string): string {
  const [, ...rest] = posix.basename(image).split(':');
  return rest.join(':');
}

/** Tags of one name are images of their own: `acme/shop:base` is not what `acme/shop:latest` is. */
function isSame(image: string, built: string): boolean {
  const [tag, other] = [tagOf(image), tagOf(built)];
  const released = moving.test(other) || /^v?\d/.test(other);
  return imageName(image) === imageName(built) && (tag === other || (moving.test(tag) && released));
}

const moving = /^(?:|latest|main|master|edge|next|nightly|stable|dev|local|\$.*)$/;

/** Whether an image is called like the package, and what sets this Dockerfile apart stands in its name. */
function isCalled({ files, dockerfile }: Project, image: string): boolean {
  const called = nameOfPackage(files) ?? '';
  const name = imageName(image);
  if (called.length < 4 || !spaced(name).includes(spaced(called))) return false;
  const hint = hintOf(dockerfile);
  const tag = tagOf(image);
  if (hint === '' || hint === called) return posix.basename(name) === called && moving.test(tag);
  return spaced(`${name} ${tag}`).replace(spaced(called), ' ').includes(spaced(hint));
}
