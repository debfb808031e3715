import { wordSet } from '../../grouping.js';
import type { Token } from './tokens.js';

/** Stands in a text for what is only known when the program runs; a shell would read a variable. */
export const unknownText = '$_';
/** Stands for the folder of the source. */
export const sourceFolder = '$DIRNAME';

/** One text that an expression may give. */
export interface Value {
  readonly text: string;
  /** The last name of what the text begins with, where that is not known: `gitPath` of `settings.gitPath`. */
  readonly head?: string;
  /** Whether the text is one of those that a list or an object of that name holds: `tools[kind]`. */
  readonly ofTable?: true;
  /** Whether that name is one of `process.env`. */
  readonly ofEnvironment?: true;
}

/** What an expression may be, and the index of the token behind it. */
interface Expression {
  readonly values: readonly Value[];
  readonly next: number;
}

const unknown: Value = { text: unknownText };

/** More branches than this are a table, and deeper ones are generated. */
const mostValues = 8;
const deepest = 20;
/** Tokens of an expression, beyond which nobody looks. */
const longest = 250;

/**
 * The texts that an expression of JavaScript may give: of `a || 'b'` and `c ? 'a' : 'b'` each, of
 * `'a ' + b`, a template or a list of words one, with `$_` for what is not known.
 *
 * @param at the index of its first token
 */
export function expressionAt(tokens: readonly Token[], at: number): Expression {
  const { values, next } = expressionIn(tokens.slice(at, at + longest), 0, 0);
  return { values, next: at + next };
}

function expressionIn(tokens: readonly Token[], at: number, depth: number): Expression {
  let values: Value[] = [];
  let branch = 0;
  let next = at;
  for (;;) {
    const sum = sumAt(tokens, next, depth);
    values.push(...sum.values);
    next = sum.next;
    const sign = signAt(tokens, next);
    const doubled = /[|&?]/.test(sign) && sign === signAt(tokens, next + 1);
    // What a condition compares is no value of the expression.
    if (sign === '?' && !doubled) values = values.slice(0, branch);
    if (sign === ':') branch = values.length;
    if (!doubled && !/^[?:]$/.test(sign)) break;
    if (sum.next === at) break;
    next += doubled ? 2 : 1;
  }
  return { values: values.slice(0, mostValues), next };
}

/** Operands between `+`, and those that are compared with each other. */
function sumAt(tokens: readonly Token[], at: number, depth: number): Expression {
  let { values, next } = operandAt(tokens, at, depth);
  for (;;) {
    const sign = signAt(tokens, next);
    if (sign === '+' && signAt(tokens, next + 1) !== '+') {
      const more = operandAt(tokens, next + 1, depth);
      const [end = ''] = more.values.map(({ text }) => text);
      values = values.map((value) => ({ ...value, text: value.text + end }));
      next = more.next;
    } else if (/^[=!<>]$/.test(sign) && !(sign === '=' && signAt(tokens, next + 1) === '>')) {
      while (/^[=!<>]$/.test(signAt(tokens, next))) next += 1;
      ({ next } = operandAt(tokens, next, depth));
      values = [unknown];
    } else return { values, next };
  }
}

const before = wordSet('await new typeof void delete');

function operandAt(tokens: readonly Token[], at: number, depth: number): Expression {
  let start = at;
  while (/^[!-]$/.test(signAt(tokens, start)) || before.has(wordAt(tokens, start))) start += 1;
  const token = tokens[start];
  const nothing = { values: [unknown], next: start };
  if (!token || depth > deepest) return nothing;
  if (token.kind === 'string')
    return { values: [{ text: unescaped(token.value) }], next: afterMembers(tokens, start + 1) };
  if (token.kind === 'template') return templateAt(tokens, start, depth);
  if (token.kind === 'word') return nameAt(tokens, start, depth);
  if (token.value === '[') return listAt(tokens, start, depth);
  if (token.value === '{') return { ...nothing, next: closing(tokens, start) };
  if (/^\d$/.test(token.value)) return { ...nothing, next: afterNumber(tokens, start) };
  if (token.value !== '(') return nothing;
  const inner = expressionIn(tokens, start + 1, depth + 1);
  const end = closing(tokens, start);
  const next = afterMembers(tokens, end);
  return { values: inner.next + 1 === end ? inner.values : [unknown], next };
}

function afterNumber(tokens: readonly Token[], at: number): number {
  let next = at;
  while (/^[\d.]$/.test(signAt(tokens, next))) next += 1;
  return next;
}

/** A template with expressions in it. */
function templateAt(tokens: readonly Token[], at: number, depth: number): Expression {
  let { value: text = '', continues } = tokens[at] ?? {};
  let next = at + 1;
  let head: Omit<Value, 'text'> = {};
  while (continues && next < tokens.length) {
    const inner = expressionIn(tokens, next, depth + 1);
    const [first = unknown] = inner.values;
    if (text === '') head = { ...first };
    next = inner.next;
    while (next < tokens.length && tokens[next]?.kind !== 'template') next += 1;
    const piece = tokens[next];
    text += first.text + (piece?.value ?? '');
    continues = piece?.continues;
    next += 1;
  }
  return { values: [{ ...head, text: unescaped(text) }], next };
}

/** `a.b.c(…)`: a name; `path.join(…)` and `path.resolve(…)` put their arguments together. */
function nameAt(tokens: readonly Token[], at: number, depth: number): Expression {
  let name = wordAt(tokens, at);
  let next = at + 1;
  while (/^[.?]$/.test(signAt(tokens, next)) && wordAt(tokens, next + 1) !== '') {
    name = wordAt(tokens, next + 1);
    next += 2;
  }
  if (!/^[([]$/.test(signAt(tokens, next)))
    return { values: [named(name, isEnvironment(tokens, next - 4))], next };
  if (signAt(tokens, next) === '[') {
    const end = closing(tokens, next);
    const isPlain = !/^[([.?]$/.test(signAt(tokens, end));
    const value: Value = { text: unknownText, ...(isPlain && { head: name, ofTable: true }) };
    return { values: [value], next: afterMembers(tokens, end) };
  }
  const joins = /^(?:join|resolve)$/.test(name);
  const values = joins ? partsAt(tokens, next, depth) : [unknownText];
  const end = afterMembers(tokens, next);
  return { values: [{ text: values.join('/') }], next: end };
}

/** The folder of the source keeps its name: who knows where it lies puts its path there. */
function named(name: string, ofEnvironment: boolean): Value {
  return name === '__dirname' || name === 'dirname'
    ? { text: sourceFolder }
    : { text: unknownText, head: name, ...(ofEnvironment && { ofEnvironment }) };
}

/** Whether `process.env.` or `env.` begins, or goes on, at an index. */
function isEnvironment(tokens: readonly Token[], at: number): boolean {
  return wordAt(tokens, at + 1) === 'env' && signAt(tokens, at + 2) === '.';
}

function listAt(tokens: readonly Token[], at: number, depth: number): Expression {
  const words = partsAt(tokens, at, depth);
  const end = closing(tokens, at);
  const joined = wordAt(tokens, end + 1) === 'join';
  const text = (joined ? words : words.map(quoted)).join(' ');
  return { values: [{ text }], next: afterMembers(tokens, end) };
}

/** The texts of what stands between brackets, the first that each may be. */
function partsAt(tokens: readonly Token[], open: number, depth: number): string[] {
  const end = closing(tokens, open) - 1;
  const parts: string[] = [];
  for (let at = open + 1; at < end;) {
    const { values, next } = expressionIn(tokens, at, depth + 1);
    parts.push(values[0]?.text ?? unknownText);
    at = Math.max(next, at);
    while (at < end && signAt(tokens, at) !== ',') at += 1;
    at += 1;
  }
  return parts;
}

function quoted(word: string): string {
  if (/^[\w@%+=:,./$-]+$/.test(word)) return word;
  return `'${word.replaceAll("'", String.raw`'\''`)}'`;
}

/** Behind the bracket that closes the one at an index, or where nobody looks any more. */
export function closing(tokens: readonly Token[], open: number, end = tokens.length): number {
  let depth = 0;
  for (let at = open; at < end; at += 1) {
    const sign = signAt(tokens, at);
    if (sign === '(' || sign === '[' || sign === '{') depth += 1;
    if (sign === ')' || sign === ']' || sign === '}') depth -= 1;
    if (depth === 0) return at + 1;
  }
  return end;
}

/** Behind calls and members that follow an operand: `.trim()`, `[0]`. */
function afterMembers(tokens: readonly Token[], at: number): number {
  let next = at;
  for (;;) {
    const sign = signAt(tokens, next);
    if (/^[([]$/.test(sign)) next = closing(tokens, next);
    else if (/^[.?]$/.test(sign) && wordAt(tokens, next + 1) !== '') next += 2;
    else return next;
  }
}

/** The sign at an index; empty where there is none. */
export function signAt(tokens: readonly Token[], at: number): string {
  const token = tokens[at];
  return token?.kind === 'sign' ? token.value : '';
}

/** The word at an index; empty where there is none. */
export function wordAt(tokens: readonly Token[], at: number): string {
  const token = tokens[at];
  return token?.kind === 'word' ? token.value : '';
}

const escapes: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', '\n': '' };

function unescaped(text: string): string {
  return text.replace(/\\([\s\S])/g, (_, char: string) => escapes[char] ?? char);
}
