import {
  type Dockerfile,
  type Instruction,
  propertiesOf,
  referenceOf,
  type Stage,
  variablesIn,
} from '../dockerfile/index.js';
import { wordSet } from '../grouping.js';

import { baseImage } from '../knowledge/images/base-images.js';

/**
 * Where values come from. An origin is a number that two variables share when the same text gave
 * them their value, with the same origins of the variables in it: so values are compared that
 * nobody can know, like those of build arguments.
 */
export class Origins {
  readonly #numbers = new Map<string, number>();

  /** The number of an origin described by a text. */
  of(...description: readonly (string | number | undefined)[]): number {
    const text = JSON.stringify(description);
    const known = this.#numbers.get(text);
    if (known !== undefined) return known;
    this.#numbers.set(text, this.#numbers.size);
    return this.#numbers.size - 1;
  }
}

/** What an instruction does with variables. */
export interface Reading {
  readonly instruction: Instruction;
  /** The variables that the builder fills in here, by name. */
  readonly uses: ReadonlyMap<string, number>;
  /** The variables that it sets. */
  readonly sets: readonly (readonly [name: string, origin: number])[];
}

/** A stage read from top to bottom. */
export interface ReadStage {
  readonly stage: Stage;
  /** The variables at its start, from the stages that it is built on. */
  readonly start: ReadonlyMap<string, number>;
  readonly end: ReadonlyMap<string, number>;
  /** FROM excluded, in order. */
  readonly readings: readonly Reading[];
}

/** Reads all stages of a file; their order makes sure that a base comes first. */
export function readStages(origins: Origins, file: Dockerfile): ReadStage[] {
  const globals = globalOrigins(origins, file);
  const read: ReadStage[] = [];
  for (const stage of file.stages) {
    const start = (stage.base && read[stage.base.index]?.end) ?? new Map<string, number>();
    const reader = new StageReader(origins, globals, imageOf(stage), new Map(start));
    const readings = stage.instructions.map((one) => reader.read(one));
    read.push({
      stage,
      start,
      end: reader.values,
      readings,
    });
  }
  return read;
}

function imageOf(stage: Stage): string {
  let root = stage;
  while (root.base) root = root.base;
  return root.official ?? referenceOf(root).name;
}

/** The instructions in which the builder fills in variables (handbook A24). */
const expanding = wordSet('ADD ARG COPY ENV EXPOSE LABEL STOPSIGNAL USER VOLUME WORKDIR');

/** No variables at all, as most lines have it. */
const unused: ReadonlyMap<string, number> = new Map();

class StageReader {
  constructor(
    readonly origins: Origins,
    readonly globals: ReadonlyMap<string, number>,
    readonly image: string,
    readonly values: Map<string, number>,
  ) {}

  read(instruction: Instruction): Reading {
    const { keyword, escape, line } = instruction;
    const isFilled = line.joined.text.includes('$') && expanding.has(keyword);
    const uses = isFilled ? this.#uses(valuesIn(instruction), escape) : unused;
    const sets = keyword === 'ENV' || keyword === 'ARG' ? this.#sets(instruction) : [];
    for (const [name, origin] of sets) this.values.set(name, origin);
    return { instruction, uses, sets };
  }

  #uses(text: string, escape: string): ReadonlyMap<string, number> {
    if (!text.includes('$')) return unused;
    return new Map(variablesIn(text, escape).map((name) => [name, this.#origin(name)]));
  }

  /** Where the value of a variable comes from: the file, or else the base image. */
  #origin(name: string): number {
    const known = this.values.get(name);
    if (known !== undefined) return known;
    // All images mean nearly the same by PATH, and BuildKit sets one where they do not.
    if (name === 'PATH') return this.origins.of('path');
    const unset = baseImage(this.image)?.variables.includes(name) === false;
    return unset ? this.origins.of('unset', name) : this.origins.of('image', this.image, name);
  }

  #sets(instruction: Instruction): (readonly [string, number])[] {
    const { keyword, argument, escape } = instruction;
    const properties = propertiesOf(instruction);
    // What can't be read may set anything: it counts as one variable of its own.
    if (!properties) return [['', this.origins.of('opaque', this.values.get(''), argument)]];
    return properties.map(({ name, value }) => {
      const uses = [...this.#uses(value ?? '', escape)].flat();
      const below = keyword === 'ARG' && value === undefined ? this.#below(name) : undefined;
      return [name, this.origins.of(keyword, value, below, ...uses)] as const;
    });
  }

  /** An ARG without a default leaves what was there; above the first FROM there may be one (A20). */
  #below(name: string): number | undefined {
    return this.values.get(name) ?? this.globals.get(name);
  }
}

/** The origins of the build arguments above the first FROM. */
function globalOrigins(origins: Origins, file: Dockerfile): Map<string, number> {
  const found = new Map<string, number>();
  const first = file.stages[0]?.from.start ?? 0;
  for (const argument of file.instructions) {
    if (argument.start >= first) break;
    for (const { name, value } of propertiesOf(argument) ?? []) {
      const used = variablesIn(value ?? '', argument.escape).flatMap((one) => [
        one,
        found.get(one),
      ]);
      found.set(name, origins.of('global', value, ...used));
    }
  }
  return found;
}

/** The texts of an instruction in which variables may stand: the values of its flags, and its argument. */
export function valuesIn({ flags, argument }: Instruction): string {
  return flags.length === 0
    ? argument
    : [...flags.map(({ value = '' }) => value), argument].join(' ');
}
