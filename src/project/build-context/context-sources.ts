import { type Dockerfile, type Instruction, splitWords } from '../../dockerfile/index.js';
import { rememberedFor } from '../../memo.js';
import { isCopy } from './copies.js';
import { joinPath } from '../files.js';
import type { isMadeBefore } from './made-sources.js';
import type { Project } from '../project.js';

/** A folder that may be the build context. */
export type Context = Project & { readonly context: string };

/** What lies at the root of an application, one of them at least. */
export const applicationFiles = ['package.json', 'go.mod', 'main.go'];

/** What an instruction copies from the build context. */
export function contextSources(instruction: Instruction): readonly string[] {
  return isCopy(instruction) ? sourcesOf(instruction) : [];
}

const sourcesOf = rememberedFor(
  ({ flags, json, argument, escape }: Instruction): readonly string[] => {
    if (flags.some(({ name }) => name === 'from')) return [];
    const words = json ?? splitWords(argument, escape);
    return words.slice(0, -1).filter((word) => !/^\d*<<|^[A-Za-z]+:\/\//.test(word));
  },
);

/** What a Dockerfile copies from the build context. */
export function sourcesIn({ stages }: Dockerfile): readonly string[] {
  return stages.flatMap(({ instructions }) => instructions).flatMap(contextSources);
}

/** Whether a source is a path as it stands. */
export function isPlain(source: string): boolean {
  return !/[$*?[]/.test(source);
}

/** Whether a folder has a path. */
export function isIn({ files, context }: Context, path: string): boolean {
  const full = joinPath(context, path);
  return full !== undefined && files.has(full);
}

/**
 * Whether every plain source of a COPY or ADD exists in a folder, and what an application has at its root: there,
 * or in a folder that is copied (`COPY backend .`).
 */
export function holdsSources(
  folder: Context,
  file: Dockerfile,
  mayLack?: typeof isMadeBefore,
): boolean {
  const sources = sourcesIn(file);
  const plain = sources.filter(isPlain);
  const there = (path: string): boolean => isIn(folder, path);
  const manifests = sources
    .map((source) => source.replace(/package[^/*]*\*[^/]*$/, 'package.json'))
    .filter((source) => /package/.test(source));
  const copied = sources.map((source) => source.replace(/\/\*$/, '')).filter(isPlain);
  return (
    plain.every(
      (source) => there(source) || mayLack?.(folder.files, folder.context, source) === true,
    ) &&
    (manifests.some((source) => source.includes('$') || there(source)) ||
      ['', ...copied].some((path) => applicationFiles.some((name) => there(`${path}/${name}`))))
  );
}
