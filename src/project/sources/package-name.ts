/** The package of a module's name: `@scope/name/file` is in `@scope/name`. */
export function packageName(specifier: string): string {
  const [first = '', second = ''] = specifier.split('/');
  return specifier.startsWith('@') ? `${first}/${second}` : first;
}
