/** Longer texts than this are rare; keeping them would cost more memory than reading them again. */
const longest = 8_000;

/**
 * Remembers what a function of a text said. Two generations of answers are kept: when the younger
 * one is full, the older one goes, so that the memory stays bounded however many texts there are.
 *
 * @param compute depends on nothing but the text; what it returns is shared, so nobody may change it
 * @param most how many answers a generation holds
 */
export function rememberedByText<Value>(
  compute: (text: string) => Value,
  most = 500,
): (text: string) => Value {
  let young = new Map<string, Value>();
  let old: typeof young = new Map();
  return (text) => {
    if (text.length > longest) return compute(text);
    const known = young.get(text);
    if (known !== undefined || young.has(text)) return known as Value;
    const value = old.has(text) ? (old.get(text) as Value) : compute(text);
    if (young.size >= most) [old, young] = [young, new Map()];
    young.set(text, value);
    return value;
  };
}

/**
 * Remembers what a function said of the text that it was asked for last: of one file thousands of
 * questions are asked, however long it is.
 *
 * @param compute depends on nothing but the text
 */
export function rememberedLast<Value>(compute: (text: string) => Value): (text: string) => Value {
  let last: { readonly text: string; readonly value: Value } | undefined;
  return (text) => {
    if (last?.text !== text) last = { text, value: compute(text) };
    return last.value;
  };
}

/** How many files were begun. */
let files = 0;

/** Tells that another Dockerfile is worked on: what was said of parts of those before is forgotten. */
export function beginFile(): void {
  files += 1;
}

/**
 * Remembers what a function said of a part of a Dockerfile, as long as that file is worked on. The
 * table goes with the file: a table that is older than what is put into it keeps that alive over many
 * collections of garbage, whether its key lives or not.
 *
 * @param compute depends on nothing but the object, which never changes
 */
export function rememberedFor<Key extends object, Value>(
  compute: (key: Key) => Value,
): (key: Key) => Value {
  let known = new WeakMap<Key, Value>();
  let file = files;
  return (key) => {
    if (file !== files) [known, file] = [new WeakMap(), files];
    const found = known.get(key);
    if (found !== undefined || known.has(key)) return found as Value;
    const value = compute(key);
    known.set(key, value);
    return value;
  };
}

/**
 * Remembers what a function said of two objects, as long as the file is worked on.
 *
 * @param compute depends on nothing but the two, which never change, and on what belongs to them
 */
export function rememberedForBoth<
  First extends object,
  Second extends object,
  Rest extends unknown[],
  Value,
>(
  compute: (first: First, second: Second, ...rest: Rest) => Value,
): (first: First, second: Second, ...rest: Rest) => Value {
  let known = new WeakMap<First, WeakMap<Second, Value>>();
  let file = files;
  return (first, second, ...rest) => {
    if (file !== files) [known, file] = [new WeakMap(), files];
    let values = known.get(first);
    if (!values) known.set(first, (values = new WeakMap()));
    const found = values.get(second);
    if (found !== undefined || values.has(second)) return found as Value;
    const value = compute(first, second, ...rest);
    values.set(second, value);
    return value;
  };
}

/**
 * Remembers what a function said of an object as long as the object lives, file after file: of what
 * surrounds many Dockerfiles.
 *
 * @param compute depends on nothing but the object, which never changes
 */
export function rememberedForGood<Key extends object, Value>(
  compute: (key: Key) => Value,
): (key: Key) => Value {
  const known = new WeakMap<Key, Value>();
  return (key) => {
    const found = known.get(key);
    if (found !== undefined || known.has(key)) return found as Value;
    const value = compute(key);
    known.set(key, value);
    return value;
  };
}

/**
 * Remembers what a function said of a text in the light of an object, as long as the object lives;
 * the oldest answer goes when there are too many.
 *
 * @param compute depends on nothing but the two
 */
export function rememberedIn<Owner extends object, Value>(
  compute: (owner: Owner, key: string) => Value,
  most: number,
): (owner: Owner, key: string) => Value {
  const known = new WeakMap<Owner, Map<string, Value>>();
  return (owner, key) => {
    const values = known.get(owner) ?? new Map<string, Value>();
    known.set(owner, values);
    if (values.has(key)) return values.get(key) as Value;
    const value = compute(owner, key);
    const [oldest] = values.size >= most ? values.keys() : [];
    if (oldest !== undefined) values.delete(oldest);
    values.set(key, value);
    return value;
  };
}

/**
 * Computes a value when it is first asked for: tables that few files need cost a run over one file more
 * than all that it does with them.
 */
export function onDemand<Value>(compute: () => Value): () => Value {
  let found: { readonly value: Value } | undefined;
  return () => {
    found ??= { value: compute() };
    return found.value;
  };
}
