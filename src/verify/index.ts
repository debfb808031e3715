import { randomBytes } from 'node:crypto';
import { copyFileSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from '../machine/temporary-folder.js';
import type { Behaviour, Trial } from './behaviour.js';
import { type Difference, worse } from './compare.js';
import type { Engine } from './engine/engine.js';
import type { Subject } from './subjects.js';
import { type Attempt, tryImage } from './try-image.js';

export type { Behaviour, Trial } from './behaviour.js';
export type { Difference } from './compare.js';
export { type Engine, engineNames } from './engine/engine.js';
export { findEngine } from './engine/find.js';
export { type Subject, subjects } from './subjects.js';

/**
 * What a comparison came to: `unproven` where the original does not build or start already, so
 * that there is nothing to compare with.
 */
export type Verdict = 'same' | 'worse' | 'unproven';

/** A Dockerfile whose two versions were built and run. */
export interface Verified {
  readonly path: string;
  readonly verdict: Verdict;
  readonly before: Behaviour;
  /** Absent where the original could not be built. */
  readonly after?: Behaviour;
  readonly worse: readonly Difference[];
  /** The folder with everything that builds and containers said, kept where something is wrong. */
  readonly logs?: string;
}

/** Tells what is being done with which version. */
type Step = (version: 'before' | 'after', doing: 'building' | 'running') => void;

/**
 * Builds and runs both versions of a Dockerfile and compares them. Whatever was made for it is
 * removed again, also when the signal interrupts it.
 *
 * @throws an AbortError when it is interrupted
 */
export async function verify(
  subject: Subject,
  engine: Engine,
  trial: Trial,
  signal: AbortSignal,
  step: Step,
): Promise<Verified> {
  const folder = temporaryFolder('verify');
  let keep = false;
  try {
    const verified = await comparison(subject, engine, trial, signal, step, folder);
    keep = verified.verdict !== 'same';
    return keep ? { ...verified, logs: join(folder, 'logs') } : verified;
  } finally {
    for (const name of keep ? ['before', 'after'] : [''])
      rmSync(join(folder, name), { recursive: true, force: true });
  }
}

async function comparison(
  subject: Subject,
  engine: Engine,
  trial: Trial,
  signal: AbortSignal,
  step: Step,
  folder: string,
): Promise<Verified> {
  const { path, textBefore, textAfter, imageMirrors } = subject;
  const attempt = (version: 'before' | 'after', text: string): Promise<Behaviour> =>
    tryImage(engine, attemptAt(folder, version, text, subject, trial), trial, signal, (doing) =>
      step(version, doing),
    );
  const before = await attempt('before', textBefore);
  if (before.buildError !== undefined) return { path, verdict: 'unproven', before, worse: [] };
  const after = await attempt('after', textAfter);
  const announced = subject.result !== undefined;
  const differences = worse({
    textBefore,
    textAfter,
    before,
    after,
    announced,
    gone: trial.gone,
    ...(imageMirrors && { imageMirrors }),
  });
  const verdict = differences.length > 0 ? 'worse' : isProof(before) ? 'same' : 'unproven';
  return { path, verdict, before, after, worse: differences };
}

/** A container that did not come up at all proves nothing by doing so again. */
function isProof({ startError, run }: Behaviour): boolean {
  return startError === undefined && (run?.output === undefined || run.exitCode === 0);
}

/** Both versions are built from copies beside nothing else, so that neither has an advantage. */
function attemptAt(
  folder: string,
  version: 'before' | 'after',
  text: string,
  { context, ignoreFile }: Subject,
  { buildArguments, buildOptions }: Trial,
): Attempt {
  const own = join(folder, version);
  for (const path of [own, join(folder, 'logs')]) mkdirSync(path, { recursive: true });
  const dockerfile = join(own, 'Dockerfile');
  writeFileSync(dockerfile, text);
  if (ignoreFile !== undefined) copyFileSync(ignoreFile, `${dockerfile}.dockerignore`);
  const id = randomBytes(6).toString('hex');
  return {
    build: {
      dockerfile,
      context,
      tag: `slim-dockerfile-verify:${version}-${id}`,
      arguments: buildArguments,
      options: buildOptions,
      ...(ignoreFile !== undefined && { ignoreFile: `${dockerfile}.dockerignore` }),
    },
    container: `slim-dockerfile-verify-${version}-${id}`,
    buildLog: join(folder, 'logs', `${version}.build.log`),
    runLog: join(folder, 'logs', `${version}.run.log`),
  };
}
