import { tuneEngine } from './engine.js';
import { loadProgram } from './program.js';

/** Runs the command line of this process. */
export async function start(): Promise<void> {
  tuneEngine();
  const { program, keepCode } = loadProgram();
  await program.commandLine().main();
  keepCode();
}
