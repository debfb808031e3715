import { type Flag, flagValue, type Instruction } from './instruction.js';

/** A --mount of a RUN. */
export interface Mount {
  readonly flag: Flag;
  /** In small letters: bind, cache, secret, ssh, tmpfs. */
  readonly type: string;
  /** Where the RUN finds it, as it is written. */
  readonly target?: string;
  /** All its options as they are written, with their names in small letters. */
  readonly options: ReadonlyMap<string, string>;
}

/** The mounts of a RUN; other instructions have none. */
export function mountsOf({ flags }: Instruction): Mount[] {
  return flags.filter(({ name }) => name === 'mount').map((flag) => mountOf(flag));
}

/** What a flag mounts. */
export function mountOf(flag: Flag, value = flag.value ?? ''): Mount {
  const pairs = value.split(',').map((one): [string, string] => {
    const [name = '', ...rest] = one.split('=');
    return [name.toLowerCase(), rest.join('=')];
  });
  const options = new Map(pairs);
  const target = options.get('target') ?? options.get('dst') ?? options.get('destination');
  const type = options.get('type')?.toLowerCase() ?? 'bind';
  return { flag, type, options, ...(target !== undefined && { target }) };
}

/** The images and stages whose files the mounts of a RUN bring, as they are written. */
export function mountedFrom(run: Instruction): string[] {
  return mountsOf(run).flatMap(({ options }) => options.get('from') ?? []);
}

/** The images and stages whose files an instruction brings, as they are written. */
export function filesFrom(instruction: Instruction): string[] {
  const copied = instruction.keyword === 'COPY' ? flagValue(instruction, 'from') : undefined;
  return [...(copied === undefined ? [] : [copied]), ...mountedFrom(instruction)];
}
