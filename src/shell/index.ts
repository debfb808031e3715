export { commandsOf, execCommand, isPosixShell } from './commands.js';
export {
  type Assignment,
  type Command,
  parseScript,
  programOf,
  type Script,
  type Word,
  wordValues,
} from './script.js';
export { quoteWord } from './quote.js';
