/** A search that may ask further questions of its own kind before it has its answer. */
export type Search<Question, Answer> = Generator<Question, Answer, Answer>;

/**
 * Does what functions that call each other would do, on a stack of its own: stages and scripts may
 * lead to each other thousands deep, and the stack of the program ends at some ten thousand calls.
 *
 * @param first the search whose answer is wanted
 * @param search what answers the questions on the way
 */
export function unrolled<Question, Answer>(
  first: Search<Question, Answer>,
  search: (question: Question) => Search<Question, Answer>,
): Answer {
  const open = [first];
  let step = first.next();
  for (;;) {
    if (!step.done) {
      const inner = search(step.value);
      open.push(inner);
      step = inner.next();
      continue;
    }
    open.pop();
    const asker = open.at(-1);
    if (!asker) return step.value;
    step = asker.next(step.value);
  }
}
