import { findEngine } from '../../src/verify/engine/find.js';
import type { Engine } from '../../src/verify/engine/engine.js';

/** The image that tests with a real engine are built on: small, and with node. */
export const testImage = 'node:22-alpine';

/** The engine to test with: a name or a path in SLIM_DOCKERFILE_ENGINE, else what is found. */
export const wantedEngine = process.env.SLIM_DOCKERFILE_ENGINE || undefined;

/** The engine of this machine, where it has the image; else why there is nothing to test with. */
export async function usableEngine(): Promise<Engine | string> {
  try {
    const engine = await findEngine(wantedEngine, new AbortController().signal);
    return (await engine.has(testImage)) ? engine : `${engine.name} has no ${testImage} here`;
  } catch (error) {
    return (error as Error).message;
  }
}
