import { writeSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { readCase, rewriteCase, textOf } from './cases.js';
import { Dice } from './dice.js';

/** The long run of `npm run fuzz`; texts of a corpus come from the script that starts it. */
export function fuzz(written: readonly string[], args: readonly string[]): number {
  const { values } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      seed: { type: 'string', default: '1' },
      parses: { type: 'string', default: '100000' },
      rewrites: { type: 'string', default: '5000' },
      show: { type: 'string' },
    },
  });
  if (values.show !== undefined) {
    console.log(textOf(new Dice(Number(values.show)), written));
    return 0;
  }
  const failures = new Map<string, string>();
  const run = (what: string, count: number, one: (seed: number) => boolean | undefined): void => {
    const seen = { true: 0, false: 0, undefined: 0 };
    const started = performance.now();
    let slowest = { seed: 0, ms: 0 };
    for (let at = 0; at < count; at += 1) {
      const seed = (Number(values.seed) * 1_000_003 + at) | 0;
      const before = process.cpuUsage();
      try {
        seen[`${one(seed)}`] += 1;
      } catch (error) {
        const { message, stack = '' } = error as Error;
        const place = /\n\s+at [^\n]*/.exec(stack)?.[0] ?? '';
        const kind = message.split('\n')[0]?.replace(/\d+|"[^"]*"/g, '…') ?? '';
        if (!failures.has(kind + place))
          failures.set(kind + place, `${what} --show=${seed}: ${message}${place}`);
      }
      const ms = process.cpuUsage(before).user / 1000;
      if (ms > slowest.ms) slowest = { seed, ms };
    }
    const seconds = ((performance.now() - started) / 1000).toFixed(0);
    writeSync(
      1,
      `${what}: ${count} in ${seconds} s: ${JSON.stringify(seen)}, slowest ${JSON.stringify(slowest)}\n`,
    );
  };
  run('read', Number(values.parses), (seed) => readCase(seed, written));
  run('rewritten', Number(values.rewrites), (seed) => rewriteCase(seed, written));
  for (const failure of failures.values()) console.log(`\n${failure}`);
  return failures.size === 0 ? 0 : 1;
}
