import { isNonrootTag } from './distroless.js';
import { hubName } from './hub-names.js';
import users from './image-users.json' with { type: 'json' };

/** What an image gives to the stages built on it, as far as the Dockerfile's meaning needs it. */
interface BaseImage {
  readonly workdir: string;
  readonly user: string;
  /** Variables that the image sets, but for PATH. */
  readonly variables: readonly string[];
}

const root = (workdir = '/', variables: readonly string[] = []): BaseImage => ({
  workdir,
  user: 'root',
  variables,
});

/**
 * Docker's official images by name. Sources: their Dockerfiles in docker-library and
 * nodejs/docker-node (f27d936), read 2026-08; handbook A30.
 */
const officialImages: Readonly<Record<string, BaseImage>> = {
  alpine: root(),
  busybox: root(),
  debian: root(),
  golang: root('/go', ['GOLANG_VERSION', 'GOPATH', 'GOTOOLCHAIN']),
  nginx: root('/', [
    'NGINX_VERSION',
    'NJS_VERSION',
    'PKG_RELEASE',
    'DYNPKG_RELEASE',
    'NJS_RELEASE',
    'ACME_VERSION',
  ]),
  node: root('/', ['NODE_VERSION', 'YARN_VERSION', 'NPM_CONFIG_LOGLEVEL']),
  python: root('/', ['LANG', 'GPG_KEY', 'PYTHON_VERSION', 'PYTHON_SHA256', 'PYTHON_PIP_VERSION']),
  scratch: root(),
  ubuntu: root(),
};

/** The official image of a name such as `node`, or undefined when nothing is known of it. */
export function baseImage(name: string | undefined): BaseImage | undefined {
  return name !== undefined && Object.hasOwn(officialImages, name)
    ? officialImages[name]
    : undefined;
}

/** What is known of an image that is not official. */
interface OtherImage extends Pick<BaseImage, 'user' | 'workdir'> {
  /** Whether its Dockerfile leaves the shell of RUN as it is. */
  readonly plainShell?: boolean;
}

const imageUsers = new Map<string, { user: string; workdir?: string; plainShell?: boolean }>(
  Object.entries(users.images),
);
const redHat = /^registry\.(?:access\.)?redhat\.(?:com|io)\/ubi\d+\/nodejs-\d+(?:-minimal)?$/;

/**
 * Who runs an image that is not official, and where; undefined when nothing is known of it. Its
 * variables are not known.
 */
export function imageUser(name: string, tag: string | undefined): OtherImage | undefined {
  if (name.startsWith('gcr.io/distroless/'))
    return isNonrootTag(tag)
      ? { user: 'nonroot', workdir: '/home/nonroot' }
      : { user: 'root', workdir: '/' };
  if (redHat.test(name)) return { user: '1001', workdir: '/opt/app-root/src' };
  const known = imageUsers.get(hubName(name));
  return known && { workdir: '/', ...known };
}
