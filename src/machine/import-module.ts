/**
 * Loads a module by its name or URL. It stays a file of its own in the package: the bundle is compiled
 * by ourselves, and Node.js lets code of that kind import nothing without a warning (src/cli/start).
 */
export function importModule(specifier: string): Promise<unknown> {
  return import(specifier);
}
