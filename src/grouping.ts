/** The words of a list that is written in one line. */
export function wordSet(words: string): ReadonlySet<string> {
  return new Set(words.split(' '));
}

/** The names of a table by each of the words beside them: of `{ a: 'x y', b: 'y' }`, `a` and `b` by `y`. */
export function namesByWord(
  table: Readonly<Record<string, string>>,
): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (const [name, words] of Object.entries(table))
    for (const word of wordSet(words)) {
      const names = found.get(word);
      if (names) names.push(name);
      else found.set(word, [name]);
    }
  return found;
}

/**
 * Items by what they have in common, each group in the order of the items, the groups in that of
 * their first ones. `Map.groupBy` of the standard, which Node 20 does not have.
 */
export function groupedBy<Item, Key>(
  items: Iterable<Item>,
  keyOf: (item: Item) => Key,
): Map<Key, Item[]> {
  const groups = new Map<Key, Item[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return groups;
}
