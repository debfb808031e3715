import { embedded, ended } from './embedding.js';
import { argv, asList, type Known, listScript, type Resolved, unresolved } from './resolved.js';

/** `pre && main`. */
export function chained(first: Known, main: Known): Known {
  const head = `${embedded(first, { before: undefined, after: '&&' })} && `;
  const list = ended(head, '&&', main) ?? asList(main);
  const start = asList(first).joined === 'otherwise' ? 'otherwise' : list.joined;
  return { ...list, joined: start, notes: [...first.notes, ...main.notes] };
}

/** A list under a shell of its own. */
export function vectorOf(found: Known, shell: string): Resolved {
  const vector = argv([shell, '-c', listScript(asList(found))]);
  return vector.kind === 'unresolved' ? vector : { ...vector, notes: found.notes };
}

/**
 * A command behind a program that starts it, an init or one that waits. Such a program takes one
 * command and no list.
 *
 * @param prefix the words of that program
 * @param texts the same words as the shell reads them
 */
export function prefixed(
  inner: Resolved,
  prefix: readonly string[],
  texts: readonly string[],
): Resolved {
  if (inner.kind === 'unresolved') return inner;
  if (inner.folder === undefined && inner.kind === 'argv')
    return { ...inner, argv: [...prefix, ...inner.argv] };
  const { head, assigned, last } = asList(inner);
  return head === '' && assigned === '' && !/^(?:exec|\{) /.test(last)
    ? { ...inner, kind: 'list', head, assigned, last: [...texts, last].join(' '), joined: 'single' }
    : unresolved(
        'script',
        `${prefix[0] ?? ''} starts one program, and this is a list of commands.`,
      );
}
