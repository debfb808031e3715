import { writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { UserError } from '../user-error.js';
import type { Behaviour, Trial } from './behaviour.js';
import type { Build, Container, Engine, ImageFacts } from './engine/engine.js';
import { EngineError } from './engine/engine.js';
import { secondsSince } from './engine/seconds.js';
import { watch } from './watch.js';

/** Where package managers lie in the images that we know (handbook E.6). */
const packageManagers = [
  '/usr/local/lib/node_modules/npm/package.json',
  '/usr/lib/node_modules/npm/package.json',
  '/usr/share/nodejs/npm/package.json',
  '/usr/local/bin/npm',
  '/usr/bin/npm',
];

/** One image to build and to run. */
export interface Attempt {
  readonly build: Build;
  readonly container: string;
  /** Takes everything that the build says. */
  readonly buildLog: string;
  /** Takes what the container writes. */
  readonly runLog: string;
}

/** Tells what is being done now. */
type Progress = (doing: 'building' | 'running') => void;

/** Builds an image, runs it as it is, and removes both again. */
export async function tryImage(
  engine: Engine,
  attempt: Attempt,
  trial: Trial,
  signal: AbortSignal,
  progress: Progress,
): Promise<Behaviour> {
  const started = process.hrtime.bigint();
  progress('building');
  try {
    await engine.build(attempt.build, attempt.buildLog);
  } catch (error) {
    return { buildError: told(error) };
  }
  const buildSeconds = secondsSince(started);
  try {
    const image = await engine.inspect(attempt.build.tag);
    progress('running');
    return { buildSeconds, image, ...(await runImage(engine, image, attempt, trial, signal)) };
  } finally {
    await engine.removeImage(attempt.build.tag);
  }
}

async function runImage(
  engine: Engine,
  image: ImageFacts,
  { build, container: name, runLog }: Attempt,
  trial: Trial,
  signal: AbortSignal,
): Promise<Pick<Behaviour, 'holds' | 'npm' | 'run' | 'startError'>> {
  const ports = portsOf(image, trial);
  if (engine.name === 'buildah') await Promise.all(ports.map(demandFree));
  const { environment, command } = trial;
  const start = { tag: build.tag, name, environment, ports, ...(command && { command }) };
  let container: Container;
  try {
    container = await engine.start(start, runLog);
  } catch (error) {
    return { startError: told(error) };
  }
  try {
    const npm = await holdsNpm(container);
    const holds = await heldOf(container, trial.gone);
    const run = await watch(container, ports, trial, signal);
    if (run.output !== undefined) writeFileSync(runLog, run.output);
    return { run, ...(npm !== undefined && { npm }), ...(holds && { holds }) };
  } finally {
    await container.remove();
  }
}

/** What the user names, else what the image exposes, else what PORT says. */
function portsOf({ ports, environment }: ImageFacts, trial: Trial): number[] {
  if (trial.port !== undefined) return [trial.port];
  const exposed = ports
    .filter((port) => !port.endsWith('/udp'))
    .map((port) => Number.parseInt(port, 10));
  if (exposed.length > 0) return exposed;
  const variable = [...environment, ...trial.environment].findLast((one) =>
    one.startsWith('PORT='),
  );
  const port = Number(variable?.slice('PORT='.length));
  return Number.isInteger(port) && port > 0 ? [port] : [];
}

async function holdsNpm(container: Container): Promise<boolean | undefined> {
  let known: boolean | undefined;
  for (const path of packageManagers) {
    const holds = await container.holds(path);
    if (holds) return true;
    known ??= holds;
  }
  return known;
}

async function heldOf(
  container: Container,
  paths: readonly string[],
): Promise<readonly string[] | undefined> {
  if (paths.length === 0) return undefined;
  const held: string[] = [];
  for (const path of paths) if (await container.holds(path)) held.push(path);
  return held;
}

/** On this machine's own network, what listens there already would answer instead. */
function demandFree(port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', () =>
      reject(
        new UserError(
          `Port ${port} of this machine is taken, and buildah runs on the machine's own network.`,
          'Stop what listens there, name another port with --port and --env, or use docker or podman.',
        ),
      ),
    );
    server.listen(port, () => server.close(() => resolve()));
  });
}

/** An interruption is no property of an image. */
function told(error: unknown): string {
  if (error instanceof EngineError) return error.message;
  throw error;
}
