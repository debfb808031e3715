/** The file and the line that threw, `mine.mjs:12`; undefined where no stack tells. */
export function placeOf(error: unknown): string | undefined {
  const frame = error instanceof Error ? /^ +at .*$/m.exec(error.stack ?? '')?.[0] : undefined;
  return frame
    ?.split(/[\\/(]/)
    .at(-1)
    ?.match(/^(.+:\d+):\d+\)?$/)?.[1];
}
