import type { Entry, RepositoryResult } from '../../repositories/index.js';
import { estimate } from '../../report/estimate.js';
import { counted } from '../../report/totals.js';

/** What a run came to, added up so that no repository has to be kept. */
export class RepositoryTotals {
  readonly #outcomes = new Map<string, number>();
  readonly #declined = new Map<string, number>();
  #files = 0;
  #changed = 0;
  #saved = 0;

  add({ outcome, files, changed, declined, saved }: Omit<Entry, 'location'>): void {
    bump(this.#outcomes, outcome, 1);
    for (const [rule, count] of Object.entries(declined)) bump(this.#declined, rule, count);
    this.#files += files;
    this.#changed += changed;
    this.#saved += saved;
  }

  /** How many Dockerfiles have changes. */
  get changed(): number {
    return this.#changed;
  }

  /** The summary at the end of a run. */
  toString(): string {
    const repositories = [...this.#outcomes.values()].reduce((sum, count) => sum + count, 0);
    const parts = [...this.#outcomes].toSorted().map(([outcome, count]) => `${count} ${outcome}`);
    const saved =
      this.#saved > 0
        ? `Base images of the changed files: about ${(this.#saved / 1000).toFixed(1)} GB less (estimate).\n`
        : '';
    return [
      `${repositories} ${repositories === 1 ? 'repository' : 'repositories'}: ${parts.join(', ')}.\n`,
      `${counted(this.#files, 'Dockerfile')}, ${this.#changed} with changes.\n`,
      saved,
      ...this.#reasons(),
    ].join('');
  }

  #reasons(): string[] {
    if (this.#declined.size === 0) return [];
    const rules = [...this.#declined].toSorted(([a, x], [b, y]) => y - x || a.localeCompare(b));
    return [
      'Declined, in Dockerfiles:\n',
      ...rules.map(([rule, count]) => `${String(count).padStart(6)}  ${rule}\n`),
    ];
  }
}

function bump(map: Map<string, number>, key: string, by: number): void {
  map.set(key, (map.get(key) ?? 0) + by);
}

/** What is kept of a repository when it is done. */
export function entryOf({ source, outcome, files }: RepositoryResult): Entry {
  const declined = new Map<string, number>();
  for (const file of files)
    for (const rule of new Set(file.declined.map((one) => one.rule))) bump(declined, rule, 1);
  const sizes = files.map((file) => estimate(file));
  return {
    location: source.location,
    outcome,
    files: files.length,
    changed: files.filter(({ before, text }) => before !== text).length,
    declined: Object.fromEntries(declined),
    saved: sizes.reduce((sum, size) => sum + (size ? size.before - size.after : 0), 0),
  };
}
