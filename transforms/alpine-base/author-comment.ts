import type { Dockerfile, Stage } from '../../src/dockerfile/index.js';
import { shortened } from '../../src/sentence.js';
import { type Declined, decline } from '../../src/transform.js';

const about = /\b(?:alpine|musl|glibc)\b/i;
/** What people write of Alpine when they mean to stay away from it, read in 11,000 real Dockerfiles. */
const against =
  /\b(?:not|cannot|never|avoid|fails?|breaks?|broken|issues?|problems?|incompatible|(?:un)?supported|supports|hangs?|crash(?:es)?|segfaults?|troubles?|glibc)\b|n['’]t\b/i;
/** What a move translates is no reason to stay. */
const translated = /\bapt(?:-get)?\b/i;
const code = /^(?:FROM|RUN|COPY|ADD|ENV|ARG|CMD|ENTRYPOINT|WORKDIR|LABEL)\s/;

/**
 * The sentence above FROM in which the author says why a stage is not on Alpine: processors, hangs and
 * failures that nothing in the project shows. Commented-out instructions say nothing.
 */
export function authorObjection(file: Dockerfile, { from }: Stage): Declined | undefined {
  const lines = from.comments
    .map(({ start, end }) =>
      file.text
        .slice(start, end)
        .replace(/^[\s#]+/, '')
        .trim(),
    )
    .filter((line) => !code.test(line));
  const sentences = lines.join('\n').split(/[.!?;]\s|\n(?=[A-Z])/);
  const said = sentences.find(
    (one) => about.test(one) && against.test(one) && !translated.test(one),
  );
  if (said === undefined) return undefined;
  return decline(
    'alpine-base/comment-against',
    from,
    `The comment above this FROM speaks against Alpine: "${shortened(said.replaceAll('\n', ' '), 100)}".`,
    'If that no longer holds, take the comment away, and run slim-dockerfile again.',
  );
}
