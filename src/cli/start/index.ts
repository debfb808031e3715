import { homeFolder } from '../../machine/home-folder.js';
import { tuneEngine } from './engine.js';
import { loadProgram } from './program.js';

/** Runs the command line of this process. */
export async function start(): Promise<void> {
  tuneEngine();
  // Libraries ask for the home of a user who has none, and that throws; Docker gives such a user this one.
  if (homeFolder() === undefined) process.env['HOME'] = '/';
  const { program, keepCode } = loadProgram();
  await program.commandLine().main();
  keepCode();
}
