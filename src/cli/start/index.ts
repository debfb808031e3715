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
  if (!isBusy()) process.exit();
}

/**
 * Whether something could still happen: a module of the user's own may have begun it. Where nothing can, Node.js
 * would end by itself, but collect the garbage first that it has put off, and take the heap down page by page.
 */
function isBusy(): boolean {
  const underWay = process.getActiveResourcesInfo().some((kind) => kind !== 'TTYWrap');
  return underWay || process.listenerCount('beforeExit') > 0;
}
