import { spawn } from 'node:child_process';
import { buffer } from 'node:stream/consumers';

/** Git refused: the first line of what it said that is an error. */
export class GitError extends Error {
  override readonly name = 'GitError';
}

/**
 * Settings of every call: no hook, no filter process and no helper of a scanned repository runs, and
 * nothing asks a question that nobody would answer.
 */
const settings = [
  ['core.hooksPath', '/dev/null'],
  ['core.fsmonitor', 'false'],
  ['protocol.ext.allow', 'never'],
  ['submodule.recurse', 'false'],
  ['gc.auto', '0'],
].flatMap(([name, value]) => ['-c', `${name}=${value}`]);

/** An object that a clone lacks is not fetched: the way to its remote may be a program of the repository. */
const environment = {
  GIT_TERMINAL_PROMPT: '0',
  GIT_OPTIONAL_LOCKS: '0',
  GIT_NO_LAZY_FETCH: '1',
  LC_ALL: 'C',
};

/** Git in one folder. */
export class Git {
  constructor(
    readonly folder: string,
    readonly signal: AbortSignal | undefined = undefined,
  ) {}

  /**
   * Runs git.
   *
   * @param input what it reads from standard input
   * @param more further variables of its environment
   * @returns what it printed, without the last line ending
   * @throws GitError when it fails
   */
  async ask(
    words: readonly string[],
    input: string | Buffer = '',
    more: Readonly<Record<string, string>> = {},
  ): Promise<string> {
    return (await this.bytes(words, input, more)).toString().replace(/\n$/, '');
  }

  /** {@link ask}, for what need not be text in UTF-8. */
  async bytes(
    words: readonly string[],
    input: string | Buffer = '',
    more: Readonly<Record<string, string>> = {},
  ): Promise<Buffer> {
    const child = spawn('git', [...settings, ...words], {
      cwd: this.folder,
      env: { ...process.env, ...environment, ...more },
      ...(this.signal && { signal: this.signal }),
    });
    child.stdin.on('error', () => {});
    child.stdin.end(input);
    const ended = new Promise<number>((resolve, reject) => {
      child.once('error', reject);
      child.once('close', (code) => resolve(code ?? 1));
    });
    const [output, errors, code] = await Promise.all([
      buffer(child.stdout),
      buffer(child.stderr),
      ended,
    ]);
    if (code === 0) return output;
    throw new GitError(errorLine(errors.toString()) || `git ${words[0]} failed`);
  }

  /** {@link ask}, or undefined where git refuses. */
  async maybe(words: readonly string[]): Promise<string | undefined> {
    try {
      return await this.ask(words);
    } catch (error) {
      if (error instanceof GitError) return undefined;
      throw error;
    }
  }
}

function errorLine(text: string): string {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  return (lines.find((line) => /^(?:fatal|error):/.test(line)) ?? lines.at(-1) ?? '').trim();
}
