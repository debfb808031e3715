import { programDoes } from '../knowledge/program-traits.js';
import type { Span } from '../edits.js';
import { programOf } from './command-words.js';
import type { Command } from './command.js';
import { parseScript } from './script.js';

/** Where a message goes that people read, or nobody. */
const terminal = /^(?:[012]|\/dev\/(?:null|std(?:err|out)))$/;

/**
 * A script without its comments and what it only says to people: blanks stand in their places. What is
 * written to a file, handed to another program or kept in a variable may run.
 */
export function withoutMessages(text: string): string {
  const commands = parseScript(text)?.commands;
  if (!commands) return text;
  const parts = commands
    .filter((one) => speaks(one) && isSaid(one, commands, text))
    .flatMap((one) => saidBy(one, text));
  return blanked(text, [...parts, ...commentsIn(text, commands)]);
}

/** A text with blanks in place of all that some spans hold, line breaks aside. */
export function blanked(text: string, spans: readonly Span[]): string {
  return spans.reduce(
    (rest, { start, end }) =>
      rest.slice(0, start) + rest.slice(start, end).replace(/\S/g, ' ') + rest.slice(end),
    text,
  );
}

function speaks(command: Command): boolean {
  return programDoes(programOf(command), 'says', 'passesOn');
}

function isSaid(command: Command, commands: readonly Command[], text: string): boolean {
  return (
    command.writes.every((path) => path !== undefined && terminal.test(path)) &&
    !isRead(command, text) &&
    !commands.some(({ words, assignments }) =>
      [...words, ...assignments].some(
        ({ start, end }) => start < command.start && command.end <= end,
      ),
    ) &&
    !(command.nested && isHandedOn(text))
  );
}

/** Whether a pipe hands what is said to another program, which may be a shell. */
function isRead({ end }: Command, text: string): boolean {
  return /^[ \t]*\|(?!\|)/.test(text.slice(end, end + 20));
}

/** Whether what a group, a loop or a function says may go elsewhere. */
function isHandedOn(text: string): boolean {
  if (/(?:^|[\s;])(?:\}|\)|done|fi|esac)[ \t]*(?:\||\d*>)|\beval\b/.test(text)) return true;
  const functions = [...text.matchAll(/^[\t ]*(?:function[\t ]+)?([\w-]+)[\t ]*\(\)/gm)];
  return functions.some(([, name = '']) =>
    [`$(${name}`, `\`${name}`].some((use) => text.includes(use)),
  );
}

function saidBy(command: Command, text: string): readonly Span[] {
  if (programOf(command) === 'cat') return heredocOf(command, text);
  return command.words.slice(1).filter((word) => !/[`]|\$\(/.test(word.text));
}

/** The text that `cat <<EOF` shows. */
function heredocOf({ start }: Command, text: string): readonly Span[] {
  const lineEnd = text.indexOf('\n', start);
  if (lineEnd === -1) return [];
  const [operator, quote, word = ''] =
    /<<-?[\t ]*(["']?)(\w+)\1(?=[\s;&]|$)/.exec(text.slice(start, lineEnd)) ?? [];
  const length = text.slice(lineEnd).search(new RegExp(String.raw`\n\t*${word}(?:\n|$)`));
  if (operator === undefined || length === -1) return [];
  const body = { start: lineEnd, end: lineEnd + length };
  const runs = quote === '' && /`|\$\(/.test(text.slice(body.start, body.end));
  return runs ? [] : [body];
}

function commentsIn(text: string, commands: readonly Command[]): readonly Span[] {
  return [...text.matchAll(/(?<=^|[\s;])#(?!!)[^\n]*/g)]
    .map(({ 0: comment, index }) => ({ start: index, end: index + comment.length }))
    .filter(({ start: at }) => !commands.some(({ start, end }) => start < at && at < end));
}
