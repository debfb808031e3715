import { runCommand } from './command.js';
import { tellError } from './errors.js';
import { processOutput } from './output.js';

/** Runs the command line of this process; what goes wrong is told, and exits with 2. */
export async function main(): Promise<void> {
  const output = processOutput();
  try {
    process.exitCode = await runCommand(process.argv.slice(2), output);
  } catch (error) {
    process.exitCode = 2;
    await output.tell(tellError(error));
  }
}
