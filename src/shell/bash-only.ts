import { wordSet } from '../grouping.js';
import { forEachChild, parse, type SyntaxNode } from 'unbash';

/** Syntax of bash that the ash of Alpine reads otherwise or not at all (handbook C41). */
const syntax: Readonly<Record<string, string>> = {
  ArithmeticCommand: '((…))',
  ArithmeticFor: 'for ((…))',
  ArrayValue: 'an array',
  BraceExpansion: '{a,b}',
  Coproc: 'coproc',
  ExtendedGlob: 'an extended pattern',
  HereString: '<<<',
  LocaleString: '$"…"',
  ProcessSubstitution: '<(…)',
  Select: 'select',
};
const commands = wordSet(
  'bind builtin caller compgen complete compopt declare dirs disown enable mapfile popd pushd readarray shopt typeset',
);
/** Variables that bash sets and ash does not. */
const variables =
  /^\$\{?(?:BASH\w*|COMP_\w+|DIRSTACK|EUID|FUNCNAME|GROUPS|HOSTNAME|HOSTTYPE|MACHTYPE|OSTYPE|PIPESTATUS|SECONDS|SHELLOPTS|UID)\b/;
/** Builtins of both with options that bash alone has. */
const options: Readonly<Record<string, RegExp>> = {
  exec: /^-[acl]/,
  export: /^-\w*f/,
  printf: /^-v|%\(|%q/,
  read: /^-\w*[aedNiu]/,
  set: /^-\w*[BEHPT]|^(?:posix|errtrace|functrace|history|physical)$/,
  test: /^-[vR]$/,
  '[': /^-[vR]$/,
  type: /^-\w*[aft]/,
  ulimit: /^-\w*[bPT]/,
  wait: /^-\w*n/,
};

/**
 * The first thing in a script that bash understands and Alpine's ash does not, by a name for
 * messages; undefined when ash runs it as bash does. Each was tried in BusyBox 1.36 of Alpine 3.20;
 * what only newer ones know counts as missing.
 */
export function bashOnly(text: string): string | undefined {
  let tree: SyntaxNode;
  try {
    tree = parse(text);
  } catch {
    return 'something that can’t be read';
  }
  let found = 'errors' in tree && tree.errors?.length ? 'something that can’t be read' : undefined;
  const visit = (node: SyntaxNode): void => {
    found ??= ownTo(node);
    if (found === undefined) forEachChild(node, visit);
  };
  visit(tree);
  return found;
}

function ownTo(node: SyntaxNode): string | undefined {
  if (Object.hasOwn(syntax, node.type)) return syntax[node.type];
  switch (node.type) {
    case 'Assignment':
      return node.append ? '+=' : node.index ? 'an array' : undefined;
    case 'ParameterExpansion':
      return parameter(
        node.text,
        node.prefix === '!',
        node.index !== undefined,
        node.operation?.type,
      );
    case 'SimpleExpansion':
      return variables.test(node.text) ? node.text : undefined;
    case 'CommandExpansion':
      return /^\$\(\s*</.test(node.text) ? '$(<…)' : undefined;
    case 'CaseItem':
      return node.terminator && node.terminator !== ';;' ? node.terminator : undefined;
    case 'Pipeline':
      return node.operators.includes('|&') ? '|&' : undefined;
    case 'TestUnary':
    case 'TestBinary':
      return testOnly(node);
    case 'Command':
      return commandOnly(
        node.name?.value,
        node.args.map((word) =>
          'value' in word && typeof word.value === 'string' ? word.value : word.text,
        ),
      );
    default:
      return undefined;
  }
}

function parameter(
  text: string,
  indirect: boolean,
  indexed: boolean,
  operation: string | undefined,
): string | undefined {
  const own =
    indirect || indexed || /^(?:CaseModification|Transform|Names|Unknown)$/.test(operation ?? '');
  return own || variables.test(text) ? text : undefined;
}

/** `[[` splits words and matches files in ash: only quoted text and plain words mean the same. */
function testOnly(
  node: Extract<SyntaxNode, { type: 'TestUnary' | 'TestBinary' }>,
): string | undefined {
  const words = node.type === 'TestUnary' ? [node.operand] : [node.left, node.right];
  const plain = words.every(({ parts = [] }) =>
    parts.every(({ type }) => /^(?:Literal|SingleQuoted|DoubleQuoted)$/.test(type)),
  );
  return plain && !/^(?:=~|<|>|-v|-R)$/.test(node.operator)
    ? undefined
    : `[[ … ${node.operator} … ]]`;
}

function commandOnly(name: string | undefined, args: readonly string[]): string | undefined {
  if (name === undefined) return undefined;
  if (commands.has(name)) return name;
  const own = Object.hasOwn(options, name) ? options[name] : undefined;
  const option = own && args.find((arg) => own.test(arg));
  return option === undefined ? undefined : `${name} ${option}`;
}
