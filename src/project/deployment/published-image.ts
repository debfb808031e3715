import { literally } from '../../literally.js';
import { rememberedForGood } from '../../memo.js';
import { baseName, type Files, folderOf, joinPath } from '../files.js';

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
  const own = partsOf(whole ?? '');
  const name = own.length > 1 ? own.slice(-2).join('/') : undefined;
  const evidence = name === undefined ? undefined : evidenceIn(files);
  if (name === undefined || evidence === undefined) return false;
  const named = new RegExp(String.raw`(?:^|[^\w-])${literally(name)}(?![\w/-])`, 'i');
  return named.test(evidence.text) || nameOfPackage(files) === baseName(name);
}

/**
 * The Dockerfile of an application in a monorepo that makes an image which a compose file only names:
 * `ghcr.io/acme/shop/web` is that of apps/web, where packages are called after acme or shop.
 */
export function dockerfileOfImage(files: Files, image: string): string | undefined {
  const [path, other] = isPublishedImage(files, image)
    ? [evidenceIn(files)?.dockerfile]
    : applicationImages(files)
        .filter(({ isMeant }) => isMeant(partsOf(image)))
        .map((one) => one.path);
  return other === undefined ? path : undefined;
}

/** The path of an image without host and tag, in lower case. */
function partsOf(image: string): readonly string[] {
  const [first = '', ...parts] = image.toLowerCase().split('/');
  const path = /[.:]/.test(first) && parts.length > 0 ? parts : [first, ...parts];
  return path.map((part) => part.split(/[:@]/)[0] ?? '');
}

interface ApplicationImage {
  readonly path: string;
  readonly isMeant: (parts: readonly string[]) => boolean;
}

/** Every service of every compose file asks. */
const applicationImages = rememberedForGood((files: Files): readonly ApplicationImage[] =>
  files
    .list()
    .filter((path) => /.\/Dockerfile$/.test(path))
    .map((path) => {
      const folder = folderOf(path);
      const own = baseName(folder).toLowerCase();
      const called = [scopeIn(files, folder), scopeIn(files, ''), nameOfPackage(files)];
      const names = called.filter((name) => name !== undefined);
      const isMeant = (parts: readonly string[]): boolean => {
        const last = parts.at(-1) ?? '';
        return names.some(
          (name) =>
            (last === own && parts.slice(0, -1).includes(name)) || last === `${name}-${own}`,
        );
      };
      return { path, isMeant };
    }),
);

/** `acme` where a folder's package is `@acme/web`. */
function scopeIn(files: Files, folder: string): string | undefined {
  const text = files.read(joinPath(folder, 'package.json') ?? '') ?? '';
  return /"name"\s*:\s*"@([^/"]+)\//.exec(text)?.[1]?.toLowerCase();
}

/** The only Dockerfile that there is to build, and what pipelines and scripts say. */
interface Evidence {
  readonly dockerfile: string;
  readonly text: string;
}

/** Every service of every compose file asks. */
const evidenceIn = rememberedForGood((files: Files): Evidence | undefined => {
  const all = files.list();
  const [dockerfile, other] = all.filter(
    (path) => dockerfiles.test(baseName(path)) && !path.includes('.devcontainer/'),
  );
  if (dockerfile === undefined || other !== undefined) return undefined;
  const text = all
    .filter((path) => builders.test(baseName(path)) || builders.test(path))
    .flatMap((path) => (files.read(path) ?? '').split('\n'))
    .filter((line) => !runsImage.test(line))
    .join('\n');
  return { dockerfile, text };
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
