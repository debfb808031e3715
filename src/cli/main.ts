#!/usr/bin/env node
import { tellError } from './errors.js';
import { processOutput } from './output.js';
import { runCommand } from './command.js';

const output = processOutput();
try {
  process.exitCode = await runCommand(process.argv.slice(2), output);
} catch (error) {
  process.exitCode = 2;
  await output.tell(tellError(error));
}
