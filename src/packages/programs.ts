import type { Command } from '../shell/index.js';
import { wordSet } from '../grouping.js';

/** Who reads a command about system packages. */
export type PackageManager = 'apt' | 'apk';

const managers: Readonly<Record<string, PackageManager>> = {
  apt: 'apt',
  'apt-get': 'apt',
  aptitude: 'apt',
  apk: 'apk',
};

/** Programs of Debian's packaging beside apt itself: they have no counterpart on Alpine. */
const debianOnly = wordSet(
  'add-apt-repository alien apt-add-repository apt-cache apt-file apt-key apt-mark deb-systemd-helper debconf debconf-set-selections dpkg dpkg-deb dpkg-divert dpkg-query dpkg-reconfigure gdebi tasksel',
);

/** `dpkg --print-architecture`: a question that Alpine's own dpkg answers, too. */
export function asksArchitecture({ words }: Command): boolean {
  const [program, option, more] = words;
  return (
    program?.value === 'dpkg' &&
    option?.value === '--print-architecture' &&
    more?.value === undefined
  );
}

/** The package manager of the system that a program is, by its bare name. */
export function systemManager(program: string): PackageManager | undefined {
  return Object.hasOwn(managers, program) ? managers[program] : undefined;
}

/** Whether a program belongs to Debian's packaging and does something that apk can't. */
export function isDebianPackaging(program: string): boolean {
  return debianOnly.has(program);
}
