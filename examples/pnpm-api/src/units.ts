/** How many metres each unit has. */
const metres = new Map([
  ['mm', 0.001],
  ['m', 1],
  ['km', 1000],
  ['inch', 0.0254],
  ['mile', 1609.344],
]);

export const units = [...metres.keys()];

/** Undefined when one of the units is not known. */
export function convert(value: number, from: string, to: string): number | undefined {
  const source = metres.get(from);
  const target = metres.get(to);
  return source && target && (value * source) / target;
}
