/** Whether the whole of a path is what a pattern means. */
export type PathMatcher = (path: string) => boolean;

/** A longer one means no path of any system, and takes long to read. */
const longest = 4096;

/** With more, a regular expression may try too many ways to share a path among them. */
const mostWildcards = 2;

/**
 * Reads a pattern of paths with `*` and `?` within a name, `**` across folders and `[a-z]`, as
 * .dockerignore and workspaces have them. A class that is none (`[z-a]`) matches nothing.
 */
export function pathMatcher(pattern: string): PathMatcher {
  if (pattern.length > longest) return () => false;
  const tokens = tokensOf(pattern);
  const wildcards = tokens.filter((token) => token.startsWith('*')).length;
  try {
    return wildcards > mostWildcards ? steppingMatcher(tokens) : expressionMatcher(tokens);
  } catch {
    return () => false;
  }
}

/** Two stars with the slash behind them are one token: they stand for no folder as well. */
export function tokensOf(pattern: string): string[] {
  return [...pattern.matchAll(/\*\*\/?|\*|\?|\[[^\]]*\]|\\.|[^]/g)].map(([token]) => token);
}

/** By a regular expression: fast, and slow beyond measure where a pattern has many wildcards. */
export function expressionMatcher(tokens: readonly string[]): PathMatcher {
  const source = tokens.map((token) => {
    if (token === '**/') return '(?:[^]*/)?';
    if (token === '**') return '[^]*';
    if (token === '*') return '[^/]*';
    if (token === '?') return '[^/]';
    if (isClass(token)) return token;
    return literalOf(token).replace(/[.+*?^${}()|\\/[\]]/g, String.raw`\$&`);
  });
  const whole = new RegExp(`^${source.join('')}$`);
  return (path) => whole.test(path);
}

/** What one place of a pattern takes. */
interface Step {
  readonly takes: (char: string) => boolean;
  readonly repeats?: boolean;
  /** How many steps further a match may go on without taking anything. */
  readonly skips?: number;
}

/** By all places of the pattern at once: each character of a path is looked at once. */
export function steppingMatcher(tokens: readonly string[]): PathMatcher {
  const steps = tokens.flatMap(stepsOf);
  return (path) => {
    let states = reached(steps, [0]);
    for (let at = 0; at < path.length && states.size > 0; at += 1)
      states = reached(steps, after(steps, states, path[at] as string));
    return states.has(steps.length);
  };
}

function after(steps: readonly Step[], states: Iterable<number>, char: string): number[] {
  const next: number[] = [];
  for (const at of states)
    if (steps[at]?.takes(char)) next.push(steps[at].repeats === true ? at : at + 1);
  return next;
}

/** The places themselves, and those that follow without taking anything. */
function reached(steps: readonly Step[], from: readonly number[]): Set<number> {
  const all = new Set(from);
  for (const at of all) {
    const { repeats, skips } = steps[at] ?? {};
    if (repeats === true) all.add(at + 1);
    if (skips !== undefined) all.add(at + 1).add(at + skips);
  }
  return all;
}

const any: Step = { takes: () => true, repeats: true };
const inOneName = (char: string): boolean => char !== '/';

function stepsOf(token: string): Step[] {
  if (token === '**/') return [{ takes: () => false, skips: 3 }, any, literal('/')];
  if (token === '**') return [any];
  if (token === '*') return [{ takes: inOneName, repeats: true }];
  if (token === '?') return [{ takes: inOneName }];
  if (!isClass(token)) return [...literalOf(token)].map(literal);
  const one = new RegExp(`^${token}$`);
  return [{ takes: (char) => one.test(char) }];
}

function isClass(token: string): boolean {
  return token.length > 1 && token.startsWith('[');
}

function literal(wanted: string): Step {
  return { takes: (char) => char === wanted };
}

function literalOf(token: string): string {
  return token.length > 1 && token.startsWith('\\') ? token.slice(1) : token;
}
