/**
 * What stands in JSON or YAML where a text belongs: texts, numbers, yes and no. A list or an object there is
 * nobody's, and may not even be turned into a text: `{"toString": 1}`.
 */
export function plainText(value: unknown): string {
  return typeof value === 'object' || value === undefined ? '' : String(value);
}
