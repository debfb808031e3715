export { bashOnly } from './bash-only.js';
export { type Chain, type Joint, type Link, parseChains } from './chains.js';
export { commandsOf, execCommand, isPosixShell, type PlacedScript, scriptOf } from './commands.js';
export {
  type Assignment,
  type Command,
  longestScript,
  type Operator,
  parseScript,
  programOf,
  type Script,
  type Word,
  wordValues,
} from './script.js';
export { type Condition, conditionOf } from './conditions.js';
export { blanked, withoutMessages } from './messages.js';
export { heredocRun, type HeredocRun } from './heredoc-scripts.js';
export { quoteWord } from './quote.js';
export { valueAtStart, valueWith } from './word-values.js';
