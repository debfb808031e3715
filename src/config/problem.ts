import { didYouMean } from '../nearest.js';
import { resolved, type Schema, typeOf } from './schema.js';

/** What is wrong with a value: a sentence, and what to do where that can be told. */
interface Problem {
  readonly message: string;
  readonly advice?: string;
}

/**
 * The first thing that is wrong with a value, by its schema.
 *
 * @param at where the value stands, such as `overrides[0].runtime`; empty for the whole
 */
export function problemWith(value: unknown, schema: Schema, at = ''): Problem | undefined {
  const one = branchFor(value, schema);
  if (!one) return { message: `${named(at)} must be ${wanted(schema)}, not ${shown(value)}.` };
  if (Array.isArray(value))
    return first(value, (item, index) => problemWith(item, one.items ?? {}, `${at}[${index}]`));
  if (typeOf(value) === 'object') return problemInObject(value as object, one, at);
  return problemWithText(value, one, at);
}

/** The schema that a value of this type has to meet; undefined where there is none. */
function branchFor(value: unknown, schema: Schema): Schema | undefined {
  const { anyOf = [schema] } = resolved(schema);
  return anyOf.map(resolved).find(({ type }) => type === undefined || type === typeOf(value));
}

function problemInObject(value: object, schema: Schema, at: string): Problem | undefined {
  const { properties = {}, required = [], additionalProperties: others = true } = schema;
  const missing = required.find((key) => !Object.hasOwn(value, key));
  if (missing !== undefined) return { message: `${named(at)} needs the key "${missing}".` };
  return first(Object.entries(value), ([key, item]) => {
    const path = at === '' ? key : `${at}.${key}`;
    if (Object.hasOwn(properties, key)) return problemWith(item, properties[key] as Schema, path);
    if (others === false) return unknownKey(key, at, Object.keys(properties));
    return others === true ? undefined : problemWith(item, others, path);
  });
}

function unknownKey(key: string, at: string, keys: readonly string[]): Problem {
  const where = at === '' ? '' : ` in ${at}`;
  return {
    message: `There is no key "${key}"${where}.${didYouMean(key, keys, '"')}`,
    advice: `The keys are ${keys.join(', ')}.`,
  };
}

function problemWithText(value: unknown, schema: Schema, at: string): Problem | undefined {
  const { enum: choices, minLength = 0 } = schema;
  if (typeof value !== 'string') return undefined;
  if (choices && !choices.includes(value))
    return {
      message: `${named(at)} must be ${wanted(schema)}, not ${shown(value)}.${didYouMean(value, choices, '"')}`,
    };
  return value.length < minLength ? { message: `${named(at)} must not be empty.` } : undefined;
}

function first<Item>(
  items: readonly Item[],
  problemOf: (item: Item, index: number) => Problem | undefined,
): Problem | undefined {
  for (const [index, item] of items.entries()) {
    const found = problemOf(item, index);
    if (found) return found;
  }
  return undefined;
}

function named(at: string): string {
  return at === '' ? 'The configuration' : `"${at}"`;
}

const kinds: Readonly<Record<string, string>> = {
  string: 'a text',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  null: 'null',
};

function wanted(schema: Schema): string {
  const { anyOf = [schema] } = resolved(schema);
  const all = anyOf.map(resolved).map(({ type = '', enum: choices }) => {
    if (!choices) return kinds[type] ?? type;
    return `one of ${choices.map((choice) => `"${choice}"`).join(', ')}`;
  });
  return all.join(' or ');
}

function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? typeof value;
  return text.length > 60 ? (kinds[typeOf(value)] ?? typeof value) : text;
}
