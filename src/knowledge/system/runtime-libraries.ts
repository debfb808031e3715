import table from './runtime-libraries.json' with { type: 'json' };

const debian: Readonly<Record<string, string | Readonly<Record<string, string>>>> = table.debian;
const alpine: Readonly<Record<string, string>> = table.alpine;

/**
 * The Debian packages that what was compiled against a -dev package needs to run.
 *
 * @param release Debian's codename
 * @param fixed whether the image stays on it: names that carry a version differ from one to the next
 * @returns names with a blank between them; undefined where they are not known
 */
export function debianLibraries(name: string, release: string, fixed: boolean): string | undefined {
  if (!Object.hasOwn(debian, name) || !Object.hasOwn(table.releases, release)) return undefined;
  const found = debian[name];
  return typeof found === 'string' ? found : fixed ? found?.[release] : undefined;
}

/** The same for the packages of Alpine. */
export function alpineLibraries(name: string): string | undefined {
  return Object.hasOwn(alpine, name) ? alpine[name] : undefined;
}
