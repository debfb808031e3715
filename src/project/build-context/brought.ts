import { posix } from 'node:path';
import { finalEnvironment, type Stage } from '../../dockerfile/index.js';
import { isWithin } from '../../path-folders.js';
import { composeServices, type ServiceVolume, volumeOf } from '../deployment/compose.js';
import { documentedRuns } from '../deployment/documented-runs.js';
import { folderOf, joinPath } from '../files.js';
import { pathMatcher } from '../path-pattern.js';
import type { Project } from '../project.js';
import { copiesOf, isHeredoc } from './copies.js';

/** What gets files from elsewhere, perhaps those of this repository. */
const fetches = /(?<![\w./-])(?:curl|degit|git|svn|wget)\s|\bgithub\.com\b/;
/** What a build outside the Dockerfile makes of sources that stay behind, and what holds nobody knows what. */
const made =
  /(?:^|\/)(?:\.next|\.nuxt|\.output|\.svelte-kit|build|bundle|dist|out|output|release)(?:\/|$)|\.(?:tar|tgz|zip|[bgx]z)\b/;
/** Mounts that show a RUN nothing of the build context. */
const apart = /\btype=(?:cache|secret|ssh|tmpfs)\b/;

/**
 * Tells of a file of the repository whether it may be in a container of the Dockerfile: a COPY or an ADD takes it, or whoever
 * starts the container mounts it. Where files may come by another way as well, or where it can't be told what is copied, every
 * file may.
 */
export function broughtBy(project: Project, stages: readonly Stage[]): (path: string) => boolean {
  const sources = sourcesOf(project, stages);
  const takes = sources?.map(takenBy);
  return (path) => !takes || takes.some((take) => take(path));
}

/** The files, folders and patterns of the repository that get into a container; undefined where they are not all known. */
function sourcesOf(project: Project, stages: readonly Stage[]): readonly string[] | undefined {
  const { context } = project;
  const copies = stages.flatMap((stage) => copiesOf(stage, stages));
  const known = copies.filter((copy) => copy !== undefined);
  const mounted = mountedOver(project, finalEnvironment(stages.at(-1) as Stage).workdir ?? '/');
  if (context === undefined || !mounted || known.length < copies.length || stages.some(getsMore))
    return undefined;
  const copied = known
    .flatMap(({ stage, sources }) => (stage ? [] : sources))
    .map((source) => joinPath(context, source) ?? '');
  return copied.every((source) => isThere(project, source)) ? [...copied, ...mounted] : undefined;
}

/** Whether a source is a part of the repository, and not made of other parts of it before the build. */
function isThere({ files }: Project, source: string): boolean {
  return (
    !made.test(source) &&
    (/(?:^|\/)\.git(?:\/|$)|[*?[\\]/.test(source) ||
      isHeredoc(source) ||
      files.has(source) ||
      files.isFolder(source))
  );
}

/** An image of somebody else's, and a RUN that fetches or mounts, may bring files of the project. */
function getsMore({ base, official, image, instructions }: Stage): boolean {
  const isKnown = base !== undefined || (official !== undefined && !image.tag?.includes('onbuild'));
  return (
    !isKnown ||
    instructions.some(
      ({ keyword, argument, flags }) =>
        keyword === 'ONBUILD' ||
        (keyword === 'RUN' &&
          (fetches.test(argument) ||
            flags.some(({ name, value = '' }) => name === 'mount' && !apart.test(value)))),
    )
  );
}

/** What compose and the people who start the container mount there of the repository; undefined where that may be all of it. */
function mountedOver(project: Project, workdir: string): readonly string[] | undefined {
  const volumes: readonly (ServiceVolume & { readonly path: string })[] = [
    ...composeServices(project).flatMap(({ path, volumes: texts }) =>
      texts.map((text) => ({ ...volumeOf(text), path })),
    ),
    ...documentedRuns(project).flatMap(({ path, volumes: all }) =>
      all.map((one) => ({ ...one, path })),
    ),
  ].filter(({ onHost }) => onHost);
  const isTold = ({ source }: ServiceVolume): boolean => source.startsWith('.');
  if (volumes.some((one) => !isTold(one) && isWithin(workdir, one.target))) return undefined;
  return volumes.filter(isTold).map(({ path, source }) => joinPath(folderOf(path), source) ?? '');
}

/** A file, a folder or a pattern of both; the empty one is the root of the repository. */
function takenBy(source: string): (path: string) => boolean {
  const whole = posix.normalize(source).replace(/^\/+|\/+$/g, '');
  if (whole === '' || whole === '.' || /[[\\]/.test(whole)) return () => true;
  if (!/[*?]/.test(whole)) return (path) => path === whole || path.startsWith(`${whole}/`);
  const matches = pathMatcher(whole);
  return (path) =>
    path.split('/').some((_, at, parts) => matches(parts.slice(0, at + 1).join('/')));
}
