import { forEachChild, parse, type Statement, type SyntaxNode } from 'unbash';
import type { Span } from '../edits.js';
import { rememberedByText } from '../memo.js';
import { type PlainScript, plainScript } from './plain-script.js';

/** What joins two members of a chain: a newline does what a semicolon does. */
type Joint = '&&' | '||' | ';' | '&' | '\n';

/** One member of a chain: a simple command, a pipeline or a compound command. */
export interface Link extends Span {
  readonly kind: 'command' | 'pipeline' | 'compound';
  /** What stands between the member before and this one; absent for the first. */
  readonly joint?: Span & { readonly text: Joint };
}

/** Commands that run one after another at one level of a script. */
export interface Chain {
  readonly links: readonly Link[];
  /** The joint behind the last member. */
  readonly trailing?: Span & { readonly text: Joint };
  /** It is the script itself, not the inside of a group, a loop or a condition. */
  readonly whole: boolean;
}

/** The chains of a script, the outer one first; undefined when the text is not plain shell. */
export function parseChains(text: string): readonly Chain[] | undefined {
  try {
    return chainsIn(text);
  } catch {
    // As with parseScript: a slip of the parser, and nothing is known.
    return undefined;
  }
}

const chainsIn = rememberedByText((text): readonly Chain[] | undefined => {
  const plain = plainScript(text);
  return plain ? [plainChain(plain)] : parsedChains(text);
});

function plainChain({ commands, trailing }: PlainScript): Chain {
  const links = commands.map(({ start, end, joint }): Link => {
    return { start, end, kind: 'command', ...(joint && { joint }) };
  });
  return { links, whole: true, ...(trailing && { trailing }) };
}

/** The chains of any text, plain or not, by the parser. */
export function parsedChains(text: string): readonly Chain[] | undefined {
  const tree = parse(text);
  if (tree.errors?.length) return undefined;
  const chains: Chain[] = [];
  const visit = (node: SyntaxNode): void => {
    if (node.type === 'Script' || node.type === 'CompoundList')
      chains.push(chainOf(text, node.commands, node === tree));
    forEachChild(node, visit);
  };
  visit(tree);
  return chains;
}

function chainOf(text: string, statements: readonly Statement[], whole: boolean): Chain {
  const links: Link[] = [];
  for (const { command } of statements) {
    const parts = command.type === 'AndOr' ? command.commands : [command];
    for (const part of parts) {
      const { pos: start, end } = part;
      const last = links.at(-1);
      const joint = last && jointIn(text, last.end, start);
      links.push({ start, end, kind: kindOf(part), ...(joint && { joint }) });
    }
  }
  const last = links.at(-1);
  const trailing = last && jointIn(text, last.end, text.length);
  return { links, whole, ...(trailing && { trailing }) };
}

function kindOf(node: SyntaxNode): Link['kind'] {
  if (node.type === 'Command') return 'command';
  return node.type === 'Pipeline' ? 'pipeline' : 'compound';
}

/** The first joint behind a command; comments of the shell lie between commands, too. */
function jointIn(text: string, from: number, to: number): Link['joint'] {
  const found = /^(?:[\t ]|\\\n)*(?:#[^\n]*)?(&&|\|\||;(?!;)|&|\n)/.exec(text.slice(from, to));
  if (!found) return undefined;
  const end = from + found[0].length;
  const joint = found[1] as Joint;
  return { start: end - joint.length, end, text: joint };
}
