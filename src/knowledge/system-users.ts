/**
 * Users and groups of Debian's base-passwd that Alpine's alpine-baselayout lacks: /etc/passwd and
 * /etc/group of Debian 11 to 13 (minbase) and of the Alpine 3.20.3 root file system, read 2026-11.
 */
const users = new Set('_apt backup gnats irc list man proxy sys www-data'.split(' '));
const groups = new Set(
  '_apt backup crontab fax gnats irc list man operator plugdev proxy sasl src staff sudo voice'.split(
    ' ',
  ),
);

/** Whether Debian has a user of this name and Alpine does not. */
export function debianOnlyUser(name: string): boolean {
  return users.has(name);
}

/** Whether Debian has a group of this name and Alpine does not. */
export function debianOnlyGroup(name: string): boolean {
  return groups.has(name);
}
