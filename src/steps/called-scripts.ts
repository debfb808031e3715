import { rememberedIn } from '../memo.js';
import type { Manifest } from '../project/index.js';

/** A script, its hooks, and the scripts that these call by name; each once, however they call each other. */
export const calledScripts = rememberedIn(({ scripts }: Manifest, script): readonly string[] => {
  const found = new Set<string>();
  const waiting = [script];
  for (let one = waiting.pop(); one !== undefined; one = waiting.pop()) {
    const names = [`pre${one}`, one, `post${one}`].filter(
      (name) => scripts.has(name) && !found.has(name),
    );
    for (const name of names) found.add(name);
    const words = names.flatMap((name) => (scripts.get(name) ?? '').match(/[\w:.@/-]+/g) ?? []);
    for (const word of words.toReversed())
      if (scripts.has(word) && !found.has(word)) waiting.push(word);
  }
  return [...found];
}, 100);
