const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Runs something that can be interrupted from outside; it cleans up before this returns.
 *
 * @returns whether it was interrupted
 */
export async function untilInterrupted(
  work: (signal: AbortSignal) => Promise<void>,
): Promise<boolean> {
  const controller = new AbortController();
  const interrupt = (): void => controller.abort();
  for (const signal of signals) process.on(signal, interrupt);
  try {
    await work(controller.signal);
    return false;
  } catch (error) {
    if (controller.signal.aborted) return true;
    throw error;
  } finally {
    for (const signal of signals) process.off(signal, interrupt);
  }
}
