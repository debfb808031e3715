import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Script } from 'node:vm';
import { CodeCache } from './code-cache.js';

/** The one bundled file: each part is set up when it is first asked for. */
interface Program {
  commandLine(): typeof import('../process.js');
  worker(): typeof import('../jobs/worker.js');
}

/** The bundled program, and what to do when it has done its work. */
interface Loaded {
  readonly program: Program;
  keepCode(): void;
}

declare const programPrint: string;

/**
 * Loads `program.cjs`, which the build puts beside the file that this one becomes a part of, with the
 * code that an earlier run kept.
 */
export function loadProgram(): Loaded {
  const file = join(__dirname, 'program.cjs');
  const cache = CodeCache.for(programPrint);
  if (!cache) return { program: require(file) as Program, keepCode: () => {} };
  const script = compiled(file, cache.read());
  if (script.cachedDataRejected) cache.rejected();
  const module = { exports: {} };
  const load = script.runInThisContext() as (...given: unknown[]) => void;
  load(module.exports, require, module, file, __dirname);
  return {
    program: module.exports as Program,
    keepCode: () => cache.keep(() => script.createCachedData()),
  };
}

/**
 * As Node.js compiles a module in CommonJS, whose function the build has written around the program already:
 * a text of a megabyte would have to be copied for it. It writes ASCII alone, which is read fastest so.
 */
function compiled(file: string, cachedData: Buffer | undefined): Script {
  return new Script(readFileSync(file, 'latin1'), {
    filename: file,
    ...(cachedData && { cachedData }),
  });
}
