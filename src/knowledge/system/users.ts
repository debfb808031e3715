import { wordSet } from '../../grouping.js';
/**
 * Users and groups of Debian's base-passwd that Alpine's alpine-baselayout lacks: /etc/passwd and
 * /etc/group of Debian 11 to 13 (minbase) and of the Alpine 3.20.3 root file system, read 2026-11.
 */
const users = wordSet('_apt backup gnats irc list man proxy sys www-data');
const groups = wordSet(
  '_apt backup crontab fax gnats irc list man operator plugdev proxy sasl src staff sudo voice',
);

/** Whether a user is root, as USER, --chown and the like write it, whatever the group. */
export function isRootUser(user: string): boolean {
  return /^(?:root|0)(?::|$)/.test(user);
}

/** Whether Debian has a user of this name and Alpine does not. */
export function debianOnlyUser(name: string): boolean {
  return users.has(name);
}

/** Whether Debian has a group of this name and Alpine does not. */
export function debianOnlyGroup(name: string): boolean {
  return groups.has(name);
}

/** Numbers above 99 that Alpine's users and groups have and Debian's do not. */
const alpineUsers = new Map([
  ['123', 'ntp'],
  ['209', 'smmsp'],
  ['405', 'guest'],
]);
const alpineGroups = new Map([
  ['123', 'ntp'],
  ['209', 'smmsp'],
  ['300', 'abuild'],
  ['406', 'utmp'],
  ['999', 'ping'],
]);

/** Who has a number on Alpine that is free on Debian: a user or group can't be given it again. */
export function alpineOwner(kind: 'user' | 'group', id: string): string | undefined {
  return (kind === 'user' ? alpineUsers : alpineGroups).get(id);
}
