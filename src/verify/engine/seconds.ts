/** Seconds since a moment of `process.hrtime.bigint()`, to a tenth. */
export function secondsSince(started: bigint): number {
  return Math.round(Number(process.hrtime.bigint() - started) / 1e8) / 10;
}
