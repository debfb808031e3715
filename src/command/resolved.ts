import { quoteWord } from '../shell/index.js';

/** One command of a list. */
export interface Part {
  /** What stands before it; absent for the first one. */
  readonly operator?: '&&' | ';';
  /** Assignments before the program, as shell text. */
  readonly assigned: string;
  /** The program and its arguments, as shell text. */
  readonly text: string;
}

/** A program with its arguments, or commands that need a shell. */
export type DirectCommand =
  | { readonly kind: 'argv'; readonly argv: readonly string[] }
  | { readonly kind: 'list'; readonly parts: readonly Part[] };

/** Why a start command can't be told, in a sentence. */
export interface Unresolved {
  readonly kind: 'unresolved';
  readonly reason: 'script' | 'development' | 'needs-npm' | 'pnp';
  readonly because: string;
}

export type Resolved = (DirectCommand & { readonly notes: readonly string[] }) | Unresolved;

export function unresolved(reason: Unresolved['reason'], because: string): Unresolved {
  return { kind: 'unresolved', reason, because };
}

export function argv(words: readonly string[]): Resolved {
  return { kind: 'argv', argv: words, notes: [] };
}

/** The commands of what was resolved: an argument vector is a list of one. */
export function partsOf(resolved: DirectCommand): readonly Part[] {
  if (resolved.kind === 'list') return resolved.parts;
  return [{ assigned: '', text: resolved.argv.map(quoteWord).join(' ') }];
}

/**
 * The script of a list. The last command replaces the shell, so that signals reach it. Assignments
 * stay assignments, which are not split into words, and `exec` passes them on.
 */
export function listScript(parts: readonly Part[]): string {
  const texts = parts.map(({ operator, assigned, text }, index) => {
    const last = index === parts.length - 1 && !text.startsWith('exec ');
    const command = `${assigned && `${assigned} `}${last ? 'exec ' : ''}${text}`;
    return operator === undefined ? command : operator === '&&' ? ` && ${command}` : `; ${command}`;
  });
  return texts.join('');
}

/**
 * Puts the commands of a nested script in the place of its call. `a && (b; c)` is the one form
 * that would mean something else without the parentheses.
 */
export function spliced(operator: Part['operator'], parts: readonly Part[]): Part[] | undefined {
  if (operator === '&&' && parts.some((part) => part.operator === ';')) return undefined;
  const [first, ...others] = parts;
  return first && [{ ...first, ...(operator && { operator }) }, ...others];
}
