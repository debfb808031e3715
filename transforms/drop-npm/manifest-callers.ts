import { managerMention, servicesOf } from '../../src/command/index.js';
import type { Dockerfile, Stage } from '../../src/dockerfile/index.js';
import { baseName, type Files, type Place, type Project } from '../../src/project/index.js';
import type { Declined } from '../../src/transform.js';
import { elsewhere } from './elsewhere.js';

/** Lines of the repository that run a package manager in a container. */
interface Callers {
  /** Of manifests: they name an image, perhaps this one. */
  readonly manifests: readonly Place[];
  /** `docker run … npm test`. */
  readonly docker: readonly Place[];
  /** `docker compose exec SERVICE npm …`. */
  readonly compose: readonly Place[];
}

const platformFile =
  /^(?:fly\.toml|heroku\.yml|app\.json|render\.yaml|railway\.json|railway\.toml|Makefile|makefile|.*\.mk)$/;
const documents = /^(?:README[\w.-]*\.md|.*\.(?:sh|bash|ya?ml)|package\.json)$/i;
const kubernetesKind = /^kind:\s*(?:Deployment|StatefulSet|DaemonSet|Job|CronJob|Pod)\s*$/m;
const releaseLine =
  /release_command|startCommand|^\s*(?:app|web|worker|processes)\s*=|^\s*run:|dockerCommand/;
const containerLine = /^\s*(?:-|command:|args:)/;
const dockerLine =
  /\bdocker\s+(?:container\s+)?(?:run|exec)\b(?!.*\s(?:docker\.io\/|library\/)*node(?::|\s)).*\s(?:npm|npx|yarn|pnpm)\s/;
const composeLine = /compose\b.*\b(?:run|exec)\b.*\s(?:npm|npx|yarn|pnpm)\b/;

/** Every Dockerfile of a repository asks the same question of the same files. */
const cache = new WeakMap<Files, Callers>();

/** Kubernetes, fly.io and the like run commands of their own in an image; so does `docker run`. */
export function manifestCaller(
  file: Dockerfile,
  stage: Stage,
  project: Project,
): Declined | undefined {
  const { manifests, docker, compose } = callersIn(project.files);
  const names = new Set(servicesOf(project, file).map(({ name }) => name));
  const service = compose.find(({ text }) => text.split(/\s+/).some((word) => names.has(word)));
  const place = manifests[0] ?? docker[0] ?? service;
  return place && elsewhere(stage.from, place, 'runs a package manager in this image');
}

function callersIn(files: Files): Callers {
  const known = cache.get(files);
  if (known) return known;
  const found = { manifests: [] as Place[], docker: [] as Place[], compose: [] as Place[] };
  for (const path of files.list()) {
    const name = baseName(path);
    if (!platformFile.test(name) && !documents.test(name)) continue;
    const text = files.read(path) ?? '';
    if (!managerMention.test(text)) continue;
    found.manifests.push(...linesOf(path, text, manifestLine(name, text)));
    found.docker.push(...linesOf(path, text, dockerLine));
    found.compose.push(...linesOf(path, text, composeLine));
  }
  cache.set(files, found);
  return found;
}

/** Which lines of a file name a command of a container: none where it is no manifest. */
function manifestLine(name: string, text: string): RegExp {
  if (platformFile.test(name)) return releaseLine;
  const yaml = /\.ya?ml$/.test(name) && !name.includes('compose');
  return yaml && kubernetesKind.test(text) ? containerLine : /(?!)/;
}

/** The lines that match and name a package manager, comments left out. */
function linesOf(path: string, text: string, wanted: RegExp): Place[] {
  return text.split('\n').flatMap((line, index) => {
    const matches = !/^\s*(?:\/\/|#)/.test(line) && managerMention.test(line) && wanted.test(line);
    return matches ? [{ path, line: index + 1, text: line.trim() }] : [];
  });
}
