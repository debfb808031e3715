import data from './debian-programs.json' with { type: 'json' };

const programs = new Map(Object.entries(data.programs));

/**
 * The Debian packages that bring a program which the full node image has and the slim one lacks, with
 * the certificates that it needs to reach anybody; undefined where the table has none.
 */
export function debianPackagesWith(program: string): readonly string[] | undefined {
  return programs.get(program)?.split(' ');
}
