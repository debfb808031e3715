import { compareVersions } from '../version-order.js';

/** The Alpine form of a tag of the official nginx image. */
export interface NginxTwin {
  readonly tag: string;
  /** The version is newer than the history that was read. */
  readonly assumed: boolean;
  /** The tag before named its Debian release. */
  readonly unpinned: boolean;
}

/**
 * From 1.10 on every version was published on Alpine as well (docker-library/official-images,
 * history of library/nginx to 2026-08-19; the newest line is 1.31).
 */
const first = '1.10';
const newest = '1.31';
/** `1.27.3`, `stable-bookworm`, `1-perl`; the bare codename of a release that is over stopped long ago. */
const form =
  /^(?:(?<name>\d+(?:\.\d+){0,2}|stable|mainline|latest)(?:-(?<debian>jessie|stretch|buster|bullseye|bookworm|trixie))?(?<kind>-perl|-otel)?|(?<bare>trixie))$/;

/**
 * Whether the images of a tag bring curl, on Debian and on Alpine alike: since 1.17.10 and 1.18.0
 * (nginxinc/docker-nginx 87f9340 of 2020-04-23; its images of otel and perl go on from those).
 */
export function nginxHasCurl(tag: string): boolean {
  const { name } = form.exec(tag || 'latest')?.groups ?? {};
  const version = name !== undefined && /^\d+\./.test(name) ? name : undefined;
  return version === undefined || compareVersions(version, '1.18') >= 0;
}

/** The Alpine tag of the same nginx; undefined where none was published, or it is not known. */
export function nginxTwin(tag: string): NginxTwin | undefined {
  const { name, debian, kind = '', bare } = form.exec(tag || 'latest')?.groups ?? {};
  if (name === undefined && bare === undefined) return undefined;
  const version = name !== undefined && /^\d/.test(name) ? name : undefined;
  if (version?.includes('.') && compareVersions(version, first) < 0) return undefined;
  const named = name === undefined || name === 'latest' ? '' : `${name}-`;
  const assumed = version !== undefined && compareVersions(version, `${newest}.999`) > 0;
  return { tag: `${named}alpine${kind}`, assumed, unpinned: (debian ?? bare) !== undefined };
}
