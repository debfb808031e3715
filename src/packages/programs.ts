import { programDoes } from '../knowledge/program-traits.js';
import type { Command } from '../shell/index.js';

/** Who reads a command about system packages. */
export type PackageManager = 'apt' | 'apk';

const managers: Readonly<Record<string, PackageManager>> = {
  apt: 'apt',
  'apt-get': 'apt',
  aptitude: 'apt',
  apk: 'apk',
};

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
  return programDoes(program, 'ofDebian');
}
