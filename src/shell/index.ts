export { bashOnly } from './bash-only.js';
export { type Chain, type Link, parseChains } from './chains.js';
export { commandsOf, execCommand, type PlacedScript, scriptOf } from './commands.js';
export {
  commandText,
  knownWords,
  literalWords,
  operandWords,
  programOf,
  withoutExec,
  wordValues,
  writtenWords,
} from './command-words.js';
export {
  type Assignment,
  type Command,
  type Operator,
  withWords,
  type Word,
  wordOf,
} from './command.js';
export { longestScript, parseScript, type Script } from './script.js';
export { commandBehind, innermostCommand } from './command-behind.js';
export { type Condition, conditionOf } from './conditions.js';
export { blanked, withoutMessages } from './messages.js';
export { heredocRun, type HeredocRun } from './heredoc-scripts.js';
export { isPosixShell, isShell, isShellScript, isSystemShell } from './shells.js';
export { runsIn, type StageRun } from './stage-runs.js';
export { quoteWord } from './quote.js';
export { valueWith } from './word-values.js';
export { type Reader, writtenBy, type WrittenText } from './written-text.js';
