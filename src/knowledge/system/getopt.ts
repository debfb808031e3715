/** The options that a program takes, from a row such as `+n:i::v force output=`. */
export interface OptionTable {
  /** What follows the first operand belongs to another command (`xargs`, `env`). */
  readonly stops: boolean;
  /** Letters; the value is `:` with a value, `::` with one that is attached or absent. */
  readonly short: ReadonlyMap<string, string>;
  /** Any letter goes: the modes of chmod look like options. */
  readonly anyShort: boolean;
  /** Names; true with a value. */
  readonly long: ReadonlyMap<string, boolean>;
}

/** What was found in the arguments of a command. */
export interface OptionsRead {
  /** The first option that the table does not have, as `-P` or `--include`. */
  readonly unknown?: string;
  /** Values by letter or name; only of options before the unknown one. */
  readonly values: ReadonlyMap<string, string>;
  /** Letters and names of the options without a value. */
  readonly flags: ReadonlySet<string>;
  readonly operands: readonly string[];
}

/** Reads a row: getopt's letters, then the long names, `=` after those that take a value. */
export function optionTable(row: string): OptionTable {
  const [letters = '', ...names] = row.split(' ');
  const short = [...letters.matchAll(/([^:+*])(:{0,2})/g)].map(
    ([, letter, colons]) => [letter!, colons!] as const,
  );
  return {
    stops: letters.startsWith('+'),
    short: new Map(short),
    anyShort: letters === '*',
    long: new Map(names.map((name) => [name.replace('=', ''), name.endsWith('=')])),
  };
}

/** Reads arguments as getopt_long does; a word with `$` in it can't be told and is passed over. */
export function readOptions(table: OptionTable, args: readonly string[]): OptionsRead {
  const values = new Map<string, string>();
  const flags = new Set<string>();
  const operands: string[] = [];
  for (let index = 0; index < args.length; index++) {
    const arg = args[index]!;
    if (arg === '--') return { values, flags, operands: [...operands, ...args.slice(index + 1)] };
    if (!arg.startsWith('-') || arg === '-') {
      if (table.stops) return { values, flags, operands: args.slice(index) };
      operands.push(arg);
      continue;
    }
    const option = arg.startsWith('--') ? readLong(table, arg) : readShort(table, arg);
    if (option.unknown !== undefined) return { unknown: option.unknown, values, flags, operands };
    for (const flag of option.flags ?? []) flags.add(flag);
    if (option.name !== undefined) values.set(option.name, option.value ?? args[++index] ?? '');
  }
  return { values, flags, operands };
}

/** One argument with options in it; `name` only where a value belongs to it. */
interface Option {
  readonly unknown?: string;
  readonly flags?: readonly string[];
  readonly name?: string;
  readonly value?: string;
}

/** A long name may be cut short: `--strip=1` is `--strip-components=1`. */
function readLong({ long }: OptionTable, arg: string): Option {
  const [, typed = '', value] = /^--([^=]*)(?:=(.*))?$/s.exec(arg) ?? [];
  if (typed.includes('$')) return {};
  const name = long.has(typed) ? typed : [...long.keys()].find((known) => known.startsWith(typed));
  if (name === undefined) return { unknown: `--${typed}` };
  return long.get(name) ? { name, ...(value !== undefined && { value }) } : { flags: [name] };
}

function readShort({ short, anyShort }: OptionTable, arg: string): Option {
  if (anyShort) return {};
  const flags: string[] = [];
  for (let at = 1; at < arg.length; at++) {
    const letter = arg[at]!;
    const colons = short.get(letter);
    if (letter === '$') return { flags };
    if (colons === undefined) return { unknown: `-${letter}` };
    if (colons === '::') return { flags };
    if (colons === ':')
      return { flags, name: letter, ...(at + 1 < arg.length && { value: arg.slice(at + 1) }) };
    flags.push(letter);
  }
  return { flags };
}
