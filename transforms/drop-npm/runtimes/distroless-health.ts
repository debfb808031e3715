import { healthcheckOf } from '../../../src/command/index.js';
import {
  type Dockerfile,
  type Instruction,
  keywordSpan,
  type Stage,
} from '../../../src/dockerfile/index.js';
import { distrolessNode } from '../../../src/knowledge/images/distroless.js';
import { jsonArray } from '../../../src/layout/index.js';
import { literalWords, parseScript } from '../../../src/shell/index.js';
import { replace } from '../../../src/transform.js';
import type { Rewritten } from './distroless-start.js';

const nothing: Rewritten = { edits: [], rewrites: [], writes: [], image: {} };
const none = 'HEALTHCHECK calls what a distroless image does not have; let it call node.';

/**
 * HEALTHCHECK in the exec form, with node by its path: no shell reads it, and no PATH leads to
 * node.
 *
 * @returns the edits, or why there are none
 */
export function distrolessHealth(file: Dockerfile, stage: Stage): Rewritten | string {
  const health = healthcheckOf(stage);
  if (!health) return nothing;
  if (!stage.instructions.includes(health)) return none;
  const argv = vectorOf(health);
  if (!argv || !['node', '/usr/local/bin/node'].includes(argv[0] ?? '')) return none;
  const words = jsonArray(file, [distrolessNode, ...argv.slice(1)], health);
  const start = health.line.innerComments.length > 0 ? undefined : headOf(file, health);
  if (start === undefined) return 'a comment stands inside HEALTHCHECK and would be lost.';
  const text = `${start}${words}`;
  const flags = health.flags.map(({ name, value }) => `--${name}=${value ?? ''}`).join(' ');
  return {
    edits: [replace(health, text)],
    rewrites: [health],
    writes: [text],
    image: { healthcheck: `${flags} CMD ${words}` },
  };
}

/** The keyword, its options and CMD, as the author wrote them. */
function headOf({ text }: Dockerfile, health: Instruction): string | undefined {
  const written = text.slice(health.start, health.end);
  const flags = health.flags.at(-1);
  const from = (flags ?? keywordSpan(health)).end - health.start;
  const command = /^[\s\\]*cmd[\t ]+/i.exec(written.slice(from));
  return command ? written.slice(0, from) + command[0] : undefined;
}

/** The words of a check that is one plain command, `|| exit 1` left out: node exits with 1 by itself. */
function vectorOf(health: Instruction): readonly string[] | undefined {
  const text = health.argument.replace(/^cmd\s+/i, '');
  if (text.startsWith('[')) return health.json ?? jsonOf(text);
  const script = parseScript(text.replace(/\s*\|\|\s*exit\s+1\s*$/, ''));
  const [command, second] = script?.commands ?? [];
  if (!command || second || command.writes.length > 0 || command.assignments.length > 0)
    return undefined;
  return literalWords(command);
}

function jsonOf(text: string): string[] | undefined {
  try {
    return JSON.parse(text) as string[];
  } catch {
    return undefined;
  }
}
