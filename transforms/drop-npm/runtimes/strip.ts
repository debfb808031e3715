import {
  type Dockerfile,
  environmentAt,
  isRootAt,
  type Stage,
} from '../../../src/dockerfile/index.js';
import { type Edit } from '../../../src/edits.js';
import { between, endWithComments, fittingChain, indentOf } from '../../../src/layout/index.js';
import { apkInstall, aptInstall } from '../../../src/packages/index.js';
import { decline, type Declined, insert } from '../../../src/transform.js';
import { familyOf } from '../family.js';
import { tagOf } from './runtime-facts.js';

/** The line that strips node, and where it goes. */
export interface Stripping {
  readonly text: string;
  readonly edit: Edit;
}

/** The option that is asked for does nothing here. */
export function declinedStrip(stage: Stage, because: string): Declined {
  return decline(
    'drop-npm/strip-declined',
    stage.from,
    `node was not stripped: ${because}`,
    'Leave --strip out, or give the file what the reason names.',
  );
}

/**
 * Takes the symbols that only a debugger reads out of node, as the last step of the builder: what
 * native modules link against stays, since `strip` leaves the dynamic symbols of a program alone.
 */
export function stripping(file: Dockerfile, builder: Stage): Stripping | Declined {
  const last = builder.instructions.at(-1) ?? builder.from;
  const family = familyOf(builder);
  if (family === undefined)
    return declinedStrip(
      builder,
      `which package brings strip to "${builder.image.text}" is not known.`,
    );
  if (!isRootAt(builder, builder.instructions.length))
    return declinedStrip(builder, 'the builder does not end as root, whose file node is.');
  if (environmentAt(builder, builder.instructions.length).shell?.join(' ') !== '/bin/sh -c')
    return declinedStrip(builder, 'SHELL names another shell in the builder.');
  const gap = between(file);
  const text = fittingChain(file, 'RUN', installed(family, builder));
  const at = endWithComments(file, last);
  return { text, edit: insert(at, `${gap}${indentOf(file, last)}${text}`) };
}

/** The full Debian image has binutils; the others get it. */
function installed(family: 'alpine' | 'debian', builder: Stage): (readonly string[])[] {
  const strip = ['strip', '/usr/local/bin/node'];
  if (family === 'alpine') return [apkInstall(['binutils']), strip];
  if (tagOf(builder)?.variant === 'debian') return [strip];
  // The builder's lists go nowhere.
  return [...aptInstall(['binutils']).slice(0, 2), strip];
}
