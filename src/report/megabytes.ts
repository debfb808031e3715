/** `1,134 MB`, for people; the tables of languages that Node.js would load for this take longer. */
export function megabytes(size: number): string {
  return `${String(Math.round(size)).replaceAll(/\B(?=(?:\d{3})+$)/g, ',')} MB`;
}
