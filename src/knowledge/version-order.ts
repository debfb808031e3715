/**
 * Orders dotted numbers such as `20.9`, `20.11.1` and `3.19`; a missing part counts as 0.
 * Negative when `a` is the older one. Not for pre-releases.
 */
export function compareVersions(a: string, b: string): number {
  return compareParts(partsOf(a), partsOf(b));
}

/** Dotted numbers in their order, the newest first; each is read once. */
export function newestFirst(versions: readonly string[]): string[] {
  return versions
    .map((version) => ({ version, parts: partsOf(version) }))
    .toSorted((a, b) => compareParts(b.parts, a.parts))
    .map(({ version }) => version);
}

function partsOf(version: string): readonly number[] {
  return version.split('.').map(Number);
}

function compareParts(left: readonly number[], right: readonly number[]): number {
  for (let part = 0; part < Math.max(left.length, right.length); part++) {
    const difference = (left[part] ?? 0) - (right[part] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** The major of a dotted number: 20 of `20.11.1`, 0 of `0.12`. */
export function majorOf(version: string): number {
  return Number(version.split('.', 1)[0]);
}
