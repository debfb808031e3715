/**
 * One reason in a table of them, by a name that says what it looks at. A test finds every exported
 * table and switches its reasons off, one after another: some fixture must fail each time.
 */
export interface Reason<Subject, Verdict> {
  readonly name: string;
  readonly find: (subject: Subject) => Verdict | undefined;
}

/** What the first reason says that applies; the one that counts most stands first. */
export function firstOf<Subject, Verdict>(
  reasons: readonly Reason<Subject, Verdict>[],
  subject: Subject,
): Verdict | undefined {
  for (const { find } of reasons) {
    const found = find(subject);
    if (found !== undefined) return found;
  }
  return undefined;
}
