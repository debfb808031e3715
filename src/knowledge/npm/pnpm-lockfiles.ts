/** The first major of pnpm by the lowest version of the lockfile's format that it writes (pnpm's changelog, 2026-11). */
const writers: readonly (readonly [format: number, major: number])[] = [
  [9, 9],
  [6, 8],
  [5.4, 7],
  [5, 6],
];

/** The major of pnpm that wrote a lockfile, by the version of its format; undefined where it tells none. */
export function pnpmOfLockfile(text: string): number | undefined {
  const format = /^lockfileVersion:\s*'?(\d+(?:\.\d+)?)/m.exec(text)?.[1];
  return format === undefined
    ? undefined
    : writers.find(([lowest]) => Number(format) >= lowest)?.[1];
}
