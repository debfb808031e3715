import { posix } from 'node:path';

/** Folders of every image that hold what belongs to many: never copied whole (handbook B12). */
const shared = new Set(
  `/ /bin /boot /dev /etc /etc/apt /etc/cron.d /etc/init.d /etc/profile.d /etc/ssl /etc/ssl/certs
  /home /lib /lib64 /media /mnt /opt /proc /root /run /sbin /srv /sys /tmp /usr /usr/bin
  /usr/include /usr/lib /usr/libexec /usr/local /usr/local/bin /usr/local/etc /usr/local/include
  /usr/local/lib /usr/local/lib/node_modules /usr/local/sbin /usr/local/share
  /usr/local/share/ca-certificates /usr/local/src /usr/sbin /usr/share /usr/share/fonts /usr/src /var
  /var/cache /var/lib /var/log /var/opt /var/run /var/spool /var/tmp`.split(/\s+/),
);
/**
 * Shared folders that images have empty: what a stage puts there is all there is. They are in Debian's base-files
 * 12 and alpine-baselayout 3.6, or in neither; node, slim and buildpack-deps put nothing there (seen 2026-11).
 */
const bare = new Set(['/srv', '/usr/src', '/usr/local/src', '/var/opt']);
/** Folders of the system: no application is copied out of them. */
const system =
  /^\/(?:bin|boot|dev|etc|lib|lib64|proc|run|sbin|sys|usr\/(?:bin|include|lib|libexec|sbin|share)|usr\/local\/(?:bin|etc|include|lib|sbin|share)|var\/(?:cache|lib|log|run|spool))(?:\/|$)/;
/** Paths that go into a COPY as they are; anything else would need quoting. */
const plain = /^\/[\w./@+-]+$/;
/** What a container finds empty as a rule: the build may leave there what nobody needs. */
const scratch = /^\/(?:tmp|var\/tmp)(?:\/|$)/;

/** Whether a folder holds more than one application's files. */
export function isShared(folder: string): boolean {
  return shared.has(folder);
}

/** Whether a folder is shared by name alone, and holds nothing but what a stage puts there. */
export function isBare(folder: string): boolean {
  return bare.has(folder);
}

/** Whether a path belongs to the system rather than to an application. */
export function isSystem(path: string): boolean {
  return system.test(path);
}

/** Whether a path can stand in a COPY as it is. */
export function isPlain(path: string): boolean {
  return plain.test(path);
}

/** Whether a path lies in a folder for temporary files. */
export function isScratch(path: string): boolean {
  return scratch.test(path);
}

/** The outermost folder above a path that one application may call its own. */
export function ownFolder(path: string): string | undefined {
  if (isShared(path) || isSystem(path)) return undefined;
  return ownFolder(posix.dirname(path)) ?? path;
}

/** The innermost folder that holds all the paths. */
export function ancestor(paths: readonly string[]): string {
  return paths.reduce((a, b) => {
    const [left, right] = [a.split('/'), b.split('/')];
    const end = left.findIndex((part, index) => part !== right[index]);
    return (end === -1 ? left : left.slice(0, end)).join('/') || '/';
  });
}

/** What stands for more than itself in a pattern of the shell. */
export const wildcard = /[*?[]/;

/** Whether a path, or a folder above it, is what a pattern of the shell names. */
export function isMatch(path: string, pattern: string): boolean {
  const parts = path.split('/');
  return pattern.split('/').every((part, index) => {
    const [start = '', ...rest] = part.split(wildcard);
    const name = parts[index];
    if (rest.length === 0 || name === undefined) return name === part;
    return name.startsWith(start) && name.endsWith(rest.at(-1) ?? '');
  });
}
