import data from './debian-programs.json' with { type: 'json' };

const programs = new Map(Object.entries(data.programs));
const libraries = new Map(Object.entries(data.libraries));

/**
 * The Debian packages that bring a program which the full node image has and the slim one lacks, with
 * the certificates that it needs to reach anybody; undefined where the table has none.
 */
export function debianPackagesWith(program: string): readonly string[] | undefined {
  return programs.get(program)?.split(' ');
}

/** Alpine packages by their names in Debian; undefined where the table lacks one of them. */
export function debianPackagesFor(packages: readonly string[]): readonly string[] | undefined {
  const names = packages.map((one) => libraries.get(one));
  return names.every((one) => one !== undefined)
    ? names.flatMap((one) => one.split(' '))
    : undefined;
}
