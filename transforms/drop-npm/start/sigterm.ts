import { scriptOf, type Start } from '../../../src/command/index.js';
import type { Stage } from '../../../src/dockerfile/index.js';
import { handlesSigterm, isSigtermPackage } from '../../../src/knowledge/npm/start-tools.js';
import {
  findInSources,
  folderOf,
  hasSources,
  joinPath,
  type Manifest,
  manifestIn,
  type Place,
  type Project,
} from '../../../src/project/index.js';
import { isOfProgram } from '../callers/sources.js';
import { knownWords, parseScript, withoutExec } from '../../../src/shell/index.js';

/** A handler is registered by the signal's name; one that is sent to another process is none. */
const handler = /\bSIGTERM\b(?<!\bkill\s{0,3}\([^)]{0,80}SIGTERM)|\benableShutdownHooks\b/;
const listens = /\.listen\s*\(|\bserve\s*\(/;

/** Sources that were read and handle no SIGTERM. */
export interface Unhandled {
  /** Where the server starts, which a handler would end. */
  readonly server?: Place;
}

/**
 * Whether the program's sources are there and none of them handles SIGTERM (handbook E40).
 *
 * @param start what becomes process 1
 */
export function unhandledSigterm(
  project: Project,
  stage: Stage,
  stages: readonly Stage[],
  start: Start & { readonly kind: 'replaceable' },
): Unhandled | undefined {
  const manifest = manifestIn(project, stage, stages, start.folder);
  if (!manifest) return undefined;
  const folder = folderOf(manifest.path);
  if (!hasSources(project, folder)) return undefined;
  const words = lastProgram(start.argv);
  const dependencies = [...manifest.dependencies.keys()];
  if (handlesSigterm(words) || dependencies.some(isSigtermPackage)) return undefined;
  if (
    isMadeByNext(project, manifest, words) ||
    findInSources(project, folder, handler, isOfProgram)
  )
    return undefined;
  const server = findInSources(project, folder, listens, isOfProgram);
  return server && server.text.length < longestLine ? { server } : {};
}

/** Longer lines are of a bundle: nobody would write a handler there. */
const longestLine = 400;

/** The words of the program that stays: the last one of a list. */
function lastProgram(argv: readonly string[]): readonly string[] {
  const script = argv.map((_, index) => scriptOf(argv.slice(index))).find(Boolean);
  const last = script === undefined ? undefined : parseScript(script)?.commands.at(-1);
  const words = last ? knownWords(last) : argv;
  return withoutExec(words);
}

/** The server of a standalone build, which no source contains, ends by itself as `next start` does. */
function isMadeByNext(
  { files }: Project,
  { path, dependencies }: Manifest,
  words: readonly string[],
): boolean {
  const script = words.find((word) => /\.[cm]?js$/.test(word));
  const found = script === undefined ? undefined : joinPath(folderOf(path), script);
  return dependencies.has('next') && found !== undefined && !files.has(found);
}
