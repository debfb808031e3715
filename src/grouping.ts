/** The words of a list that is written in one line. */
export function wordSet(words: string): ReadonlySet<string> {
  return new Set(words.split(' '));
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
