import { literally } from '../../literally.js';
import { rememberedForGood } from '../../memo.js';
import { baseName, type Files } from '../files.js';

const dockerfiles = /^(?:[\w.-]+\.)?(?:Dockerfile|Containerfile)(?:\.[\w-]+)?$/;
const builders =
  /^(?:Makefile|package\.json|\.gitlab-ci\.yml|docker-bake.*\.(?:hcl|json)|.*\.sh)$|\.github\/workflows\/[^/]+\.ya?ml$/;

/** Lines that take an image rather than make one: services of a job, `docker run`. */
const runsImage = /\bimage:|docker:\/\/|\b(?:run|pull|exec)\s/;

/**
 * Whether an image that a compose file only names is the one that the repository's only Dockerfile
 * makes: a pipeline or a script names it, too, or the package is called like it. People get the
 * published image there, and what it mounts and runs holds for the next one.
 *
 * @param image as compose writes it: `ghcr.io/acme/shop:${TAG:-latest}`
 */
export function isPublishedImage(files: Files, image: string): boolean {
  const whole = /^[\w.-]+(?::\d+(?=\/))?(?:\/[\w.-]+)+(?=[:@]|$)/.exec(image)?.[0];
  const parts = whole?.split('/') ?? [];
  const own = /[.:]/.test(parts[0] ?? '') ? parts.slice(1) : parts;
  const name = own.length > 1 ? own.slice(-2).join('/') : undefined;
  const evidence = name === undefined ? undefined : evidenceIn(files);
  if (name === undefined || evidence === undefined) return false;
  const named = new RegExp(String.raw`(?:^|[^\w-])${literally(name)}(?![\w/-])`, 'i');
  return named.test(evidence) || nameOfPackage(files) === baseName(name).toLowerCase();
}

/**
 * What pipelines and scripts say, where one Dockerfile at the root is all that there is to build. Every
 * service of every compose file asks.
 */
const evidenceIn = rememberedForGood((files: Files): string | undefined => {
  const all = files.list();
  const own = all.filter(
    (path) => dockerfiles.test(baseName(path)) && !path.includes('.devcontainer/'),
  );
  if (own.length !== 1 || own[0] !== 'Dockerfile') return undefined;
  return all
    .filter((path) => builders.test(baseName(path)) || builders.test(path))
    .flatMap((path) => (files.read(path) ?? '').split('\n'))
    .filter((line) => !runsImage.test(line))
    .join('\n');
});

/** The name of the package at the root, without its scope, in lower case. */
export function nameOfPackage(files: Files): string | undefined {
  try {
    const { name } = JSON.parse(files.read('package.json') ?? '{}') as { readonly name?: unknown };
    return typeof name === 'string' ? baseName(name).toLowerCase() : undefined;
  } catch {
    return undefined;
  }
}
