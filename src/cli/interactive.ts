import { createInterface, type Interface } from 'node:readline/promises';
import { diffIn } from '../report/diff.js';
import { summaryOf, type View } from '../report/index.js';
import { counted } from '../report/totals.js';
import { visibleName } from '../report/visible.js';
import { type Answer, Review, type Step } from '../run/index.js';
import { UserError } from '../user-error.js';
import { type ColourChoice, viewOf } from './colours.js';

/** A review by whoever sits at the terminal. */
export interface TerminalReview {
  readonly review: Review;
  /** Gives the terminal back. */
  close(): void;
}

/**
 * Asks on the terminal, beside standard output, which stays for the report.
 *
 * @throws UserError where nobody can be asked
 */
export function reviewOnTerminal(color: ColourChoice): TerminalReview {
  if (!process.stdin.isTTY || !process.stderr.isTTY)
    throw new UserError(
      '--interactive asks on a terminal, and here is none.',
      'Use --write to accept everything, or -t NAME --write to choose transforms.',
    );
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  const view = viewOf(process.stderr, color);
  const gone = new AbortController();
  const leave = (): void => gone.abort();
  // What takes long between two questions, such as a clone, ends by a second Ctrl-C.
  lines.on('SIGINT', () => (gone.signal.aborted ? process.kill(process.pid, 'SIGINT') : leave()));
  lines.on('close', leave);
  process.once('SIGINT', leave);
  const close = (): void => {
    process.off('SIGINT', leave);
    lines.close();
  };
  return { review: new Review((step) => answerTo(step, lines, gone.signal, view)), close };
}

async function answerTo(
  step: Step,
  lines: Interface,
  gone: AbortSignal,
  view: View,
): Promise<Answer> {
  process.stderr.write(`${diffIn(view, step)}${summaryOf(step, view)}`);
  const prompt = view.paint.bold(view.paint.blue(question(step)));
  for (;;) {
    const text = await lines.question(prompt, { signal: gone }).catch(() => undefined);
    if (text === undefined) process.stderr.write('\n');
    const answer = answerIn(text ?? 'q');
    if (answer !== undefined) return answer;
    process.stderr.write(view.paint.red(help));
  }
}

function question({ transform, path }: Step): string {
  return `Change ${visibleName(path)} by ${transform} [y,n,a,d,q,?]? `;
}

const answers: Readonly<Record<string, Answer>> = {
  y: 'accept',
  n: 'skip',
  a: 'accept-rest',
  d: 'skip-rest',
  q: 'quit',
};

const help = `y - accept this change
n - skip it; what comes after it is made without it
a - accept it and all that is left of this file
d - skip it and all that is left of this file
q - quit: what was accepted before is written, no further file is looked at
? - print this help
`;

/** What a line means; undefined where it asks for help, or means nothing. */
export function answerIn(line: string): Answer | undefined {
  const word = line.trim().toLowerCase();
  return Object.hasOwn(answers, word) ? answers[word] : undefined;
}

/** The last line of a review. */
export function reviewedLine(
  { counts: { accepted, skipped }, ended }: Review,
  written: number,
): string {
  if (accepted + skipped === 0 && !ended) return 'There was nothing to ask about.';
  const files = `${counted(written, 'Dockerfile')} rewritten`;
  const left = ended ? ' You quit: what comes after was not looked at.' : '';
  return `${accepted} accepted, ${skipped} skipped: ${files}.${left}`;
}
