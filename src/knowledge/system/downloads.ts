import { wordSet } from '../../grouping.js';
import data from './downloads.json' with { type: 'json' };

const extensions = wordSet(data.data);
const portable = new RegExp(`^https?://[^/]*(?:${Object.values(data.portable).join('|')})`);
const archives = Object.entries(data.archives).map(
  ([program, pattern]) => [program, new RegExp(pattern)] as const,
);
const own = /^https?:\/\/(?:localhost|127\.0\.0\.1|0\.0\.0\.0|\[::1\])(?=[:/]|$)/;

/**
 * Whether what a step downloads works with any libc: data, sources, static binaries that are known,
 * or an answer of the image itself.
 *
 * @param url as written; variables in it count as any text
 */
export function isPortableDownload(url: string): boolean {
  const [path = ''] = url.split(/[?#]/, 1);
  const extension = /\.(\w+)$/.exec(path)?.[1]?.toLowerCase() ?? '';
  return extensions.has(extension) || own.test(url) || isPortableProgram(url);
}

/** Whether an address is that of a program that is known to run with any libc. */
export function isPortableProgram(url: string): boolean {
  return portable.test(url);
}

/** The program of an archive that holds nothing else, by the words that name the archive. */
export function programInArchive(words: readonly string[]): string | undefined {
  return archives.find(([, pattern]) => words.some((word) => pattern.test(word)))?.[0];
}
