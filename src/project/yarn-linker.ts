/** Whether .yarnrc.yml tells Yarn from 2 on to fill node_modules; else it keeps archives that only itself can read. */
export function fillsModules(settings: string): boolean {
  const [, linker] = /^[\t ]*nodeLinker\s*:\s*["']?([\w-]+)/m.exec(settings) ?? [];
  return linker !== undefined && linker !== 'pnp';
}
