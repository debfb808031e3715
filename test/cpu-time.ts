/**
 * What some work takes of the processor: what else the machine runs does not count, as it would for
 * the time on the clock. For texts on which something careless would take minutes; speed itself is
 * watched by `npm run bench`.
 *
 * @returns milliseconds
 */
export function cpuTime(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}
