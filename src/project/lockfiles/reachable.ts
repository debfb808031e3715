/**
 * The packages that others lead to, by name: which of several versions is meant does not matter here.
 *
 * @param needs what the packages of a name ask for
 */
export function reachable(
  roots: Iterable<string>,
  needs: ReadonlyMap<string, readonly string[]>,
): ReadonlySet<string> {
  const queue = [...roots];
  const seen = new Set<string>();
  for (let name = queue.pop(); name !== undefined; name = queue.pop()) {
    if (seen.has(name)) continue;
    seen.add(name);
    for (const need of needs.get(name) ?? []) queue.push(need);
  }
  return seen;
}
