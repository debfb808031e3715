import { worksGlobally } from '../../src/command/index.js';
import { chainOf, finalEnvironment, isRootAt, type Stage } from '../../src/dockerfile/index.js';
import { type Command, knownWords, programOf, runsIn } from '../../src/shell/index.js';

/** What `npm install -g` puts where, in an image whose global prefix is /usr/local. */
const installed: ReadonlyMap<string, readonly string[]> = new Map([
  ['pnpm', ['/usr/local/lib/node_modules/pnpm', '/usr/local/bin/pnpm', '/usr/local/bin/pnpx']],
  ['yarn', ['/usr/local/lib/node_modules/yarn', '/usr/local/bin/yarn', '/usr/local/bin/yarnpkg']],
  ['corepack', ['/usr/local/lib/node_modules/corepack', '/usr/local/bin/corepack']],
]);
/** `corepack enable` links these to itself; without it they lead nowhere. */
const linked = ['/usr/local/bin/pnpm', '/usr/local/bin/pnpx'];
const cache = '/root/.cache/node/corepack';

/** The files of package managers that RUNs of the image add to what it carries (decision 3). */
export function addedManagerFiles(stage: Stage): readonly string[] {
  const moved = [...finalEnvironment(stage).scope.env().keys()].some((name) =>
    /^(?:npm_config_prefix|corepack_home)$/i.test(name),
  );
  return moved ? [] : [...new Set(chainOf(stage).flatMap(addedBy))];
}

function addedBy(stage: Stage): readonly string[] {
  return runsIn(stage).flatMap(({ index, commands = [] }) => {
    const corepack = commands.filter((one) => programOf(one) === 'corepack');
    const enabled = corepack.some(({ words }) => words[1]?.value === 'enable');
    return [
      ...commands.flatMap(installedBy),
      ...(enabled ? linked : []),
      ...(corepack.length > 0 && isRootAt(stage, index) ? [cache] : []),
    ];
  });
}

/** `npm i -g pnpm@9`: the packages by their names alone. */
function installedBy(command: Command): readonly string[] {
  const words = knownWords(command).slice(1);
  const global = worksGlobally(words);
  if (programOf(command) !== 'npm' || !global || words.some((word) => word.startsWith('--prefix')))
    return [];
  return words.flatMap((word) => installed.get(word.replace(/(.)@.*$/, '$1')) ?? []);
}
