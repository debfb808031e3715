import type { parse, SyntaxNode } from 'unbash';
import { itemsOf } from './subshells.js';

type List = ReturnType<typeof parse>['commands'];

/** A part of a script that its commands run in: a group, a branch, a loop, a substitution. */
export interface Block {
  /** A shell of its own runs it: the folder and the variables that it sets end with it. */
  readonly own: boolean;
  /** Whether no command of it is left out as long as all goes well. */
  readonly inTurn: boolean;
  /** The variable that a loop sets. */
  readonly sets?: string;
}

/** The block that a node makes of what lies in it. */
export function blockOf(node: SyntaxNode): Block | undefined {
  switch (node.type) {
    case 'CompoundList':
      return { own: false, inTurn: isInTurn(node.commands) };
    case 'CommandExpansion':
    case 'ProcessSubstitution':
      return { own: true, inTurn: isInTurn(node.script?.commands ?? []) };
    case 'Subshell':
      return { own: true, inTurn: true };
    case 'Pipeline':
      return node.commands.length > 1 ? { own: true, inTurn: true } : undefined;
    case 'Statement':
      return node.background ? { own: true, inTurn: true } : undefined;
    case 'For':
    case 'Select':
      return { own: false, inTurn: true, sets: node.name.text };
    default:
      return undefined;
  }
}

function isInTurn(list: List): boolean {
  return itemsOf(list) !== undefined;
}
