import { isForeignImage } from '../../../src/knowledge/images/foreign-images.js';
import { rememberedForGood } from '../../../src/memo.js';
import { managerMention, servicesOf } from '../../../src/command/index.js';
import type { Dockerfile, Stage } from '../../../src/dockerfile/index.js';
import {
  baseName,
  containerOfExec,
  type Deployed,
  type Files,
  imageOfRun,
  isAbout,
  isContainerOfAnother,
  isManual,
  isOfAnotherDockerfile,
  type Place,
  type Project,
} from '../../../src/project/index.js';
import type { Declined } from '../../../src/transform.js';
import { deploymentPlaces, isDeployment } from './deployment.js';
import { elsewhere, saidIn } from './elsewhere.js';
import { dokkuCaller } from './procfile.js';
import { isOfAnotherImage, platformLine } from './platform-files.js';

/** Lines of the repository that run a package manager in a container. */
interface Callers {
  /** Of manifests: they name an image, perhaps this one. */
  readonly manifests: readonly (Place & Deployed)[];
  /** `docker run … npm test`. */
  readonly docker: readonly Place[];
  /** `docker compose exec SERVICE npm …`. */
  readonly compose: readonly Place[];
}

const documents =
  /^(?:README[\w.-]*\.md|.*\.(?:sh|bash|ps1|bat|cmd|ya?ml|mk|service)|package\.json|Makefile|makefile|justfile|Justfile|crontab)$/i;
const containerLine = /^\s*(?:-|command:|args:)/;
const dockerLine =
  /\bdocker\s+(?:container\s+)?(?:run|exec)\b(?!.*\s(?:docker\.io\/|library\/)*node(?::|\s)).*\s(?:npm|npx|yarn|pnpm)\s/;
const composeLine = /compose\b.*\b(?:run|exec)\b.*\s(?:npm|npx|yarn|pnpm)\b/;

/** Kubernetes, fly.io and the like run commands of their own in an image; so does `docker run`. */
export function manifestCaller(
  file: Dockerfile,
  stage: Stage,
  project: Project,
): Declined | undefined {
  const { manifests, docker, compose } = callersIn(project.files);
  const names = new Set(servicesOf(project, file).map(({ name }) => name));
  const service = compose.find(({ text }) => text.split(/\s+/).some((word) => names.has(word)));
  const manifest = manifests.find(
    (one) => !isOfAnotherImage(one, project) && !isOfAnotherDockerfile(project, one),
  );
  const run = docker.find(
    (one) =>
      !isOfOtherFolder(project, one.path) &&
      (!isManual(one.path) || isAbout(project, one.path)) &&
      !startsAnotherImage(project, one),
  );
  const place = manifest ?? run ?? service ?? dokkuCaller(project);
  return place && elsewhere(stage.from, place, 'runs a package manager in this image');
}

/** Whether a text lies in the folder of another Dockerfile, or below it. */
function isOfOtherFolder({ files, dockerfile }: Project, path: string): boolean {
  const above = path.split('/').flatMap((_, index, all) => all.slice(0, index).join('/') || []);
  const folder = above.findLast((one) => files.has(`${one}/Dockerfile`));
  return folder !== undefined && !dockerfile.startsWith(`${folder}/`);
}

/** Whether a `docker run` starts the image of others, or of another Dockerfile, or a `docker exec` something there. */
function startsAnotherImage(project: Project, { path, text }: Place): boolean {
  const image = imageOfRun(text);
  const container = containerOfExec(saidIn(text));
  if (container !== undefined) return isContainerOfAnother(project, container);
  return (
    image !== undefined &&
    (isForeignImage(image) || isOfAnotherDockerfile(project, { path, image }))
  );
}

/** Every Dockerfile of a repository asks the same question of the same files. */
const callersIn = rememberedForGood((files: Files): Callers => {
  const found = {
    manifests: [] as (Place & Deployed)[],
    docker: [] as Place[],
    compose: [] as Place[],
  };
  for (const path of files.list()) {
    const name = baseName(path);
    if (!isRead(path) && !isManual(path)) continue;
    const text = files.read(path) ?? '';
    if (!managerMention.test(text)) continue;
    found.manifests.push(...manifestPlaces(path, name, text));
    found.docker.push(...linesOf(path, text, dockerLine));
    found.compose.push(...linesOf(path, text, composeLine));
  }
  return found;
});

function isRead(path: string): boolean {
  const name = baseName(path);
  return (
    platformLine(path) !== undefined ||
    documents.test(name) ||
    (name.endsWith('.json') && /task|ecs/i.test(name))
  );
}

/** Where a file says what runs in a container of the image: nowhere unless it is a manifest. */
function manifestPlaces(path: string, name: string, text: string): (Place & Deployed)[] {
  if (name.includes('compose')) return [];
  // An app.yaml may be a platform's, and a cluster's.
  if (!isDeployment(name, text)) return platformPlaces(path, name, text);
  return deploymentPlaces(path, name, text) ?? linesOf(path, text, containerLine);
}

/** How files that may name other images say that theirs comes from a Dockerfile. */
const inItsImage: readonly (readonly [RegExp, RegExp])[] = [
  [/^devcontainer\.json$/, /"docker[fF]ile"/],
  [/^Jenkinsfile/, /\bdockerfile\s*(?:true|\{)/],
];

function platformPlaces(path: string, name: string, text: string): Place[] {
  const platform = platformLine(path);
  const runs = inItsImage.find(([file]) => file.test(name))?.[1].test(text) ?? true;
  return platform && runs ? linesOf(path, text, platform) : [];
}

/** Longer lines are written by programs. */
const longestLine = 1000;

/** The lines that match and name a package manager, comments left out. */
function linesOf(path: string, text: string, wanted: RegExp): Place[] {
  return text.split('\n').flatMap((line, index) => {
    const start = line.slice(0, longestLine);
    const matches =
      managerMention.test(start) && wanted.test(start) && !/^\s*(?:\/\/|#)/.test(start);
    return matches ? [{ path, line: index + 1, text: line.trim() }] : [];
  });
}
