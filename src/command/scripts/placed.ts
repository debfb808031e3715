import { posix } from 'node:path';
import { chainOf, type Instruction, splitWords, type Stage } from '../../dockerfile/index.js';
import { isPortableProgram } from '../../knowledge/system/downloads.js';
import { rememberedFor } from '../../memo.js';
import { contextSources } from '../../project/index.js';

/** Folders in which a bare program name is looked up, in the order of the official image's PATH. */
export const searchPath: readonly string[] = [
  '/usr/local/sbin',
  '/usr/local/bin',
  '/usr/sbin',
  '/usr/bin',
  '/sbin',
  '/bin',
];
/** Whether a COPY or ADD from the build context puts a file where a program is looked up, unread or not. */
export function isPutByCopy(program: string, stage: Stage): boolean {
  const places = program.includes('/')
    ? [program]
    : searchPath.map((folder) => `${folder}/${program}`);
  return chainOf(stage).some((one) => {
    const put = pathsPutByCopy(one);
    return put.size > 0 && places.some((place) => put.has(place));
  });
}

/** What COPY and ADD put into a folder of programs: each has `bin` in its name. */
const pathsPutByCopy = rememberedFor((stage: Stage): ReadonlySet<string> => {
  const copies = stage.instructions.filter(
    (one) => one.argument.includes('bin') && contextSources(one).length > 0,
  );
  return new Set(
    copies.flatMap((one) => {
      const [target = '', ...sources] = wordsOf(one).toReversed();
      return [target, ...sources.map((word) => posix.join(target, posix.basename(word)))];
    }),
  );
});

/** Whether an ADD fetches a binary there that is known, and no script: docker-compose-wait. */
export function isKnownDownload(program: string, stage: Stage): boolean {
  return chainOf(stage).some((one) => knownDownloads(one).has(program));
}

const knownDownloads = rememberedFor(
  ({ instructions }: Stage): ReadonlySet<string> =>
    new Set(
      instructions.flatMap((one) => {
        const [target = '', ...urls] = one.keyword === 'ADD' ? wordsOf(one).toReversed() : [];
        return urls.some(isPortableProgram) ? [target] : [];
      }),
    ),
);

function wordsOf({ json, argument, escape }: Instruction): readonly string[] {
  return json ?? splitWords(argument, escape);
}
