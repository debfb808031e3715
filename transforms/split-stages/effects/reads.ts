import { type Command, operandWords, programOf, type Word } from '../../../src/shell/index.js';
import { valueIn } from '../../../src/steps/index.js';
import { isInside, runsInside, type Site } from './effect.js';

/** Programs of which every operand is a file or a folder, but for numbers. */
const ofFiles = /^(?:cat|head|ls|md5sum|readlink|sha\d+sum|stat|tail|wc)$/;
/** Programs that read files behind a text of their own: a pattern, a script, a list of fields. */
const ofText = /^(?:awk|cut|[ef]?grep|jq|sed|sort|xargs)$/;
/** What git tells of the checkout in which it runs. */
const ofCheckout = /^(?:branch|describe|log|rev-list|rev-parse|show|status|tag)$/;
const name = /^(?!\d+$)[\w.@/-]+$/;
const path = /^[\w@-]*[./][\w.@/-]*$/;

/** Whether a command reads files of the application, which a step of the runtime stage may not find yet. */
export function readsApplication(command: Command, site: Site): boolean {
  const program = programOf(command) ?? '';
  if (program === 'git') return runsInside(site) && ofCheckout.test(command.words[1]?.value ?? '');
  const isIn = (pattern: RegExp) => (word: Word) => {
    const value = valueIn(site, word) ?? '';
    return pattern.test(value) && isInside(site, value);
  };
  if (/^(?:\[\[?|test)$/.test(program)) return askedFiles(command).some(isIn(name));
  if (ofFiles.test(program)) return operandWords(command).some(isIn(name));
  return ofText.test(program) && operandWords(command).some(isIn(path));
}

/** The files that `[ -f VERSION ]` asks for. */
function askedFiles({ words }: Command): readonly Word[] {
  return words.filter((_, index) => /^-[a-hkprstuwxLOGSN]$/.test(words[index - 1]?.text ?? ''));
}
