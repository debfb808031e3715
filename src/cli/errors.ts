import { UserError } from '../user-error.js';

/** What to tell of an error: a sentence where the user can help it, everything where we must. */
export function tellError(error: unknown): string {
  if (error instanceof UserError) {
    const { message, advice } = error;
    return `slim-dockerfile: ${message}\n${advice === undefined ? '' : `  ${advice}\n`}`;
  }
  return `slim-dockerfile: this is a bug of slim-dockerfile, please report it with your Dockerfile.\n${traceOf(error)}\n`;
}

function traceOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const own = error.stack ?? error.message;
  return error.cause === undefined ? own : `${error.message}\n${traceOf(error.cause)}`;
}
