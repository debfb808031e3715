import type { Entry } from './entry.js';

/** The packages of one yarn.lock: under each request (`name@range`) what it was resolved to. */
type YarnOne = ReadonlyMap<string, Entry>;

/** One of several requests, a key or a value: in quotes as in JSON, or bare up to what ends it. */
const word = /"(?:[^"\\\n]|\\.)*"|[a-zA-Z0-9/.*@_-][^\s:,"]*/y;

/**
 * Reads the yarn.lock of yarn 1: lines, with two blanks for each level. Several requests that were
 * resolved to the same package share one entry.
 * Source: src/lockfile/parse.js and stringify.js of yarn 1.22.
 *
 * @throws SyntaxError where a line is of no such file: in conflict, broken off, of another format
 */
export function readYarnOne(text: string): YarnOne {
  const packages = new Map<string, Entry>();
  const levels: Entry[] = [];
  for (const line of text.split(/\r?\n/)) {
    if (/^\s*(?:#.*)?$/.test(line)) continue;
    const depth = depthOf(line, levels.length);
    const { keys, value } = statement(line);
    const entry: Entry = {};
    if (depth > 0) for (const key of keys) set(levels[depth - 1], key, value ?? entry);
    else if (value === undefined) for (const key of keys) packages.set(key, entry);
    levels.length = depth;
    if (value === undefined) levels.push(entry);
  }
  return packages;
}

/** A name that a plain object would take for its prototype is one like others. */
function set(owner: Entry | undefined, key: string, value: unknown): void {
  const descriptor = { value, enumerable: true, configurable: true, writable: true };
  if (owner) Object.defineProperty(owner, key, descriptor);
}

function depthOf(line: string, open: number): number {
  const blanks = line.search(/[^ ]/);
  if (blanks % 2 !== 0 || blanks / 2 > open) throw noLockfile(line);
  return blanks / 2;
}

/** `a, "b":` opens an entry, `a "b"` says something of it. */
function statement(line: string): { readonly keys: string[]; readonly value?: string } {
  const keys: string[] = [];
  let at = line.search(/[^ ]/);
  for (;;) {
    const key = wordAt(line, at);
    keys.push(key.text);
    at = key.end;
    if (line[at] !== ',') break;
    at += line[at + 1] === ' ' ? 2 : 1;
  }
  if (line.slice(at).trimEnd() === ':') return { keys };
  if (line[at] !== ' ') throw noLockfile(line);
  const value = wordAt(line, at + 1);
  if (line.slice(value.end).trim() !== '') throw noLockfile(line);
  return { keys, value: value.text };
}

function wordAt(line: string, at: number): { readonly text: string; readonly end: number } {
  word.lastIndex = at;
  const [found] = word.exec(line) ?? [];
  if (found === undefined) throw noLockfile(line);
  const text = found.startsWith('"') ? (JSON.parse(found) as string) : found;
  return { text, end: at + found.length };
}

function noLockfile(line: string): SyntaxError {
  return new SyntaxError(`no line of a yarn.lock: ${line.slice(0, 80)}`);
}
