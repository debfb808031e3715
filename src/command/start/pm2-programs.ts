import { managerNamed } from '../managers/managers.js';
import { startedByPm2 } from '../scripts/pm2-file.js';
import { supervised } from '../scripts/supervisors.js';
import { binPath } from './bin-paths.js';
import { type Unresolved, unresolved } from './resolved.js';
import type { Site } from './sites.js';

/** The text of a file, by its path as a command writes it. */
type Read = (path: string, site: Site) => string | undefined;

/**
 * Why pm2 can't start without npm what it is told to, if it can't: a script or an interpreter that is no
 * file is looked up on the PATH (Common.js of pm2 5 and 6, prepareAppConf and resolveInterpreter, read
 * 2026-11). `serve` is a server of its own.
 */
export function pm2Problem(
  bin: string,
  args: readonly string[],
  site: Site,
  read: Read,
): Unresolved | undefined {
  if (!/^pm2(?:-runtime|-docker)?$/.test(bin)) return undefined;
  const end = args.indexOf('--');
  const own = end === -1 ? args : args.slice(0, end);
  const [file] = supervised([bin, ...own]);
  const settings = file === undefined ? '' : startedByPm2(file, read(file, site) ?? '');
  const inFile = [...(settings ?? '').matchAll(started)].map(([, name = '']) => name);
  const found = [...inFile, ...namedIn(own)].find(
    (one) => /^[\w@-]+$/.test(one) && one !== 'serve' && (managerNamed(one) ?? binPath(site, one)),
  );
  return found === undefined
    ? undefined
    : unresolved(
        'script',
        `"${[bin, ...args].join(' ')}" finds ${found} on the PATH that npm sets, not as node_modules/.bin/${found}.`,
      );
}

/** What a setting names, with or without quotes: the file may be YAML. */
const started =
  /(?:^|[\s{,'"])(?:script|interpreter|exec_interpreter)['"]?\s{0,9}:\s{0,9}['"]?([\w@./-]+)/g;

/** The scripts and the interpreter that options name. */
function namedIn(args: readonly string[]): string[] {
  return args.flatMap((word, at) => {
    if (/^--interpreter(?:=|$)/.test(word)) return word.split('=')[1] ?? args[at + 1] ?? '';
    return args[at - 1]?.startsWith('-') ? [] : word;
  });
}
