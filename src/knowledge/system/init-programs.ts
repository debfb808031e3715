/** The systems whose package manager brings an init. */
export type Family = 'alpine' | 'debian';

/** An init as a package: where it lies and how it starts another program. */
interface InitProgram {
  readonly package: string;
  /** Its absolute path and its options: what the program is put behind. */
  readonly argv: readonly string[];
}

/**
 * tini by system. Sources: the package contents of Alpine 3.20 (community, `/sbin/tini`) and of
 * Debian 12 (`/usr/bin/tini`), read 2026-11.
 */
const tini: Readonly<Record<Family, InitProgram>> = {
  alpine: { package: 'tini', argv: ['/sbin/tini', '--'] },
  debian: { package: 'tini', argv: ['/usr/bin/tini', '--'] },
};

/** tini as a system's package manager brings it. */
export function tiniOn(family: Family): InitProgram {
  return tini[family];
}
