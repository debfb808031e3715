import {
  asksArchitecture,
  isDebianPackaging,
  type PackageCommand,
} from '../../../src/packages/index.js';
import { type Command, programOf } from '../../../src/shell/index.js';
import { type Refusal, refusal } from './names.js';

const sources =
  /(?:^|[/"'=])etc\/apt(?:\/?$|\/(?:auth\.conf|sources\.list|preferences|keyrings|trusted\.gpg))|\/usr\/share\/keyrings\/|deb\.nodesource\.com|\/script\.deb\.sh|install-ubuntu\.sh/;
/** Options that change nothing of what is installed, or nothing that Alpine could miss. */
const harmless =
  /^(?:-[yqfmVu]|--(?:yes|assume-yes|quiet|no-install-recommends|no-install-suggests|install-recommends|install-suggests|allow-unauthenticated|force-yes|fix-missing|fix-broken|ignore-missing|option|reinstall|purge|auto-remove|autoremove|no-upgrade|allow-downgrades|allow-change-held-packages|allow-remove-essential|allow-releaseinfo-change|allow-insecure-repositories|verbose-versions|show-upgraded|show-progress|no-show-progress|without-recommends|with-new-pkgs|trivial-only|list-cleanup|no-list-cleanup|no-remove))$|^-o$/;

/** What stands against the translation of a command that is none of apt's own. */
export function foreignObstacle(command: Command): Refusal | undefined {
  const program = programOf(command);
  const source =
    command.words.find(({ text }) => sources.test(text))?.text ??
    command.writes.find((path) => sources.test(path ?? ''));
  if (
    source !== undefined ||
    program === 'apt-key' ||
    /^(?:apt-)?add-apt(?:-repository)?$|^add-apt-repository$|^apt-add-repository$/.test(
      program ?? '',
    )
  )
    return refusal(
      'package-source',
      `${source ?? program} adds a source of packages that are made for Debian`,
      'Find out how its maker installs it on Alpine, or set the base image yourself.',
    );
  if (compilesModules(command))
    return refusal(
      'language-packages',
      `${program} installs packages of another language, which bring binaries for glibc or compile on Alpine`,
      'Install them from Alpine (py3-…, ruby-…), or keep Debian.',
    );
  if (program === undefined || !isDebianPackaging(program) || asksArchitecture(command))
    return undefined;
  return refusal('system-packages', `${program} works on Debian's packages alone`);
}

/** `pip install`, `python3 -m pip install`, `gem install`, `cpan`. */
export function compilesModules({ words }: Command): boolean {
  const program = programOf({ words }) ?? '';
  if (/^(?:easy_install|cpanm?$)/.test(program)) return true;
  const python = /^python[\d.]*$/.test(program);
  if (!python && !/^(?:pip[\d.]*|gem|pecl|luarocks|bundle)$/.test(program)) return false;
  const args = words.slice(1).map((word) => programOf({ words: [word] }));
  return args.includes('install') && (!python || (args[0] === '-m' && args[1] === 'pip'));
}

/** What stands against the translation of a command of apt's, its packages aside. */
export function packagingObstacle(read: PackageCommand): Refusal | undefined {
  const { action, program, verb, options } = read;
  const what = [program.text, verb?.text].filter(Boolean).join(' ');
  if (/^(?:other|query|unknown|none)$/.test(action) && verb?.value !== 'check')
    return refusal('system-packages', `"${what}" has no counterpart on Alpine`);
  const suite = options.find(({ names }) =>
    names.some((name) => /^(?:-t|--target-release|--default-release)$/.test(name)),
  );
  if (suite)
    return refusal(
      'package-source',
      `apt takes packages from ${suite.value ?? 'another release'} here`,
    );
  const odd = options.flatMap(({ names }) => names).find((name) => !harmless.test(name));
  if (odd !== undefined)
    return refusal('system-packages', `"${what} ${odd}" has no counterpart on Alpine`);
  return undefined;
}
