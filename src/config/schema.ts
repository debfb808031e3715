import schema from '../../docs/config.schema.json' with { type: 'json' };

/** The part of JSON Schema that the schema of the configuration uses. */
export interface Schema {
  readonly $ref?: string;
  readonly type?: string;
  readonly enum?: readonly string[];
  readonly minLength?: number;
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  /** False, or what any other key holds. */
  readonly additionalProperties?: boolean | Schema;
  /** Told apart by their types. */
  readonly anyOf?: readonly Schema[];
}

/** The schema that editors read is the one that we check by. */
const root: Schema & { readonly definitions: Readonly<Record<string, Schema>> } = schema;

/** The schema of a configuration file. */
export const configSchema: Schema = root;

/** A schema, or the one that it refers to: `#/properties/skip`. */
export function resolved(one: Schema): Schema {
  const [, group, name = ''] = one.$ref?.split('/') ?? [];
  if (group === undefined) return one;
  const found = (group === 'definitions' ? root.definitions : root.properties)?.[name];
  if (found === undefined) throw new Error(`the schema has no ${one.$ref}`);
  return resolved(found);
}

/** The type of a value, as JSON Schema names it. */
export function typeOf(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'array' : typeof value;
}
