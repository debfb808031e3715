/** Whether a program name can only be a script: by its ending, or by a path outside the system. */
export function isScript(word: string): boolean {
  if (/\.(?:[cm]?js|ts)$/.test(word)) return false;
  return (
    /\.(?:sh|bash)$|entrypoint/.test(word) ||
    (/^\.{0,2}\//.test(word) && !/node_modules\/|\/s?bin\/[\w-]+$/.test(word))
  );
}

/** The file that a shell runs: its first word that is no option; `-c` has none. */
export function shellFile(args: readonly string[]): string[] {
  if (args.some((word) => /^-\w*c$/.test(word))) return [];
  return args.filter((word) => !word.startsWith('-')).slice(0, 1);
}

/** Whether a name is one of the scripts that wait for a server, which everybody has from the same places. */
export function onlyWaits(name: string): boolean {
  return /(?:^|\/)wait[-_]for(?:[-_]it)?(?:\.sh)?$/.test(name);
}
