/**
 * Orders dotted numbers such as `20.9`, `20.11.1` and `3.19`; a missing part counts as 0.
 * Negative when `a` is the older one. Not for pre-releases.
 */
export function compareVersions(a: string, b: string): number {
  const [left, right] = [a.split('.'), b.split('.')];
  for (let part = 0; part < Math.max(left.length, right.length); part++) {
    const difference = Number(left[part] ?? 0) - Number(right[part] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** Dotted numbers in their order, the newest first; each is read once. */
export function newestFirst(versions: readonly string[]): string[] {
  return versions
    .map((version) => ({ version, parts: version.split('.').map(Number) }))
    .toSorted(({ parts: a }, { parts: b }) => {
      for (let at = 0; at < Math.max(a.length, b.length); at += 1) {
        const difference = (b[at] ?? 0) - (a[at] ?? 0);
        if (difference !== 0) return difference;
      }
      return 0;
    })
    .map(({ version }) => version);
}

/** The major of a dotted number: 20 of `20.11.1`, 0 of `0.12`. */
export function majorOf(version: string): number {
  return Number(version.split('.', 1)[0]);
}
