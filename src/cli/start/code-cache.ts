import {
  closeSync,
  fstatSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { cachePath } from '../../machine/cache-folder.js';

/** Before the code stand a sum of it, and how many runs had it: 32 bits each. */
const headLength = 8;
/**
 * File systems lose whole blocks, mostly of 4,096 bytes. One word in so many bytes is looked at: of a single
 * word of each block one in ten or so is 0 as it is.
 */
const stride = 512;

/**
 * What the engine made of the program in an earlier run, for this one: half of the time of a run over one
 * file was spent on reading the program and compiling its functions. Node.js has a cache of its own
 * (`module.enableCompileCache`, from 22 on), which keeps hardly any function that is not called while a
 * module is loaded.
 *
 * A cache is no reason to fail: where it can't be read or written, all is as without it. Code is run as
 * it is found, so it is only taken from a file of this user's own that nobody else may write. The file
 * appears whole or not at all, and what a disk lost of it is noticed; a byte that changes by itself is
 * not, here as little as in the program.
 */
export class CodeCache {
  readonly #path: string;
  #runs = 0;

  private constructor(path: string) {
    this.#path = path;
  }

  /**
   * The cache of this user for a program, if there may be one: `NODE_DISABLE_COMPILE_CACHE` says no, and so
   * does measuring coverage.
   *
   * @param print tells this program from every other one
   */
  static for(print: string): CodeCache | undefined {
    const { NODE_DISABLE_COMPILE_CACHE: disabled, NODE_V8_COVERAGE: coverage } = process.env;
    const { version, arch } = process;
    const path = cachePath('code', `${print}-${version}-${arch}`);
    return disabled || coverage || path === undefined ? undefined : new CodeCache(path);
  }

  /** @returns what was kept; undefined where that is nothing, or damaged */
  read(): Buffer | undefined {
    try {
      const bytes = ownBytes(this.#path);
      const code = bytes?.subarray(headLength);
      if (!bytes || !code || sumOf(code) !== bytes.readInt32LE(0)) return undefined;
      this.#runs = bytes.readUInt32LE(4);
      return code;
    } catch {
      return undefined;
    }
  }

  /**
   * Keeps the code for the next run. Each run compiles what those before it had no use for, ever less; to
   * keep that takes a few hundredths of a second, so it is done after 1, 2, 4, 8 … runs.
   */
  keep(code: () => Buffer): void {
    this.#runs += 1;
    const isDue = (this.#runs & (this.#runs - 1)) === 0;
    try {
      if (isDue) this.#write(code());
      else this.#count();
    } catch {
      // A full disk, a folder that takes no file: the next run compiles again.
    }
  }

  /** What the engine would not take is of no use: the counting begins anew. */
  rejected(): void {
    this.#runs = 0;
  }

  #count(): void {
    const descriptor = openSync(this.#path, 'r+');
    try {
      writeSync(descriptor, number(this.#runs), 0, 4, 4);
    } finally {
      closeSync(descriptor);
    }
  }

  #write(code: Buffer): void {
    const folder = dirname(this.#path);
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const temporary = `${this.#path}.${process.pid}`;
    const descriptor = openSync(temporary, 'wx', 0o600);
    try {
      writeFileSync(descriptor, Buffer.concat([number(sumOf(code)), number(this.#runs), code]));
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
    renameSync(temporary, this.#path);
    const [print = ''] = basename(this.#path).split('-');
    for (const other of readdirSync(folder))
      if (!other.startsWith(print)) rmSync(join(folder, other), { force: true });
  }
}

function number(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32LE(value);
  return bytes;
}

/**
 * Of its length and eight words of each block: to go through all of it would take longer than to read it. A
 * view of the bytes gives a word in a tenth of the time that `readInt32LE` takes, which checks what it is given.
 */
function sumOf(code: Buffer): number {
  const words = new DataView(code.buffer, code.byteOffset, code.length);
  let sum = code.length | 0;
  for (let at = 0; at + 4 <= code.length; at += stride)
    sum = (Math.imul(sum, 31) + words.getInt32(at, true)) | 0;
  return sum;
}

function ownBytes(path: string): Buffer | undefined {
  const descriptor = openSync(path, 'r');
  try {
    const { uid, mode } = fstatSync(descriptor);
    const isOwn =
      process.getuid === undefined || (uid === process.getuid() && (mode & 0o022) === 0);
    return isOwn ? readFileSync(descriptor) : undefined;
  } finally {
    closeSync(descriptor);
  }
}
