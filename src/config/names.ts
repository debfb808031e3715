import { isAbsolute } from 'node:path';

/** Whether a transform is named by a path; other names are those of transforms and packages. */
export function isPath(specifier: string): boolean {
  if (isAbsolute(specifier) || /^\.{1,2}[\\/]/.test(specifier)) return true;
  return !specifier.startsWith('@') && /\.[cm]?[jt]s$/.test(specifier);
}
