import {
  forEachChild,
  parse,
  type Command as Node,
  type SyntaxNode,
  type Word as WordNode,
} from 'unbash';
import { type Block, blockOf } from './blocks.js';
import { branchesIn } from './branches.js';
import { type Command, type Operator, plainCommand, type Word } from './command.js';
import { rememberedByText } from '../memo.js';
import { type PlainCommand, plainScript } from './plain-script.js';
import { subshellsIn } from './subshells.js';

export interface Script {
  readonly text: string;
  /** Every simple command, those in substitutions included, in the order of the text. */
  readonly commands: readonly Command[];
}

/** Characters of a longer text are not read: what is asked of thousands of commands takes minutes. */
export const longestScript = 20_000;

/**
 * Reads POSIX shell text; the one door to unbash.
 *
 * @returns undefined when the text is not plain shell, or too long: then nothing is known of it
 */
export function parseScript(text: string): Script | undefined {
  if (text.length > longestScript) return undefined;
  try {
    return read(text);
  } catch {
    // A stack that is too small for the nesting, or a slip of the parser: nothing is known either.
    return undefined;
  }
}

/** The same lines stand in file after file, and each transform reads them again. */
const read = rememberedByText((text): Script | undefined => {
  const plain = plainScript(text);
  return plain ? { text, commands: plain.commands.map(fromPlain) } : parsed(text);
});

function fromPlain(command: PlainCommand): Command {
  return plainCommand(command, command.words, command.joint?.text);
}

const blocksMatter = /\b(?:cd|for|select)\b/;

/** What the parser makes of a text: of any, plain or not. */
export function parsed(text: string): Script | undefined {
  const tree = parse(text);
  if (tree.errors?.length) return undefined;
  const operators = topLevelOperators(tree);
  const runsOn = (node: SyntaxNode) => /^(?:&&|;)?$/.test(operators.get(node) ?? '');
  const subshells = subshellsIn(tree, runsOn);
  const branches = branchesIn(tree, runsOn);
  const commands: Command[] = [];
  let broken = false;
  const asked = blocksMatter.test(text);
  const visit = (node: SyntaxNode, around: readonly Block[] | undefined): void => {
    if (('errors' in node && node.errors?.length) || !isInPlace(node, text)) broken = true;
    if (node.type === 'Command')
      commands.push(
        readCommand(node, operators, {
          subshell: subshells.get(node),
          blocks: around,
          tests: branches.get(node),
        }),
      );
    const block = asked ? blockOf(node) : undefined;
    const within = block ? [...(around ?? []), block] : around;
    forEachChild(node, (child) => visit(child, within));
  };
  visit(tree, undefined);
  return broken ? undefined : { text, commands };
}

/**
 * Whether a node lies where it says, and nothing but blanks between the parts of a command. unbash
 * goes on after a stray parenthesis, knows the `${ command; }` of bash 5.3, and between backticks with escapes it reads and counts in a
 * text of its own.
 */
function isInPlace(node: SyntaxNode, text: string): boolean {
  if (node.type === 'Word' || node.type === 'Assignment')
    return text.slice(node.pos, node.end) === node.text;
  if (node.type === 'CommandExpansion') return !node.text.startsWith('${');
  if (node.type !== 'Command') return true;
  let done = node.pos;
  for (const part of [...node.prefix, ...(node.name ? [node.name] : []), ...node.suffix]) {
    const between = text.slice(done, part.pos);
    if (between !== ' ' && !/^(?:[\t ]|\\\n)*$/.test(between)) return false;
    done = part.end;
  }
  return true;
}

type Operators = ReadonlyMap<SyntaxNode, Operator | undefined>;

/** The commands at the top level, each with the operator that stands before it. */
function topLevelOperators(tree: ReturnType<typeof parse>): Operators {
  const found = new Map<SyntaxNode, Operator | undefined>();
  let before: Operator | undefined;
  for (const { command, background } of tree.commands) {
    // What runs in the background does so in a shell of its own, and nobody waits for it.
    if (background) {
      before = '&';
      continue;
    }
    const parts = command.type === 'AndOr' ? command.commands : [command];
    parts.forEach((part, index) => {
      if (command.type === 'AndOr' && index > 0) before = command.operators[index - 1];
      const piped = part.type === 'Pipeline' ? part.commands : [part];
      piped.forEach((node, place) => found.set(node, place > 0 ? '|' : before));
    });
    before = ';';
  }
  return found;
}

function readCommand(
  node: Node,
  operators: Operators,
  { subshell, blocks, tests }: Pick<Command, 'subshell' | 'blocks' | 'tests'>,
): Command {
  const words = [...(node.name ? [node.name] : []), ...node.args];
  return {
    start: node.pos,
    end: node.end,
    assignments: node.prefix.flatMap((part) =>
      part.type === 'Assignment' && part.value.type === 'Word'
        ? [
            {
              name: part.name,
              text: part.text,
              value: valueOf(part.value),
              start: part.pos,
              end: part.end,
            },
          ]
        : [],
    ),
    words: words.map((word) => (word.type === 'Word' ? readWord(word) : literal(word))),
    redirected: node.redirects.length > 0,
    writes: node.redirects.flatMap((one) =>
      one.type === 'Redirect' &&
      one.operator.includes('>') &&
      one.target &&
      !connection.test(one.target.text)
        ? [valueOf(one.target)]
        : [],
    ),
    operator: operators.get(node),
    nested: !operators.has(node),
    subshell,
    blocks,
    tests,
  };
}

/** `export A=b`: unbash calls the argument an assignment; to us it is a word. */
function literal(node: { text: string; pos: number; end: number }): Word {
  const value = /^[\w=./:@,+-]*$/.test(node.text) ? node.text : undefined;
  return { text: node.text, value, pattern: false, start: node.pos, end: node.end };
}

function readWord(node: WordNode): Word {
  const { text, parts, pos: start, end } = node;
  const pattern =
    text.startsWith('~') || parts?.some(({ type }) => /Glob|Brace/.test(type)) === true;
  return { text, value: valueOf(node), pattern, start, end };
}

/** What bash opens to ask whether a server listens: no shell makes a file there (bash(1), REDIRECTION). */
const connection = /^["']?\/dev\/(?:tcp|udp)\//;

const dynamic = /Expansion$|^ProcessSubstitution$|^AnsiCQuoted$|^LocaleString$/;

function valueOf(node: WordNode): string | undefined {
  const { parts } = node;
  // Most words have none.
  if (!parts) return node.value;
  const all = parts.flatMap((part) => [part, ...('parts' in part ? (part.parts ?? []) : [])]);
  const unknown = all.some(({ type }) => dynamic.test(type) && type !== 'BraceExpansion');
  return unknown ? undefined : node.value;
}
