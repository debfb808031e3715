import type { Stage } from './index.js';

/**
 * A stage and all those whose files come into it, by FROM or COPY, each once: first itself, then what
 * its first source leads to, and so on. A file may chain thousands of stages, and lead to one by
 * thousands of ways.
 */
export function withSources(stage: Stage): readonly Stage[] {
  const found = new Set<Stage>();
  const open = [stage];
  for (let next = open.pop(); next; next = open.pop()) {
    if (found.has(next)) continue;
    found.add(next);
    open.push(...next.sources.toReversed());
  }
  return [...found];
}
