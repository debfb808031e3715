export { aligned, alignedText } from './alignment.js';
export { chainText, fittingChain, instructionText, jointText, joinedLines } from './chain.js';
export {
  between,
  cased,
  casedAs,
  endWithComments,
  indentOf,
  jsonArray,
  lineEnding,
  wholeLines,
} from './new-lines.js';
export { endOfStep, removals } from './removals.js';
export { keywordOf, lineAbove, lineBelow, topOf, type WrittenLine } from './written-lines.js';
