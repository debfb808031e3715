import { programDoes } from '../../../src/knowledge/program-traits.js';
import { type Command, commandText, isShell, programOf } from '../../../src/shell/index.js';
import { anything, type Effect, nothing, outside, type Site } from './effect.js';
import { valueIn } from '../../../src/steps/index.js';

/** Installers on the web that put a package manager into the home folder. */
const installers: readonly (readonly [RegExp, string])[] = [
  [/yarnpkg\.com\/install/, 'yarn'],
  [/get\.pnpm\.io|pnpm\/self-installer/, 'pnpm'],
  [/npmjs\.(?:org|com)\/install/, 'npm'],
];

/** What a program of the system does; undefined for one that is none of them. */
export function systemEffect(command: Command, program: string, site: Site): Effect | undefined {
  const words = command.words.slice(1).map((word) => valueIn(site, word));
  if (programDoes(program, 'system', 'users'))
    return {
      does: 'system',
      names: programDoes(program, 'users') ? words.filter((word) => word !== undefined) : [],
    };
  if (
    programDoes(program, 'sources') ||
    (program === 'dpkg' && words.includes('--add-architecture'))
  )
    return words.some((word) => word === undefined || /^[./~]/.test(word))
      ? anything(command, 'reads a file that the runtime stage may not have')
      : { does: 'sources' };
  if (programDoes(program, 'keys')) return nothing;
  if (programDoes(program, 'service') || isInitScript(command)) return service;
  if (programDoes(program, 'foreign'))
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
  if (command.operator !== '|' || !before || !isShell(programOf(command))) return undefined;
  const name = installers.find(([pattern]) => pattern.test(commandText(before)))?.[1];
  return name === undefined ? undefined : { does: 'globals', parts: [{ name }] };
}
