import type { Behaviour, Verdict, Verified } from '../verify/index.js';
import { type View } from './paint.js';
import { harmlessJson, visible, visibleName } from './visible.js';

/** The version of docs/verify.schema.json. */
const schemaVersion = 1;

const words: Readonly<Record<Verdict, string>> = {
  same: 'same',
  worse: 'WORSE',
  unproven: 'not compared',
};

/** What became of one Dockerfile, when it is done: a line, and what is wrong where something is. */
export function outcomeLines(verified: Verified, { paint }: View): string {
  const { path, verdict, logs } = verified;
  const colour = { same: paint.green, worse: paint.red, unproven: paint.yellow }[verdict];
  const lines = [
    `${visibleName(path)}: ${colour(words[verdict])}: ${sentence(verified)}`,
    ...verified.worse.map(
      ({ what, before, after }) => `  ${paint.red(what)}: ${oneLine(before)} → ${oneLine(after)}`,
    ),
    ...(logs === undefined ? [] : [`  All that builds and containers said: ${logs}`]),
  ];
  return `${lines.join('\n')}\n`;
}

/** `1,134 MB → 146 MB, root → node, npm gone, same answer` */
function sentence(verified: Verified): string {
  const { before, after } = verified;
  if (before.buildError !== undefined) return failedAlready(before.buildError);
  if (before.startError !== undefined)
    return `the original does not start either: ${oneLine(before.startError)}`;
  const cells = cellsOf(verified);
  const missing = after?.run && !before.run?.answer && before.run?.output !== undefined;
  return missing
    ? `${cells.size}; the original gives no answer to compare with, so give it what it needs (--env, --port, --command)`
    : [cells.size, cells.user, cells.npm, cells.answer].filter((cell) => cell !== '').join(', ');
}

function failedAlready(error: string): string {
  const reason = isNetwork(error)
    ? 'its base image or something it downloads could not be fetched'
    : 'the original does not build here, before any rewrite';
  return `${reason}: ${oneLine(error)}`;
}

/** How the engines say that they could not reach a registry. */
function isNetwork(error: string): boolean {
  return /\b(?:dial tcp|no such host|i\/o timeout|toomanyrequests|TLS handshake|connection refused|image not known|manifest unknown|pull access denied|EAI_AGAIN|ENOTFOUND)\b/i.test(
    error,
  );
}

interface Cells {
  readonly size: string;
  readonly layers: string;
  readonly user: string;
  readonly npm: string;
  readonly answer: string;
  readonly stop: string;
}

function cellsOf({ before, after, worse }: Verified): Cells {
  const from = (cell: (one: Behaviour) => string): string => {
    const [one, other] = [cell(before), after ? cell(after) : ''];
    return one === other || other === '' ? one : `${one} → ${other}`;
  };
  const npm = [before.npm, after?.npm];
  return {
    size: from(({ image }) => (image ? megabytes(image.bytes) : '?')),
    layers: from(({ image }) => String(image?.layers ?? '?')),
    user: from(userOf),
    npm:
      npm[0] && npm[1] === false
        ? 'npm gone'
        : npm[1]
          ? 'npm there'
          : npm[1] === false
            ? 'no npm'
            : '',
    answer: answerOf(
      before,
      worse.some(({ what }) => ['answer', 'body', 'exit code', 'output'].includes(what)),
    ),
    stop: from(({ run }) =>
      run?.killed ? 'killed' : run?.stopSeconds === undefined ? '–' : `${run.stopSeconds} s`,
    ),
  };
}

function userOf({ run, image }: Behaviour): string {
  const user = run?.user ?? (image?.user || undefined);
  if (user === undefined) return image ? 'root' : '?';
  if (user === '0') return 'root';
  return user === '1000' ? 'node (1000)' : user;
}

function answerOf({ run }: Behaviour, differs: boolean): string {
  if (!run) return '';
  const which = differs ? 'other' : 'same';
  if (run.answer) return `${which} answer (${run.answer.status})`;
  return run.exitCode === undefined
    ? run.output === undefined
      ? 'keeps running'
      : 'no answer'
    : `${which} exit code (${run.exitCode})`;
}

/** `1,134 MB`; a megabyte is 10^6 bytes, as engines count. */
function megabytes(bytes: number): string {
  return `${Math.round(bytes / 1e6).toLocaleString('en')} MB`;
}

/** What was compared, as Markdown reads it and a terminal shows it. */
export function tableOf(verified: readonly Verified[]): string {
  const rows = verified.map((one) => {
    const { size, layers, user, npm, answer, stop } = cellsOf(one);
    return [visibleName(one.path), words[one.verdict], size, layers, user, npm, answer, stop];
  });
  const head = ['Dockerfile', 'outcome', 'size', 'layers', 'user', 'npm', 'answer', 'stops in'];
  const widths = head.map((title, at) =>
    Math.max(...[head, ...rows].map((row) => (row[at] ?? title).length)),
  );
  const line = (row: readonly string[]): string =>
    `| ${row.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join(' | ')} |\n`;
  return line(head) + line(widths.map((width) => '-'.repeat(width))) + rows.map(line).join('');
}

/** The document that docs/verify.schema.json describes. */
export function jsonOf(verified: readonly Verified[]): string {
  return `${harmlessJson(JSON.stringify({ version: schemaVersion, files: verified }, null, 2))}\n`;
}

function oneLine(text: string): string {
  return visible(
    text
      .split('\n')
      .map((line) => line.trim())
      .join(' / '),
  );
}
