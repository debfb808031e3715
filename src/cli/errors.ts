import { visible } from '../report/visible.js';
import { UserError } from '../user-error.js';

/** What to tell of an error: a sentence where the user can help it, everything where we must. */
export function tellError(error: unknown): string {
  if (error instanceof UserError) {
    const { message, advice } = error;
    return `slim-dockerfile: ${visible(message)}\n${advice === undefined ? '' : `  ${visible(advice)}\n`}`;
  }
  return `slim-dockerfile: ${visible(traceOf(error))}
  This is a bug of slim-dockerfile, or of a transform of your own: please report it with the Dockerfile.
`;
}

function traceOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const own = error.stack ?? error.message;
  return error.cause === undefined ? own : `${error.message}\n${traceOf(error.cause)}`;
}
