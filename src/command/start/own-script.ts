import { programIn } from '../../knowledge/images/contents.js';
import { parseScript } from '../../shell/index.js';
import { bringsBin } from '../managers/bins.js';
import { isNodeScript, type KnownApplication } from '../../project/index.js';
import { mentionsManager } from '../managers/managers.js';

const systemFolder = /^\/(?:usr\/)?s?bin\/[\w.-]+$/;

/**
 * Why a file of the project can't be started without npm, if it can't: npm puts node_modules/.bin
 * on the PATH, and a shell script may count on that or call npm itself.
 */
export function scriptProblem(
  file: string,
  text: string | undefined,
  application: KnownApplication,
): string | undefined {
  if (systemFolder.test(file)) return undefined;
  if (text === undefined) return `"${file}" could not be read and may need what npm sets.`;
  if (isNodeScript(text)) return undefined;
  const plain = !mentionsManager(text) && usesSystemOnly(text, application);
  return plain ? undefined : `"${file}" is a script that may need what npm sets.`;
}

/** Whether every program of a shell script is found without the PATH that npm sets. */
function usesSystemOnly(text: string, application: KnownApplication): boolean {
  const commands = parseScript(text)?.commands;
  if (!commands || /\bnpm_|INIT_CWD/.test(text)) return false;
  return commands.every(({ words }) => {
    const [program] = words;
    if (!program) return true;
    const name = program.value;
    if (name === undefined || /^(?:\.|source|sh|ash|bash|eval|env)$/.test(name)) return false;
    const found = name === 'node' || programIn('node-alpine', name) === true;
    return found && words.every(({ value = '' }) => !mayBeBin(value, application));
  });
}

/** `exec prisma migrate`: a program of the project stands as an argument. */
function mayBeBin(word: string, application: KnownApplication): boolean {
  return bringsBin(application, word);
}
