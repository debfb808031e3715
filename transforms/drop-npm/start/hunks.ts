import type { Edit } from '../../../src/edits.js';

/** Above this many comparisons everything between the first and the last difference is one hunk. */
const most = 250_000;

/** Where two texts differ, word by word, as edits of the first one. */
export function hunks(before: string, after: string): Edit[] {
  const old = words(before);
  const now = words(after);
  const edits: Edit[] = [];
  let [i, j, at] = [0, 0, 0];
  for (const [nextI, nextJ] of [...common(old, now), [old.length, now.length] as const]) {
    const gone = old.slice(i, nextI).join('');
    const text = now.slice(j, nextJ).join('');
    if (gone !== text) edits.push({ start: at, end: at + gone.length, text });
    at += gone.length + (old[nextI] ?? '').length;
    [i, j] = [nextI + 1, nextJ + 1];
  }
  return edits;
}

function words(text: string): string[] {
  return text.match(/\s+|[^\s]+/g) ?? [];
}

/** The places of a longest common subsequence in both. */
function common(old: readonly string[], now: readonly string[]): (readonly [number, number])[] {
  const lengths = old.length * now.length > most ? [] : commonLengths(old, now);
  const pairs: (readonly [number, number])[] = [];
  let [i, j] = [0, 0];
  while (i < old.length && j < now.length)
    if (old[i] === now[j]) pairs.push([i++, j++]);
    else if ((lengths[i + 1]?.[j] ?? 0) >= (lengths[i]?.[j + 1] ?? 0)) i += 1;
    else j += 1;
  return pairs;
}

/** How long a common subsequence of the rests is, by where the rests begin. */
function commonLengths(old: readonly string[], now: readonly string[]): number[][] {
  const lengths: number[][] = [];
  for (let i = old.length - 1; i >= 0; i -= 1) {
    const row: number[] = [];
    for (let j = now.length - 1; j >= 0; j -= 1)
      row[j] =
        old[i] === now[j]
          ? (lengths[i + 1]?.[j + 1] ?? 0) + 1
          : Math.max(lengths[i + 1]?.[j] ?? 0, row[j + 1] ?? 0);
    lengths[i] = row;
  }
  return lengths;
}
