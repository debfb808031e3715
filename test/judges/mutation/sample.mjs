import { createHash } from 'node:crypto';

/** As many mutants of each file, chosen by what they change: the same ones when other lines move. */
export function sampled(mutants, most, seed) {
  const byFile = Map.groupBy(mutants, ({ fileName }) => fileName);
  const rank = ({ original, mutatorName, replacement }) =>
    createHash('sha1').update([seed, original, mutatorName, replacement].join('\0')).digest('hex');
  return [...byFile.values()].flatMap((own) => {
    const ranked = own.map((mutant) => ({ mutant, rank: rank(mutant) }));
    ranked.sort((a, b) => (a.rank < b.rank ? -1 : 1));
    const chosen = ranked.slice(0, most).map(({ mutant }) => mutant);
    return chosen.toSorted((a, b) => a.location.start.line - b.location.start.line);
  });
}
