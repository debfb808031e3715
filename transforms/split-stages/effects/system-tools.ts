import { type Command, commandText, programOf } from '../../../src/shell/index.js';
import { anything, type Effect, nothing, outside, type Site } from './effect.js';
import { valueIn } from '../../../src/steps/index.js';
import { wordSet } from '../../../src/grouping.js';

/** Programs that change the system itself; doing so again gives the same (handbook B27, B.5). */
const repeatable = wordSet(
  'addgroup adduser chfn chpasswd chsh debconf-set-selections delgroup deluser dpkg-reconfigure fc-cache groupadd groupdel groupmod ldconfig locale-gen localedef passwd setcap update-alternatives update-ca-certificates update-locale update-rc.d useradd userdel usermod',
);
const userTools = /^(?:add|del|mod)?(?:user|group)(?:add|del|mod)?$/;
/** Programs that say where system packages come from. */
const sources = new Set(['add-apt-repository', 'apt-add-repository', 'apt-key']);
/** Package managers of other languages, whose files lie all over the system. */
export const foreignManagers: RegExp =
  /^(?:easy_install\d?|gem|go|luarocks|pear|pecl|pip[\d.]*|pipx|cpanm?)$/;
/** Installers on the web that put a package manager into the home folder. */
const installers: readonly (readonly [RegExp, string])[] = [
  [/yarnpkg\.com\/install/, 'yarn'],
  [/get\.pnpm\.io|pnpm\/self-installer/, 'pnpm'],
  [/npmjs\.(?:org|com)\/install/, 'npm'],
];

/** What a program of the system does; undefined for one that is none of them. */
export function systemEffect(command: Command, program: string, site: Site): Effect | undefined {
  const words = command.words.slice(1).map((word) => valueIn(site, word));
  if (repeatable.has(program))
    return {
      does: 'system',
      names: userTools.test(program) ? words.filter((word) => word !== undefined) : [],
    };
  if (sources.has(program) || (program === 'dpkg' && words.includes('--add-architecture')))
    return words.some((word) => word === undefined || /^[./~]/.test(word))
      ? anything(command, 'reads a file that the runtime stage may not have')
      : { does: 'sources' };
  if (program === 'gpg' || program === 'gpgconf' || program === 'sha256sum') return nothing;
  if (/^(?:service|systemctl)$/.test(program) || isInitScript(command)) return service;
  if (foreignManagers.test(program))
    return words.some((word) => word === undefined || /^(?:-r|-e|-c)|[/]|\.txt$/.test(word))
      ? outside(command, 'may leave something that the container needs')
      : {
          ...anything(command, 'may leave something that the container needs'),
          selfContained: true,
        };
  return undefined;
}

function isInitScript({ words: [program] }: Command): boolean {
  return program?.value?.startsWith('/etc/init.d/') === true;
}

/** A program that runs beside the build leaves what nobody knows (handbook B33). */
export const service: Effect = {
  does: 'obstacle',
  rule: 'service-in-run',
  why: 'This RUN starts a program in the background.',
};

/** `curl https://yarnpkg.com/install.sh | bash` installs yarn. */
export function installerEffect(command: Command, before: Command | undefined): Effect | undefined {
  if (command.operator !== '|' || !before || !/^(?:sh|ash|bash)$/.test(programOf(command) ?? ''))
    return undefined;
  const name = installers.find(([pattern]) => pattern.test(commandText(before)))?.[1];
  return name === undefined ? undefined : { does: 'globals', parts: [{ name }] };
}
