import {
  type Dockerfile,
  DockerfileSyntaxError,
  memoryFiles,
  type Options,
  parse,
  projectOf,
  rewrite,
  transforms,
  unknownProject,
} from '../../src/index.js';
import type { Dice } from './dice.js';

/** What may not take longer, in milliseconds of the processor: the texts are of a few kilobytes. */
const longest = 10_000;

/** The file; undefined where it is refused as refusals are announced. Throws where anything else is wrong. */
export function parsed(text: string): Dockerfile | undefined {
  try {
    const file = parse(text);
    checkPlaces(file);
    return file;
  } catch (error) {
    if (!(error instanceof DockerfileSyntaxError)) throw error;
    assert(error.offset >= 0 && error.offset <= text.length, 'the error has a place in the text');
    return undefined;
  }
}

/** Instructions lie one after the other, and between them are blanks, comments and directives. */
function checkPlaces({ text, instructions }: Dockerfile): void {
  let end = 0;
  for (const one of instructions) {
    assert(
      one.start >= end && one.end >= one.start && one.end <= text.length,
      'places are in order',
    );
    for (const line of text.slice(end, one.start).split('\n'))
      assert(/^[\s\ufeff\0]*(?:#|$)/.test(line), `nothing is lost: ${JSON.stringify(line)}`);
    end = one.end;
  }
}

const variants: readonly Partial<Options>[] = [
  {},
  {},
  { assumePureJs: true },
  { runtime: 'minimal', init: 'tini', strip: true },
  { runtime: 'slim', numericUser: true },
  { runtime: 'distroless', readonlyApp: true, assumePureJs: true },
  { static: 'nginx', slimFallback: false },
];

/**
 * Rewrites a text by some of the transforms.
 *
 * @returns whether it changed; undefined where it is no Dockerfile
 * @throws Error when something is not as it always has to be
 */
export function checkRewrite(
  text: string,
  files: Record<string, string> | undefined,
  dice: Dice,
): boolean | undefined {
  const file = parsed(text);
  if (!file) return undefined;
  const project = files
    ? projectOf(memoryFiles({ ...files, Dockerfile: text }), 'Dockerfile', file)
    : unknownProject;
  const chosen = dice.once(2) ? transforms : transforms.filter(() => dice.once(2));
  const options = dice.pick(variants);
  const said = `${chosen.map(({ name }) => name).join(',')} ${JSON.stringify(options)}`;
  const started = process.cpuUsage();
  const result = rewrite(text, chosen, project, options);
  assert(process.cpuUsage(started).user < longest * 1000, `${said}: it takes no seconds`);
  const lines = text.split('\n').length;
  for (const { rule, because, line } of [
    ...result.changes,
    ...result.cautions,
    ...result.declined,
  ]) {
    assert(!/^file\/(?:self-check|transform-error)$/.test(rule), `${said}: ${rule}: ${because}`);
    assert(
      /\S/.test(because) && line >= 1 && line <= lines,
      `${said}: ${rule} has a reason and a line`,
    );
  }
  assert((result.text === text) === (result.changes.length === 0), `${said}: changes are told`);
  if (result.text === text) return false;
  const after = parse(result.text);
  assert(comments(after) >= comments(file), `${said}: no comment is lost`);
  // A project that is found by its text is the same: the second run sees the new file in its place.
  const again = rewrite(result.text, chosen, project, options);
  assert(
    again.text === result.text,
    `${said}: a second run changes nothing\n--- once\n${result.text}\n--- twice\n${again.text}`,
  );
  return true;
}

function comments({ comments: own, instructions }: Dockerfile): number {
  return own.length + instructions.reduce((sum, { line }) => sum + line.innerComments.length, 0);
}

function assert(holds: boolean, what: string): void {
  if (!holds) throw new Error(`does not hold: ${what}`);
}
