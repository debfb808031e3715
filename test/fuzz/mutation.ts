import type { Dice } from './dice.js';

const pieces = [
  '\\\n',
  '`\n',
  '\n',
  '\r',
  '\t',
  '\0',
  '\u00a0',
  '\ufeff',
  '\ud800',
  '😀',
  '"',
  "'",
  '[',
  ']',
  '{',
  '$',
  '${',
  '}',
  '<<EOF',
  '\nEOF\n',
  '<<-',
  '#',
  '# escape=`\n',
  '--from=',
  '--',
  '&&',
  '||',
  '|',
  ';',
  '&',
  '(',
  ')',
  '\\',
  '\\\\',
  'FROM ',
  'RUN ',
  'COPY ',
  'ENV ',
  'CMD ',
  'ONBUILD ',
  'AS ',
  '=',
  ':',
  '@',
  '/',
  '*',
  ' ',
  'node:20',
  '0',
  '%',
];

/** A text that somebody wrote, with some of it taken out, doubled, swapped or replaced. */
export function mutated(dice: Dice, texts: readonly string[]): string {
  let text = dice.pick(texts);
  const times = 1 + dice.below(6);
  for (let at = 0; at < times; at += 1) text = dice.pick(mutations)(text, dice, texts);
  return text.slice(0, 20_000);
}

type Mutation = (text: string, dice: Dice, texts: readonly string[]) => string;

const mutations: readonly Mutation[] = [
  (text, dice) => {
    const at = dice.below(text.length + 1);
    return text.slice(0, at) + dice.pick(pieces) + text.slice(at);
  },
  (text, dice) => {
    const at = dice.below(text.length + 1);
    return text.slice(0, at) + text.slice(at + 1 + dice.below(12));
  },
  (text, dice) => onLines(text, (lines) => lines.splice(dice.below(lines.length), 1)),
  (text, dice) =>
    onLines(text, (lines) =>
      lines.splice(dice.below(lines.length), 0, lines[dice.below(lines.length)] ?? ''),
    ),
  (text, dice) =>
    onLines(text, (lines) => {
      const [one, other] = [dice.below(lines.length), dice.below(lines.length)];
      [lines[one], lines[other]] = [lines[other] ?? '', lines[one] ?? ''];
    }),
  (text, dice, texts) => {
    const other = dice.pick(texts).split('\n');
    const from = dice.below(other.length);
    return onLines(text, (lines) =>
      lines.splice(dice.below(lines.length), 0, ...other.slice(from, from + 1 + dice.below(5))),
    );
  },
  (text, dice) => text.slice(0, dice.below(text.length + 1)),
  (text) => text.replaceAll('\n', '\r\n'),
];

function onLines(text: string, change: (lines: string[]) => unknown): string {
  const lines = text.split('\n');
  change(lines);
  return lines.join('\n');
}

/** A text of any characters. */
export function noise(dice: Dice): string {
  return dice
    .several(0, 80, () =>
      dice.once(3)
        ? dice.pick(pieces)
        : String.fromCharCode(dice.once(4) ? dice.below(65536) : dice.below(128)),
    )
    .join('');
}
