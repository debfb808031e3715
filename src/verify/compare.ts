import { finalImage, type ImageState } from '../image-state.js';
import { instructionsOf, parse, propertiesOf, type Stage } from '../dockerfile/index.js';
import { shortened } from '../sentence.js';
import type { Behaviour, Run } from './behaviour.js';
import type { ImageFacts } from './engine/engine.js';

/** Something that the two images do not have in common. */
export interface Difference {
  /** `exit code`, `environment`, `answer` */
  readonly what: string;
  readonly before: string;
  readonly after: string;
}

/** Two texts of a Dockerfile and what became of each. */
interface Pair {
  readonly textBefore: string;
  readonly textAfter: string;
  /** Where the user's registry serves official images. */
  readonly imageMirrors?: readonly string[];
  readonly before: Behaviour;
  readonly after: Behaviour;
  /**
   * The rewrite is our own: what its text changes of the image, the self-check has held against what
   * the transforms announced. Only what the texts do not tell is compared.
   */
  readonly announced?: boolean;
  /** Paths that the original has and the rewrite must not have. */
  readonly gone?: readonly string[];
}

/**
 * What is worse about the rewrite: each of these makes verify fail. Size, user, npm and the time to
 * stop are told, and judged by nobody but the reader; a user that became root is worse.
 */
export function worse(pair: Pair): Difference[] {
  const { before, after } = pair;
  if (after.buildError !== undefined)
    return [{ what: 'build', before: 'builds', after: after.buildError }];
  if (after.startError !== undefined && before.startError === undefined)
    return [{ what: 'start', before: 'starts', after: after.startError }];
  return [
    ...configurationDifferences(pair),
    ...runDifferences(before.run, after.run),
    ...becameTrue('npm', 'no npm', 'npm', before.npm, after.npm),
    ...stayed(pair),
    ...becameTrue('user', 'not root', 'root', isRoot(before.run), isRoot(after.run)),
  ];
}

/** Something that was not so and is now; what is not known is no difference. */
function becameTrue(
  what: string,
  no: string,
  yes: string,
  before: boolean | undefined,
  after: boolean | undefined,
): Difference[] {
  return before === false && after === true ? [{ what, before: no, after: yes }] : [];
}

/** What the user expects to go must have been there, or the expectation says nothing. */
function stayed({ gone = [], before, after }: Pair): Difference[] {
  return gone.flatMap((path) => {
    const [was, is] = [before, after].map(({ holds = [] }) => holds.includes(path));
    if (was && !is) return [];
    const [one, other] = [was, is].map((held) => (held ? 'there' : 'not there'));
    return [{ what: path, before: one ?? '', after: other ?? '' }];
  });
}

function isRoot(run: Run | undefined): boolean | undefined {
  return run?.user === undefined ? undefined : /^(?:0|root)$/.test(run.user);
}

function configurationDifferences(pair: Pair): Difference[] {
  const { textBefore, textAfter, imageMirrors, before, after, announced = false } = pair;
  if (!before.image || !after.image) return [];
  const own = new Set([...variablesOf(textBefore), ...variablesOf(textAfter)]);
  const parts: [string, keyof ImageState, (image: ImageFacts) => readonly string[]][] = [
    [
      'environment',
      'env',
      ({ environment }) => environment.filter((one) => own.has(one.split('=')[0] ?? '')),
    ],
    [
      'labels',
      'labels',
      ({ labels }) => Object.entries(labels).map(([name, value]) => `${name}=${value}`),
    ],
    ['ports', 'exposed', ({ ports }) => ports],
    ['volumes', 'volumes', ({ volumes }) => volumes],
    ['working directory', 'workdir', ({ workdir }) => [workdir]],
  ];
  const [one, other] = [before.image, after.image];
  const imageOf = (text: string) => finalImage(parse(text, imageMirrors));
  const texts = [imageOf(textBefore), imageOf(textAfter)] as const;
  return parts
    .filter(([, field]) => !announced || texts[0][field] === texts[1][field])
    .flatMap(([what, , part]) => different(what, part(one), part(other)))
    .filter(({ what, before: had }) => !(announced && what === 'ports' && had === 'none'));
}

/** The variables that a Dockerfile sets; what base images set differs with them, as announced. */
function variablesOf(text: string): string[] {
  const final = parse(text).stages.at(-1) as Stage;
  return instructionsOf(final)
    .filter(({ keyword }) => keyword === 'ENV')
    .flatMap((instruction) => (propertiesOf(instruction) ?? []).map(({ name }) => name));
}

/** Only what is not on both sides is told. */
function different(what: string, one: readonly string[], other: readonly string[]): Difference[] {
  const before = one
    .filter((item) => !other.includes(item))
    .toSorted()
    .join(', ');
  const after = other
    .filter((item) => !one.includes(item))
    .toSorted()
    .join(', ');
  return before === after ? [] : [{ what, before: before || 'none', after: after || 'none' }];
}

function runDifferences(before: Run | undefined, after: Run | undefined): Difference[] {
  if (!before || !after) return [];
  return [
    ...different('exit code', [exitOf(before)], [exitOf(after)]),
    ...(before.answer ? answerDifferences(before, after) : []),
    ...(before.health === 'healthy' && after.health !== 'healthy'
      ? [{ what: 'health', before: 'healthy', after: after.health ?? 'no health check' }]
      : []),
    ...(before.exitCode === 0 && before.output !== undefined && before.output !== after.output
      ? [
          {
            what: 'output',
            before: shortened(before.output, 200),
            after: shortened(after.output ?? '', 200),
          },
        ]
      : []),
  ];
}

function answerDifferences(before: Run, after: Run): Difference[] {
  const one = answerOf(before);
  const other = answerOf(after);
  if (one !== other) return [{ what: 'answer', before: one, after: other }];
  // A body that changes from question to question can't be compared.
  if (before.changingBody || before.answer?.body === after.answer?.body) return [];
  return [{ what: 'body', before: `one body`, after: 'another body' }];
}

function answerOf({ answer }: Run): string {
  return answer ? `${answer.status} ${answer.type}`.trim() : 'no answer';
}

function exitOf({ exitCode }: Run): string {
  return exitCode === undefined ? 'keeps running' : String(exitCode);
}
