import type { Environment } from '../dockerfile/index.js';

/** Whether development dependencies are there after an install. */
export type Development = 'installed' | 'omitted' | 'unknown';

type Words = readonly string[];

const omits = /^(?:--omit=dev|--only=prod(?:uction)?|--prod(?:uction)?(?:=true)?|--no-dev)$/;
const keeps =
  /^(?:--include=dev|--also=dev|--only=dev|--prod(?:uction)?=false|--no-prod(?:uction)?|--dev|-D)$/;
/** Options whose value may be the next word. */
const pairs = new Set(['--omit', '--only', '--include', '--also', '--production', '--prod']);
/** Settings of npm in the environment that say the same. */
const setting = /^npm_config_(?:production|only|omit|include|also|dev)$/i;

/**
 * Whether an install takes development dependencies along: by its own options, else by NODE_ENV
 * (handbook B42, B43).
 *
 * @param assigned what stands before the command
 */
export function developmentAfter(
  words: Words,
  manager: string,
  environment: Environment,
  assigned: ReadonlyMap<string, string | undefined>,
): Development {
  const all = words.map((word, index) => spelled(word, words[index + 1]));
  if (all.some((word) => keeps.test(word))) return 'installed';
  if (all.some((word) => omits.test(word) || (manager === 'pnpm' && word === '-P')))
    return 'omitted';
  if (manager === 'yarn-berry') return 'installed';
  if ([...environment.scope.env().keys(), ...assigned.keys()].some((name) => setting.test(name)))
    return 'unknown';
  const mode = assigned.has('NODE_ENV')
    ? assigned.get('NODE_ENV')
    : environment.scope.variable('NODE_ENV');
  if (mode === undefined) return 'unknown';
  return mode === 'production' ? 'omitted' : 'installed';
}

/** `--omit dev` is `--omit=dev`; a flag followed by anything else is itself. */
function spelled(word: string, next = ''): string {
  return pairs.has(word) && /^(?:dev|prod(?:uction)?|true|false)$/.test(next)
    ? `${word}=${next}`
    : word;
}

/** Options that decide what a tree of packages looks like: a prune must have them, too (handbook B40). */
const structural =
  /^(?:--legacy-peer-deps|--force|--no-optional|--omit=(?:optional|peer)|--install-strategy=\w+|--global-style|--legacy-bundling|--shamefully-hoist|--no-bin-links|--ignore-optional|--install-links)$/;

/** The options of an install that its prune repeats. */
export function carriedOptions(words: Words): readonly string[] {
  return words.flatMap((word) => {
    if (word === '-f') return ['--force'];
    return structural.test(word) ? [word] : [];
  });
}
