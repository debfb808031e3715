import { runCommand } from './command.js';
import { tellError } from './errors.js';
import { processOutput } from './output.js';
import { UserError } from '../user-error.js';

/** Runs the command line of this process; what goes wrong is told, and exits with 2. */
export async function main(): Promise<void> {
  const output = processOutput();
  process.once('exit', endedEarly);
  try {
    checkWorkingFolder();
    process.exitCode = await runCommand(process.argv.slice(2), output);
  } catch (error) {
    process.exitCode = 2;
    await output.tell(tellError(error));
  } finally {
    process.off('exit', endedEarly);
  }
}

/** @throws UserError where another program has removed it */
function checkWorkingFolder(): void {
  try {
    process.cwd();
  } catch {
    throw new UserError('The folder in which you are does not exist any more.');
  }
}

/** A program that waits while nothing is left that could happen is ended by Node.js, which calls it done. */
function endedEarly(code: number): void {
  if (code !== 0) return;
  process.exitCode = 2;
  process.stderr.write(
    'slim-dockerfile: The run ended before its work was done: a module of your own waits for something that never comes, or ends the process.\n',
  );
}
