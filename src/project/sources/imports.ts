import { sourceTokens, type Token } from './tokens.js';

/** A module that a source names. */
export interface Import {
  readonly specifier: string;
  /** Offset in the source. */
  readonly at: number;
}

/** Which modules a source loads, as far as its text tells. */
export interface Imports {
  readonly modules: readonly Import[];
  /** Modules of which a statement names types alone, each marked: `import { type A }`. */
  readonly emptied: readonly Import[];
  /** Every other string of it, and strings that stand side by side as parts of one path. */
  readonly literals: readonly Import[];
  /** How names of packages may begin whose rest only the running program knows: `passport-${name}`. */
  readonly beginnings: readonly Import[];
  /** Offset of the first `require` or `import()` of something that only the running program knows. */
  readonly dynamic: number | undefined;
}

/** A path below a package, as a template begins with it. */
const packagePath = /^(?:@[\w.-]+\/)?[\w-][\w.-]*\//;
/** What a name is put together from: `passport-`, `@shop/`. */
const nameBeginning = /^(?:@[\w.-]+\/|(?:@[\w.-]+\/)?[a-z][\w.-]*-)$/;
/** Longer strings name no module, file or package. */
const longest = 200;

/**
 * The modules that a source of JavaScript or TypeScript loads when it runs. What is imported for
 * its types alone (`import type`) leaves nothing in what a compiler writes; where each name is marked
 * by itself, an import of nothing may be left, which loads the module.
 */
export function importsOf(text: string): Imports {
  const tokens = sourceTokens(text);
  const modules: Import[] = [];
  const emptied: Import[] = [];
  const literals: Import[] = [];
  const beginnings: Import[] = [];
  let dynamic: number | undefined;
  tokens.forEach((token, index) => {
    if (isDynamic(tokens, index)) dynamic ??= token.at;
    // `date-fns/locale/${name}`: the package stands before what only the running program knows.
    if (token.kind === 'template' && packagePath.test(token.value) && isCall(tokens, index - 1))
      modules.push({ specifier: token.value, at: token.at });
    if (isText(token) && nameBeginning.test(token.value))
      beginnings.push({ specifier: token.value, at: token.at });
    if (token.kind !== 'string' || token.value.length > longest) return;
    const found = { specifier: token.value, at: token.at };
    const role = roleOf(tokens, index);
    if (role === 'module') modules.push(found);
    else if (role === 'types') emptied.push(found);
    else if (role === 'text') literals.push(found, ...joined(tokens, index));
  });
  return { modules, emptied, literals, beginnings, dynamic };
}

function isText({ kind }: Token): boolean {
  return kind === 'string' || kind === 'template';
}

/** What a string is: `type` is gone after compiling, of `types` the braces may be left. */
type Role = 'module' | 'type' | 'types' | 'text';

function roleOf(tokens: readonly Token[], index: number): Role {
  const before = tokens[index - 1];
  if (before?.kind === 'word' && before.value === 'import') return 'module';
  if (before?.kind === 'word' && before.value === 'from') return importRole(tokens, index - 1);
  return isCall(tokens, index - 1) && isEnd(tokens[index + 1]) ? 'module' : 'text';
}

/** Whether an opening parenthesis belongs to `require`, `require.resolve` or `import`. */
function isCall(tokens: readonly Token[], index: number): boolean {
  if (tokens[index]?.value !== '(' || tokens[index]?.kind !== 'sign') return false;
  const [owner, dot, method] = [tokens[index - 3], tokens[index - 2], tokens[index - 1]];
  if (method?.kind !== 'word') return false;
  if (method.value === 'resolve') return owner?.value === 'require' && dot?.value === '.';
  return /^(?:require|import)$/.test(method.value);
}

function isEnd(token: Token | undefined): boolean {
  return token === undefined || (token.kind === 'sign' && /[),]/.test(token.value));
}

function importRole(tokens: readonly Token[], from: number): Role {
  const start = statementStart(tokens, from);
  if (start === undefined) return 'text';
  const between = tokens.slice(start + 1, from);
  const [first, second] = between;
  if (first?.value === 'type' && second !== undefined && second.value !== ',') return 'type';
  return first?.value === '{' && hasOnlyTypes(between) ? 'types' : 'module';
}

/** How many names one statement imports at most. */
const longestStatement = 2000;

function statementStart(tokens: readonly Token[], from: number): number | undefined {
  for (let at = from - 1; at >= Math.max(0, from - longestStatement); at -= 1) {
    const { kind, value } = tokens[at] as Token;
    if (kind === 'word' && /^(?:import|export)$/.test(value)) return at;
    if (kind === 'sign' ? !/[{},*]/.test(value) : kind !== 'word' && kind !== 'string')
      return undefined;
  }
  return undefined;
}

function hasOnlyTypes(between: readonly Token[]): boolean {
  const names = between.filter(
    (token, index) => token.kind === 'word' && /^[{,]$/.test(between[index - 1]?.value ?? ''),
  );
  const braces = between.filter(({ value }) => value === '{' || value === '}');
  const typed = names.filter(
    (name) => name.value === 'type' && between[between.indexOf(name) + 1]?.kind === 'word',
  );
  return braces.length === 2 && names.length > 0 && typed.length === names.length;
}

function isDynamic(tokens: readonly Token[], index: number): boolean {
  if (!isCall(tokens, index)) return false;
  const [argument, after] = [tokens[index + 1], tokens[index + 2]];
  const plain = argument?.kind === 'string' && isEnd(after);
  // `require()` without an argument, and `import(x)` as a type, load nothing.
  return !plain && !(argument?.kind === 'sign' && argument.value === ')');
}

/** `path.join(__dirname, 'workers', 'mail.js')`: strings between commas are parts of one path. */
function joined(tokens: readonly Token[], index: number): Import[] {
  const first = tokens[index] as Token;
  if (isPart(tokens, index - 2)) return [];
  const parts = [first.value];
  for (let at = index; isPart(tokens, at); at += 2) parts.push((tokens[at + 2] as Token).value);
  return parts.length > 1 ? [{ specifier: parts.join('/'), at: first.at }] : [];
}

/** Whether a string is followed by a comma and another string. */
function isPart(tokens: readonly Token[], index: number): boolean {
  const [token, comma, next] = [tokens[index], tokens[index + 1], tokens[index + 2]];
  return token?.kind === 'string' && comma?.value === ',' && next?.kind === 'string';
}
