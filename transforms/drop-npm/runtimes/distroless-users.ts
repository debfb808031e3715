import { type Dockerfile, type Stage, textAfter } from '../../../src/dockerfile/index.js';
import { type Edit } from '../../../src/edits.js';
import { distrolessUser } from '../../../src/knowledge/images/distroless.js';
import { replace } from '../../../src/transform.js';
import type { Rewritten } from './distroless-start.js';

const { name } = distrolessUser;

/**
 * Users of the official image that the distroless one lacks: node becomes nonroot in USER and
 * `--chown`. Numbers stay.
 *
 * @returns the edits, or the user that nobody knows there
 */
export function distrolessOwners(file: Dockerfile, stage: Stage): Rewritten | string {
  const found: { rewritten: Stage['instructions'][number]; edit: Edit; text: string }[] = [];
  let user: string | undefined;
  for (const one of stage.instructions) {
    const written = file.text.slice(one.start, one.end);
    if (one.keyword === 'USER') {
      const named = renamed(one.argument);
      if (named === undefined) return `USER ${one.argument} is not known in a distroless image.`;
      user = named;
      if (named === one.argument) continue;
      const text = written.replace(one.argument, named);
      found.push({ rewritten: one, edit: replace(one, text), text });
    }
    const flag = one.flags.find((each) => each.name === 'chown');
    if (!flag?.value) continue;
    const owner = renamed(flag.value);
    if (owner === undefined) return `--chown=${flag.value} is not known in a distroless image.`;
    if (owner === flag.value) continue;
    const edit = replace(flag, `--chown=${owner}`);
    found.push({ rewritten: one, edit, text: textAfter(file.text, one, [edit]) });
  }
  return {
    edits: found.map(({ edit }) => edit),
    rewrites: found.map(({ rewritten }) => rewritten),
    writes: found.map(({ text }) => text),
    image: user === undefined ? {} : { user },
  };
}

/** A user and group by their names in a distroless image; undefined for others than node and root. */
function renamed(owner: string): string | undefined {
  if (!/^(?:node|root|nonroot|\d+)(?::(?:node|root|nonroot|\d+))?$/.test(owner)) return undefined;
  return owner.replace(/\bnode\b/g, name);
}
