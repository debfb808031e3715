import { type ChildProcess, spawn, type SpawnOptions } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { buffer } from 'node:stream/consumers';
import { EngineError } from './engine.js';

/** A program that has ended. */
interface Executed {
  readonly code: number;
  readonly output: string;
  readonly errors: string;
}

/** Runs the program of an engine; everything ends when the run is interrupted. */
export class Program {
  constructor(
    /** A name on the PATH, or a path. */
    readonly path: string,
    readonly signal: AbortSignal,
  ) {}

  /** Runs it to its end, whatever its exit code; an interruption ends it. */
  async run(
    words: readonly string[],
    signal: AbortSignal | undefined = this.signal,
  ): Promise<Executed> {
    const child = spawn(this.path, words, {
      stdio: ['ignore', 'pipe', 'pipe'],
      ...(signal && { signal }),
    });
    const [code, output, errors] = await Promise.all([
      exitOf(child),
      buffer(child.stdout),
      buffer(child.stderr),
    ]);
    return { code, output: output.toString(), errors: errors.toString() };
  }

  /** Runs it to its end. @throws EngineError with its last words when it fails */
  async ask(words: readonly string[]): Promise<string> {
    const { code, output, errors } = await this.run(words);
    if (code === 0) return output;
    throw new EngineError(lastWords(errors || output));
  }

  /** Cleans up: runs even when all else is interrupted, and does not mind what is gone already. */
  async sweep(words: readonly string[]): Promise<void> {
    const child = spawn(this.path, words, { stdio: 'ignore' });
    await exitOf(child).catch(() => {});
  }

  /** Runs it to its end, everything it says going to a file. @throws EngineError when it fails */
  async logged(words: readonly string[], log: string): Promise<void> {
    const code = await exitOf(this.spawn(words, log, { signal: this.signal }));
    if (code !== 0) throw new EngineError(lastWords(readFileSync(log, 'utf8')));
  }

  /** Starts it, everything it says going to a file. */
  spawn(words: readonly string[], log: string, options: SpawnOptions = {}): ChildProcess {
    const file = openSync(log, 'a');
    try {
      return spawn(this.path, words, { ...options, stdio: ['ignore', file, file] });
    } finally {
      closeSync(file);
    }
  }
}

/** The exit code of a child; a signal counts as shells count it. */
export function exitOf(child: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => resolve(code ?? (signal === null ? 1 : 128)));
  });
}

/** The last lines that say something. */
export function lastWords(text: string, count = 6): string {
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== '');
  return lines.slice(-count).join('\n');
}
