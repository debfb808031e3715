import manifest from '../package.json' with { type: 'json' };
import { ActionError } from './action-error.js';

/** What this action says by itself. */
const taken = new Set(['write', 'check', 'interactive', 'format', 'output', 'quiet']);
const short = { w: 'write', c: 'check', o: 'output', q: 'quiet' };

/**
 * The inputs of action.yml, as the runner passes them.
 *
 * @throws ActionError for a value that means nothing
 */
export function readInputs(env) {
  const read = (name) => (env[`INPUT_${name.toUpperCase()}`] ?? '').trim();
  const mode = read('mode') || 'check';
  if (mode !== 'check' && mode !== 'comment')
    throw new ActionError(`mode: ${mode} means nothing.`, 'It is check or comment.');
  const paths = lines(read('paths'));
  return {
    mode,
    paths: paths.length > 0 ? paths : ['.'],
    args: checkedWords(read('args')),
    sarif: read('sarif'),
    version: checkedVersion(read('version') || manifest.version),
    token: read('token'),
  };
}

function lines(text) {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);
}

/** Words as a shell would see them, without anything that a shell would run. */
function checkedWords(text) {
  const words = [...text.matchAll(/(?:"[^"]*"|'[^']*'|[^\s"'])+/g)].map(([word]) =>
    word.replace(/"([^"]*)"|'([^']*)'/g, '$1$2'),
  );
  const own = words
    .map((word) => /^--?([a-z][a-z-]*)/.exec(word)?.[1] ?? '')
    .find((name) => taken.has(short[name] ?? name));
  if (own === undefined) return words;
  throw new ActionError(
    `args: the action says by itself whether to ${short[own] ?? own}.`,
    'The inputs mode and sarif choose what comes out.',
  );
}

/** It becomes a word of a command line of npm: a version or a tag, nothing else. */
function checkedVersion(version) {
  if (/^[\w.^~+-]+$/.test(version)) return version;
  throw new ActionError(`version: ${version} is none.`, 'Write 1.2.3, ^1 or latest.');
}
