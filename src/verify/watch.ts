import { setTimeout as sleep } from 'node:timers/promises';
import { ask } from './ask.js';
import type { Answer, Run, Trial } from './behaviour.js';
import type { Container } from './engine/engine.js';

/** A program without a port that still runs after this time is one that keeps running, in seconds. */
const settleTime = 5;
const interval = 200;

/**
 * Watches a container until it answers, has ended, or its time is over, and stops it.
 *
 * @param ports the TCP ports to ask; where there are none, it is seen whether it keeps running
 */
export async function watch(
  container: Container,
  ports: readonly number[],
  trial: Trial,
  signal: AbortSignal,
): Promise<Run> {
  const deadline = Date.now() + (ports.length > 0 ? trial.timeout : settleTime) * 1000;
  let answer: { port: number; answer: Answer } | undefined;
  while (Date.now() < deadline && !answer) {
    if ((await container.exitCode()) !== undefined) return ended(container, trial);
    answer = await firstAnswer(container, ports, trial, signal);
    if (!answer) await sleep(interval, undefined, { signal });
  }
  if ((await container.exitCode()) !== undefined) return ended(container, trial);
  const health = await settledHealth(container, deadline, signal);
  const again = answer && (await questionTo(container, answer.port, trial, signal));
  const user = await container.user();
  const seconds = await container.stop();
  return {
    ...(answer && { answer: answer.answer }),
    ...(answer && again?.body !== answer.answer.body && { changingBody: true }),
    ...(health && { health }),
    ...(user !== undefined && { user }),
    ...(seconds === undefined ? { killed: true } : { stopSeconds: seconds }),
    ...(ports.length > 0 && !answer && { output: await container.output() }),
  };
}

async function ended(container: Container, { command }: Trial): Promise<Run> {
  const exitCode = await container.exitCode();
  const output = command || exitCode !== 0 ? await container.output() : undefined;
  return { ...(exitCode !== undefined && { exitCode }), ...(output !== undefined && { output }) };
}

async function firstAnswer(
  container: Container,
  ports: readonly number[],
  trial: Trial,
  signal: AbortSignal,
): Promise<{ port: number; answer: Answer } | undefined> {
  for (const port of ports) {
    const answer = await questionTo(container, port, trial, signal);
    if (answer) return { port, answer };
  }
  return undefined;
}

async function questionTo(
  container: Container,
  port: number,
  { path }: Trial,
  signal: AbortSignal,
): Promise<Answer | undefined> {
  return ask(await container.address(port), path, signal);
}

/** A health check says "starting" until it has run once. */
async function settledHealth(container: Container, deadline: number, signal: AbortSignal) {
  let health = await container.health();
  while (health === 'starting' && Date.now() < deadline) {
    await sleep(interval, undefined, { signal });
    health = await container.health();
  }
  return health;
}
