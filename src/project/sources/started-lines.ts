import { rememberedByText, rememberedForGood } from '../../memo.js';
import { expressionAt, signAt, unknownText, type Value, wordAt } from './expression-texts.js';
import { tableTexts, turnsAt, wordPlaces } from './tables.js';
import { sourceTokens, type Token } from './tokens.js';
import { functionsAround, type StartingFunctions } from './starting-functions.js';

/** A line of shell that a source starts, with `$_` for each part that only the program knows. */
export interface StartedLine {
  readonly text: string;
  /** Offset in the source. */
  readonly at: number;
}

/** Of node:child_process, and what projects call these where they wait for them. */
const starters =
  'spawn spawnSync exec execSync execFile execFileSync execa execaSync execaCommand execaCommandSync execAsync execPromise execFileAsync execFilePromise spawnAsync asyncExec which'.split(
    ' ',
  );
/** Modules with which a source starts programs; in a file without any of them a name decides nothing. */
export const startingModules: RegExp =
  /\b(?:child_process|cross-spawn|execa|nano-spawn|node-pty|shelljs|tinyexec|zx)\b/;
const mayStart = new RegExp(
  `${startingModules.source}|\\b(?:${starters.join('|')})(?:\\.sync)?\\(\\s*['"\`]|\\$\``,
);
/** Who may have the `exec` of node:child_process; those of others take patterns and queries. */
const childProcess = /^(?:child_?process|cp|proc|process|shell|shelljs)$/i;

/** What a source starts. */
interface Started {
  readonly lines: readonly StartedLine[];
  /** Its functions that start what they are told to. */
  readonly functions: StartingFunctions;
}

const nothing: Started = { lines: [], functions: new Map() };

const startedIn = rememberedByText((source): Started => {
  if (!mayStart.test(source)) return nothing;
  const tokens = sourceTokens(source);
  const resolves = startingModules.test(source);
  const others = resolves ? [...promised(tokens), ...renamed(tokens)] : promised(tokens);
  const own = [...starters, '$', ...others].map((name) => [name, 0] as const);
  const names = new Map(own);
  const functions = resolves
    ? functionsAround(tokens, names, (some) =>
        [...callsIn(tokens, some)].filter(([call]) => !isForeign(tokens, call)),
      )
    : nothing.functions;
  return { lines: linesIn(tokens, new Map([...functions, ...names]), resolves), functions };
});

/**
 * The lines of shell that a source of JavaScript or TypeScript starts, as far as its text tells:
 * `exec('git log')`, `spawn('grep', ['-P', x])`, what a variable of the same file holds, and what is handed
 * to a function that starts it. A line may begin with a variable of the environment: `${GIT} log`.
 */
export function startedLines(source: string): readonly StartedLine[] {
  return startedIn(source).lines;
}

/** The functions of a source that start what others tell them, those without a name under that of their export. */
export function startingFunctions(source: string): StartingFunctions {
  return startedIn(source).functions;
}

/** The lines that a source starts by functions of other sources. */
export function linesThrough(
  tokens: readonly Token[],
  functions: StartingFunctions,
): readonly StartedLine[] {
  return linesIn(tokens, functions, true);
}

function linesIn(
  tokens: readonly Token[],
  names: StartingFunctions,
  resolves: boolean,
): StartedLine[] {
  return [...callsIn(tokens, names)].flatMap(([call, argument]) => {
    const { at } = tokens[call] as Token;
    const texts = textsAt(tokens, argument, resolves && !isForeign(tokens, call));
    return texts.map((text) => ({ text, at }));
  });
}

/** Where something is called by one of the names, and where the argument begins that tells what to start. */
function* callsIn(
  tokens: readonly Token[],
  names: StartingFunctions,
): Iterable<readonly [call: number, argument: number]> {
  for (const [index, { kind, value }] of tokens.entries()) {
    const place = kind === 'word' ? names.get(value) : undefined;
    if (place === undefined) continue;
    if (value === '$') {
      if (tokens[index + 1]?.kind !== 'sign') yield [index, index + 1];
    } else if (isCall(tokens, index)) {
      const argument = argumentAt(tokens, callAt(tokens, index) + 1, place);
      if (argument !== undefined) yield [index, argument];
    }
  }
}

/** Where an argument begins; undefined where there are not so many. */
function argumentAt(tokens: readonly Token[], first: number, place: number): number | undefined {
  let at = first;
  for (let passed = 0; passed < place; passed += 1) {
    const { next } = expressionAt(tokens, at);
    if (signAt(tokens, next) !== ',') return undefined;
    at = next + 1;
  }
  return at;
}

/** `const run = promisify(exec)`: another name for it. */
function promised(tokens: readonly Token[]): string[] {
  return tokens.flatMap((_, index) => {
    if (wordAt(tokens, index) !== 'promisify') return [];
    const name = wordAt(tokens, index - (signAt(tokens, index - 1) === '.' ? 4 : 2));
    const argument = tokens.slice(index + 2, index + 8);
    const starts = argument.some(({ value }) => value.startsWith('exec'));
    return starts && name !== '' ? [name] : [];
  });
}

/** `const { exec: run } = …`, `import { exec as run }`: another name for it, too. */
function renamed(tokens: readonly Token[]): string[] {
  return tokens.flatMap((_, index) => {
    const isOther = signAt(tokens, index + 1) === ':' || wordAt(tokens, index + 1) === 'as';
    const isStarter =
      /^[{,]$/.test(signAt(tokens, index - 1)) && starters.includes(wordAt(tokens, index));
    const name = isOther && isStarter ? wordAt(tokens, index + 2) : '';
    return name === '' ? [] : [name];
  });
}

/** Where the bracket of a call opens: behind the name, or behind the `.sync` of `which`. */
function callAt(tokens: readonly Token[], index: number): number {
  return wordAt(tokens, index + 2) === 'sync' ? index + 3 : index + 1;
}

function isCall(tokens: readonly Token[], index: number): boolean {
  return signAt(tokens, callAt(tokens, index)) === '(' && wordAt(tokens, index - 1) !== 'function';
}

/** `pattern.exec(text)`, `database.exec(query)`: what is in a variable there is no program. */
function isForeign(tokens: readonly Token[], index: number): boolean {
  if (wordAt(tokens, index) !== 'exec' || signAt(tokens, index - 1) !== '.') return false;
  return !childProcess.test(wordAt(tokens, index - 2)) && signAt(tokens, index - 2) !== ')';
}

/** The lines that a call may start: its first argument, and the list behind it. */
function textsAt(tokens: readonly Token[], at: number, resolves: boolean): string[] {
  const { values, next } = expressionAt(tokens, at);
  const list = signAt(tokens, next) === ',' && signAt(tokens, next + 1) === '[';
  const [words] = list ? expressionAt(tokens, next + 1).values : [];
  const texts = resolves ? resolved(tokens, values) : values.map(({ text }) => text);
  return texts.map((text) => (words ? `${text} ${words.text}` : text)).filter(isKnown);
}

function isKnown(text: string): boolean {
  return text.trim() !== '' && !text.startsWith(unknownText);
}

/** A name that is given more values than these is no setting. */
const mostTexts = 8;
/** A name leads to a name, and so on. */
const deepest = 5;

/** The texts with what the file says of the name that each begins with. */
function resolved(tokens: readonly Token[], values: readonly Value[], depth = 0): string[] {
  return values.flatMap(({ text, head, ofTable, ofEnvironment }) => {
    if (head === undefined) return [text];
    const rest = text.slice(unknownText.length);
    const own = ofEnvironment ? [`\${${head}}${rest}`] : [];
    const starts = ofTable ? tableTexts(tokens, head) : textsOf(tokens, head, depth);
    return [...own, ...starts.map((start) => start + rest)];
  });
}

/** What a file gives to a name: `name = x`, `name: x`, `name: string = x`. */
function textsOf(tokens: readonly Token[], name: string, depth: number): readonly string[] {
  const all = textsIn(tokens);
  const known = all.get(name);
  if (known || depth > deepest) return known ?? [];
  // A name that leads back to itself has no text.
  all.set(name, []);
  const places = wordPlaces(tokens).get(name) ?? [];
  const values = places.flatMap((index) => valuesAt(tokens, index)).slice(0, mostTexts);
  const own = resolved(tokens, values, depth + 1).slice(0, mostTexts);
  const texts = [...own, ...places.flatMap((index) => turnsAt(tokens, index))];
  all.set(name, texts);
  return texts;
}

const textsIn = rememberedForGood<readonly Token[], Map<string, readonly string[]>>(
  () => new Map(),
);

function valuesAt(tokens: readonly Token[], index: number): readonly Value[] {
  const typed = signAt(tokens, index + 1) === ':' && signAt(tokens, index + 3) === '=';
  const at = typed ? index + 3 : index + 1;
  const isGiven = /^[=:]$/.test(signAt(tokens, at)) && !/^[=>]$/.test(signAt(tokens, at + 1));
  return isGiven ? expressionAt(tokens, at + 1).values : [];
}
