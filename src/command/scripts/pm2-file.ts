import { importsOf, sourceTokens, type Token } from '../../project/index.js';

/**
 * The user or the group that pm2 gives to a program, in one line of its file: as another user than root
 * it ends with an error there (pm2 5 and 6, lib/Common.js, 2026-11).
 */
export const pm2Owner: RegExp = /(?:^|[\s{,'"])(uid|gid|user)['"]?\s*:\s*['"]?(\w[\w-]*)/;

/** Whether a file is one of pm2: it starts it, or nobody knows who does and it is named for it. */
export function isPm2File({ name, supervisor }: { name: string; supervisor?: string }): boolean {
  if (supervisor !== undefined) return supervisor.startsWith('pm2');
  return /\.config\.[cm]?js$|(?:^|\/)(?:ecosystem|pm2|process)[\w.-]*\.(?:json|ya?ml)$/.test(name);
}

/**
 * What pm2 reads in its file when a container starts, with each character in its place: no comments, and
 * nothing of `deploy`, which `pm2 deploy` runs on other machines (pm2.keymetrics.io/docs/usage/deployment).
 *
 * @returns undefined where another module of the project says what is started: nothing is run to find out
 */
export function startedByPm2(name: string, text: string): string | undefined {
  if (/\.ya?ml$/.test(name)) return text;
  const tokens = sourceTokens(text);
  if (!isPlain(tokens) && loadsOwn(text)) return undefined;
  const deploy = deploySection(tokens);
  const kept = tokens.filter((_, index) => index < deploy.start || index > deploy.end);
  const shown: string[] = [...text.replace(/[^\n]/g, ' ')];
  for (const { kind, at, value } of kept) {
    const end = at + value.length + (kind === 'string' ? 2 : kind === 'template' ? 1 : 0);
    for (let place = at; place < end; place += 1) shown[place] = text[place] ?? '';
  }
  return shown.join('');
}

/** Names of settings by which pm2 starts a program (pm2 5 and 6, lib/API/schema.json, 2026-11). */
const starting = /^(?:script|args|interpreter|exec_interpreter|interpreter_args|node_args)$/;

/** Whether every setting that starts a program is a plain value, and there is a script among them. */
function isPlain(tokens: readonly Token[]): boolean {
  const at = tokens.flatMap((token, index) => (starting.test(token.value) ? [index] : []));
  return (
    at.some((index) => tokens[index]?.value === 'script') &&
    at.every((index) => tokens[index + 1]?.value === ':' && isValue(tokens, index + 2)) &&
    !tokens.some(({ value }, index) => value === '.' && tokens[index + 1]?.value === '.')
  );
}

function isValue(tokens: readonly Token[], index: number): boolean {
  const isList = tokens[index]?.value === '[';
  const rest = tokens.slice(index + 1);
  const end = isList
    ? rest.find(({ kind, value }) => kind !== 'string' && value !== ',')
    : (rest[0] as Token | undefined);
  return isList
    ? end?.value === ']'
    : tokens[index]?.kind === 'string' && /^[,}]$/.test(end?.value ?? '');
}

/** Whether it loads a module of the project, or one that only a run would tell; JSON starts nothing. */
function loadsOwn(text: string): boolean {
  const { modules, dynamic } = importsOf(text);
  return (
    dynamic !== undefined ||
    modules.some(({ specifier }) => /^\.{0,2}\//.test(specifier) && !specifier.endsWith('.json'))
  );
}

/** The tokens of `deploy: { … }`. */
function deploySection(tokens: readonly Token[]): { start: number; end: number } {
  const start = tokens.findIndex(
    ({ value }, index) =>
      value === 'deploy' && tokens[index + 1]?.value === ':' && tokens[index + 2]?.value === '{',
  );
  const none = { start: Infinity, end: -1 };
  if (start === -1) return none;
  let depth = 0;
  for (let end = start + 2; end < tokens.length; end += 1) {
    const { kind, value } = tokens[end] as Token;
    if (kind === 'sign') depth += value === '{' ? 1 : value === '}' ? -1 : 0;
    if (depth === 0) return { start, end };
  }
  return none;
}
