import { rememberedForGood } from '../../memo.js';
import { baseName, type Files, folderOf } from '../files.js';
import { readManifest } from '../manifest.js';
import type { Project } from '../project.js';
import { builtImages } from './build-commands.js';
import { composeServices } from './compose.js';
import { imageName, serviceOf, spaced, variantOf } from './image-names.js';

/** What a manifest says of a container, as far as it tells whose image it runs. */
export interface Deployed {
  readonly path: string;
  /** As written; absent where a template fills it in. */
  readonly image?: string;
}

/** What the image of a Dockerfile is called. */
interface Names {
  readonly dockerfile: string;
  /** By compose files, scripts and workflows. */
  readonly given: readonly string[];
  /** What its folder, its own name, its package and its services are called. */
  readonly likely: readonly string[];
  /** The first of these; empty where nothing sets it apart. */
  readonly hint: string;
}

/** How well an image fits a Dockerfile: not at all, by a word, by its last part, by the name that is given to it. */
const fits = { none: 0, word: 1, last: 2, given: 3 } as const;

/**
 * Whether a container runs the image of another Dockerfile of the repository than the project's, by the names
 * of the image or else by the folder that the manifest lies in.
 */
export function isOfAnotherDockerfile(project: Project, { path, image }: Deployed): boolean {
  const all = namesIn(project.files);
  const own = all.find(({ dockerfile }) => dockerfile === project.dockerfile);
  // Dockerfile.debian builds the same application, perhaps under the same name.
  const others = all.filter(({ hint }) => hint !== own?.hint);
  if (!own || others.length === 0) return false;
  const name = image === undefined ? '' : imageName(image);
  const ours = fitOf(name, own);
  const theirs = Math.max(...others.map((one) => fitOf(name, one)));
  if (ours > fits.none || theirs > fits.none)
    return theirs > ours && (own.likely.length > 0 || theirs > fits.word);
  return own.hint !== '' && !isNear(path, own) && others.some((one) => isNear(path, one));
}

const namesIn = rememberedForGood((files: Files): readonly Names[] =>
  files
    .list()
    .filter((path) => variantOf(path) !== undefined && !path.includes('.devcontainer/'))
    .map((dockerfile) => namesOf({ files, dockerfile, context: undefined })),
);

function namesOf(project: Project): Names {
  const { dockerfile } = project;
  const services = composeServices(project);
  const composed = services.flatMap(({ image }) => image ?? []);
  const folder = folderOf(dockerfile);
  const name = readManifest(
    project,
    folder === '' ? 'package.json' : `${folder}/package.json`,
  )?.name;
  const hint = serviceOf(dockerfile);
  const likely = [hint, baseName(name ?? ''), ...services.map((one) => one.name)];
  return {
    dockerfile,
    hint,
    given: [...builtImages(project), ...composed].map(imageName).filter(isName),
    likely: likely.map((one) => one.toLowerCase()).filter(isName),
  };
}

/** What a template or a variable fills in is no name. */
function isName(name: string): boolean {
  return name !== '' && !/[{}$]/.test(name);
}

function fitOf(image: string, { given, likely }: Names): number {
  const last = baseName(image);
  if (!isName(last)) return fits.none;
  if (given.includes(image)) return fits.given;
  if (likely.includes(last)) return fits.last;
  return likely.some((one) => spaced(last).includes(spaced(one))) ? fits.word : fits.none;
}

/** Whether a manifest lies in the folder of a Dockerfile, or in one that is called like it: `charts/web/templates`. */
function isNear(path: string, { dockerfile, hint }: Names): boolean {
  const folder = folderOf(dockerfile);
  return (
    hint !== '' &&
    ((folder !== '' && path.startsWith(`${folder}/`)) || folderOf(path).split('/').includes(hint))
  );
}
