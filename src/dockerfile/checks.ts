import { trimmed } from './blanks.js';
import { type Command, splitCommand } from './command.js';
import { flagProblem } from './flags.js';
import { isHeredocWord } from './heredocs.js';
import { jsonFormOf } from './json-form.js';
import { pairsIn, shorten } from './pairs.js';
import { plainWordsIn } from './words.js';

/** A line taken apart, with what its argument holds. */
interface Checked extends Pick<Command, 'keyword' | 'argument'> {
  readonly escape: string;
  /** Absent in the shell form. */
  readonly json: readonly string[] | undefined;
}

type Check = (one: Checked) => string | undefined;

const checkPairs: Check = ({ keyword, argument, escape }) => {
  const found = pairsIn(keyword, argument, escape);
  return typeof found === 'string' ? found : undefined;
};
const something: Check = ({ keyword, argument }) =>
  argument === '' ? `${keyword} takes an argument.` : undefined;
const anything: Check = () => undefined;

/**
 * What BuildKit asks of each instruction (instructions/parse.go). The values of flags, names of
 * networks, ports and signals are left to the builder, and so are lints.
 */
const checks: Readonly<Record<string, Check>> = {
  ADD: files,
  ARG: checkPairs,
  CMD: anything,
  COPY: files,
  ENTRYPOINT: anything,
  ENV: checkPairs,
  EXPOSE: something,
  FROM: image,
  HEALTHCHECK: health,
  LABEL: checkPairs,
  MAINTAINER: something,
  ONBUILD: trigger,
  RUN: anything,
  SHELL: ({ json }) =>
    json && json.length > 0 ? undefined : 'SHELL takes a JSON array of strings.',
  STOPSIGNAL: something,
  USER: something,
  VOLUME: volumes,
  WORKDIR: something,
};

/**
 * What is wrong with an instruction, as a sentence; undefined when BuildKit would take it.
 *
 * @param json the JSON form of its argument
 */
export function problemOf(
  command: Command,
  escape: string,
  json: ReturnType<typeof jsonFormOf>,
): string | undefined {
  const { keyword, word } = command;
  const check = Object.hasOwn(checks, keyword) ? checks[keyword] : undefined;
  if (word === '') return 'This line holds nothing but a continuation.';
  if (!check) return `"${shorten(word)}" is no instruction of a Dockerfile.`;
  if (json === 'mixed') return stringsOnly(keyword);
  const { argument } = command;
  return flagProblem(command) ?? check({ keyword, argument, escape, json });
}

function files({ keyword, argument, json }: Checked): string | undefined {
  const words = json ?? plainWordsIn(argument).map(({ text }) => text);
  if (words.length < 2) return `${keyword} takes at least one source and a destination.`;
  return isHeredocWord(words.at(-1) ?? '')
    ? `The destination of ${keyword} can't be a heredoc.`
    : undefined;
}

/** Letters that only fold to "as" or to a lower-case name, such as U+017F, are refused here. */
function image({ argument }: Checked): string | undefined {
  const [, as, name = '', ...more] = plainWordsIn(argument).map(({ text }) => text);
  if (argument === '') return 'FROM takes an image.';
  if (as === undefined) return undefined;
  if (!/^as$/i.test(as) || name === '' || more.length > 0)
    return 'FROM takes an image, and perhaps "AS" and a name.';
  if (/^[a-z][a-z0-9-_.]*$/.test(name.toLowerCase())) return undefined;
  return `"${shorten(name)}" is no name for a stage: letters, digits, "-", "_" and ".", a letter first.`;
}

function health({ argument, json }: Checked): string | undefined {
  const [type = '', ...command] = argument.split(/[\t\n\v\f\r ]+/, 2);
  const empty = json ? json.length === 0 : command.length === 0;
  if (/^none$/i.test(type)) return empty ? undefined : 'HEALTHCHECK NONE takes nothing more.';
  if (!/^cmd$/i.test(type)) return 'HEALTHCHECK takes NONE, or CMD and a command.';
  return empty ? 'HEALTHCHECK CMD takes a command.' : undefined;
}

/**
 * BuildKit reads most of a trigger when it fires; until then even an unknown word passes. An ENV or
 * LABEL without a name would pass there too, and is refused here.
 */
function trigger({ argument, escape }: Checked): string | undefined {
  if (argument === '') return 'ONBUILD takes an instruction.';
  const inner = splitCommand(argument, escape);
  const { keyword, word } = inner;
  const { start, end } = trimmed(word);
  if (/^(?:ONBUILD|FROM|MAINTAINER)$/i.test(word.slice(start, end)))
    return `ONBUILD can't hold ${shorten(word)}.`;
  if (jsonFormOf(keyword, inner.argument) === 'mixed') return stringsOnly(keyword);
  return keyword === 'ENV' || keyword === 'LABEL'
    ? checkPairs({ keyword, argument: inner.argument, escape, json: undefined })
    : undefined;
}

function stringsOnly(keyword: string): string {
  return `The JSON form of ${keyword} takes strings only.`;
}

function volumes({ argument, json }: Checked): string | undefined {
  if (argument === '' || json?.length === 0) return 'VOLUME takes an argument.';
  const empty = json?.some((path) => {
    const { start, end } = trimmed(path);
    return start === end;
  });
  return empty ? 'The path of a VOLUME is empty.' : undefined;
}
