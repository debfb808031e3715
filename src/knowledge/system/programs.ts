import { onDemand } from '../../memo.js';
import { alpineCounterpart } from './alpine-packages.js';
import data from './programs.json' with { type: 'json' };
import { compareVersions } from '../version-order.js';

const paths = onDemand(() => {
  const rows = Object.entries(data.programs);
  return new Map<string, readonly string[]>(
    rows.map(([name, programs]) => [name, programs.split(' ').filter(Boolean).map(placed)]),
  );
});
const owners = onDemand(() => {
  const found = new Map<string, string>();
  // Of several packages the first one counts.
  for (const [name, all] of [...paths()].toReversed())
    for (const path of all) found.set(bare(path), name);
  return found;
});
const renamed = new Map(Object.entries(data.renamed));
const moved = new Map(Object.entries(data.moved));
/** Where several packages have a program: the one that people add for it. */
const preferred = new Map(
  Object.entries({
    ssh: 'openssh-client',
    envsubst: 'gettext',
    gcc: 'gcc',
    'g++': 'g++',
    cc: 'gcc',
    'c++': 'g++',
    make: 'make',
    patch: 'patch',
    ping: 'iputils',
  }),
);

/** Programs lie in /usr/bin where the table says nothing else. */
function placed(program: string): string {
  return program.startsWith('/') ? program : `/usr/bin/${program}`;
}

function bare(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** The programs of an Alpine package by their bare names; none where the table does not list it. */
export function programsOfApk(name: string): readonly string[] {
  return (paths().get(versionless(name)) ?? []).map(bare);
}

/** Where the programs of an Alpine package lie. */
function programPathsOfApk(name: string): readonly string[] {
  return paths().get(versionless(name)) ?? [];
}

/** The Alpine package that brings a program; undefined where the table has none. */
export function apkWithProgram(program: string): string | undefined {
  return preferred.get(program) ?? owners().get(program);
}

/** The name that a program of a Debian package has on Alpine, where it is another: gosu is su-exec. */
export function renamedProgram(program: string): string | undefined {
  return renamed.get(program);
}

/** Where Alpine has what lies at a path on Debian, where that is another place. */
export function movedPath(path: string): string | undefined {
  return moved.get(path);
}

/**
 * Whether an Alpine release has Chromium at /usr/bin/chromium, as Debian does. It is a link beside
 * /usr/bin/chromium-browser, which all releases have (aports, community/chromium/APKBUILD of versions
 * 133, 138 and 155, read 2026-11; 3.22 came out with 136).
 */
export function hasChromium(release: string | undefined): boolean {
  return release !== undefined && compareVersions(release, '3.22') >= 0;
}

/** `postgresql16-client` has the programs of `postgresql-client`, `php83` those of `php`. */
function versionless(name: string): string {
  return paths().has(name) ? name : name.replace(/^(postgresql|php|nodejs|openjdk)\d+/, '$1');
}

/** Packages that run who knows what: nobody adds them unseen. */
const notAlone = new Set(['make']);

/**
 * The packages to add for a program that the Debian image had; undefined where none is known.
 *
 * @param release the Alpine release, where it is known: newer ones need more for the same formats
 */
export function packagesWith(program: string, release?: string): readonly string[] | undefined {
  const name = apkWithProgram(program);
  if (name === undefined || notAlone.has(name)) return undefined;
  const all = name === 'imagemagick' ? alpineCounterpart(name, { release }) : undefined;
  if (all?.kind === 'packages') return all.names;
  return name === 'gcc' ? ['gcc', 'musl-dev'] : [name];
}

/** The path at which a package of Alpine's installs a program. */
export function pathOfInstalled(program: string): string | undefined {
  const name = apkWithProgram(program);
  return name === undefined
    ? undefined
    : programPathsOfApk(name).find((path) => bare(path) === program);
}
