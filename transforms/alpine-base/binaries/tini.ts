import type { Stage } from '../../../src/dockerfile/index.js';
import { insert } from '../../../src/transform.js';
import type { Rewording } from '../demands.js';

/** tini as its releases offer it beside `tini-static`, with its signature. */
const dynamic =
  /github\.com\/krallin\/tini\/releases\/download\/[^\s"']*\/tini(?=(?:\.asc)?(?:["'\s\\]|$))/g;
/** A checksum is that of one file. */
const checked = /\bsha\d+sum\b|--checksum=/;

/** Whether an address is that of the tini which is linked with glibc and has a static twin. */
export function isDynamicTini(url: string): boolean {
  return url.search(dynamic) !== -1;
}

/** Whether the static one can take its place: no checksum was written down for the other. */
export function hasStaticTwin({ instructions }: Stage): boolean {
  return !instructions.some(({ line }) => checked.test(line.joined.text));
}

/** tini from its releases is linked with glibc; the static one beside it runs anywhere (since 0.6). */
export function* staticTini(text: string, stage: Stage): Iterable<Rewording> {
  if (!hasStaticTwin(stage)) return;
  for (const at of stage.instructions) {
    if (!/^(?:ADD|RUN)$/.test(at.keyword)) continue;
    const edits = [...text.slice(at.start, at.end).matchAll(dynamic)].map(({ 0: url, index }) =>
      insert(at.start + index + url.length, '-static'),
    );
    if (edits.length > 0)
      yield {
        kind: 'rewording',
        rule: 'alpine-base/renamed-program',
        stage,
        at,
        because: 'tini is linked with glibc; tini-static of the same release runs on Alpine.',
        edits,
      };
  }
}
