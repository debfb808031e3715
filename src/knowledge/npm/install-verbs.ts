import { wordSet } from '../../grouping.js';

/** `npm ci` and `npm install-ci-test` by all their names (docs.npmjs.com, commands, 2026-11). */
const clean = wordSet(
  'ci clean-install ic install-clean isntall-clean install-ci-test cit clean-install-test sit',
);
/** `npm install`, `npm install-test` and what other package managers call the same. */
const others = wordSet(
  'install add i in ins inst insta instal isnt isnta isntal isntall install-test it',
);

/** Whether a package manager installs by a verb, and goes by the lockfile alone. */
export function isCleanInstall(verb: string): boolean {
  return clean.has(verb);
}

/** Whether a package manager installs by a verb, what package.json asks for or what is named. */
export function isInstallVerb(verb: string): boolean {
  return clean.has(verb) || others.has(verb);
}
