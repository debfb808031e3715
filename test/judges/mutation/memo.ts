import { rememberedByText as remembered } from '../../../src/memo.js';

export * from '../../../src/memo.js';

declare const judged: { readonly test: number };

/** Remembers as long as a test runs. */
export function rememberedByText<Value>(
  compute: (text: string) => Value,
  most?: number,
): (text: string) => Value {
  let own = remembered(compute, most);
  let since = judged.test;
  return (text) => {
    if (since !== judged.test) own = remembered(compute, most);
    since = judged.test;
    return own(text);
  };
}
