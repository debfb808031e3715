import type { Command } from './command.js';

/** How often and with what value a flag is given. */
type Kind = 'text' | 'list' | 'switch';

/** The flags that BuildKit knows (instructions/parse.go and commands_run*.go, v0.34). */
const known: Readonly<Record<string, Readonly<Record<string, Kind>>>> = {
  FROM: { platform: 'text' },
  ADD: {
    chown: 'text',
    chmod: 'text',
    checksum: 'text',
    exclude: 'list',
    link: 'switch',
    'keep-git-dir': 'switch',
    unpack: 'switch',
  },
  COPY: {
    from: 'text',
    chown: 'text',
    chmod: 'text',
    exclude: 'list',
    link: 'switch',
    parents: 'switch',
  },
  RUN: { mount: 'list', device: 'list', network: 'text', security: 'text' },
  HEALTHCHECK: {
    interval: 'text',
    timeout: 'text',
    'start-period': 'text',
    'start-interval': 'text',
    retries: 'text',
  },
};

/** BuildKit drops the flags of these without a look. */
const unread = new Set(['ARG', 'STOPSIGNAL']);

/**
 * What is wrong with the flags of an instruction, as a sentence (bflag.go). A flag that is not in
 * the table is let pass where there may be flags: a later frontend may know it.
 */
export function flagProblem({ keyword, flags, argument }: Command): string | undefined {
  const [first] = flags;
  if (!first) return undefined;
  const foreign = flags.find(({ text }) => /[^\0-\x7f]/.test(text));
  if (foreign)
    return 'A flag beyond ASCII is read byte by byte by Docker; it can not mean what it says.';
  const kinds = known[keyword];
  if (unread.has(keyword) || (keyword === 'HEALTHCHECK' && /^none\b/i.test(argument)))
    return undefined;
  if (!kinds) return `${keyword} takes no flags; "${first.text}" would be one.`;
  const seen = new Set<string>();
  for (const { text } of flags) {
    const problem = oneProblem(text, kinds, seen);
    if (problem !== undefined) return problem;
  }
  return undefined;
}

function oneProblem(
  flag: string,
  kinds: Readonly<Record<string, Kind>>,
  seen: Set<string>,
): string | undefined {
  const [name = '', ...values] = flag.slice(2).split('=');
  const value = values.length > 0 ? values.join('=') : undefined;
  if (!/^[a-z][a-z-]*$/.test(name)) return `"${flag}" is no flag.`;
  const kind = Object.hasOwn(kinds, name) ? kinds[name] : undefined;
  if (kind === undefined) return undefined;
  if (seen.has(name) && kind !== 'list') return `The flag --${name} stands here twice.`;
  seen.add(name);
  if (kind === 'switch')
    return /^(?:true|false)$/i.test(value ?? 'true')
      ? undefined
      : `The flag --${name} takes true or false.`;
  return value === undefined ? `The flag --${name} takes a value, after "=".` : undefined;
}
