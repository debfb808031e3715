import { lineAt } from '../../edits.js';
import { isIgnored } from '../build-context/ignore-file.js';
import type { Project } from '../project.js';
import { ofWholeText } from './whole-text.js';

/** A place in the project's files that a message can name. */
export interface Place {
  readonly path: string;
  /** Counted from 1. */
  readonly line: number;
  readonly text: string;
}

const sourceName = /\.(?:[cm]?[jt]s|[jt]sx|vue|svelte|astro)$/;
/** What generators leave without an ending: `bin/www` of Express. */
const programName = /(?:^|\/)bin\/[\w-]+$/;
const testName =
  /(^|\/)(?:(?:(?:acceptance|e2e|integration|load|perf|performance|smoke|stress|unit)-)?tests?|__tests__|__mocks__|spec|e2e|cypress|examples?|docs|coverage)\/|[.-](?:test|spec)\.[a-z]+$|\.d\.[cm]?ts$|\.min\.js$/;
const comment = /^\s*(?:\/\/|\*|\/\*|#)/;
/** Larger files are bundles or data; nobody wrote them by hand. */
const largestSource = 500_000;

/**
 * The first place in the program's own sources that matches a pattern. Tests, type declarations
 * and what the ignore file leaves out do not count.
 *
 * @param folder where the application lies in the repository
 * @param counts whether a place counts by its path; asked of those that match alone
 */
export function findInSources(
  project: Project,
  folder: string,
  pattern: RegExp,
  counts: (path: string) => boolean = () => true,
): Place | undefined {
  const anywhere = ofWholeText(pattern);
  for (const [path, text] of readableSources(project, folder)) {
    const found = anywhere.test(text) ? firstMatch(path, text, pattern) : undefined;
    if (found && counts(path)) return found;
  }
  return undefined;
}

/**
 * What the first group of a global pattern matches in the program's own sources, each text with the
 * first place.
 */
export function allInSources(
  project: Project,
  folder: string,
  pattern: RegExp,
): ReadonlyMap<string, Place> {
  const places = new Map<string, Place>();
  for (const [path, whole] of readableSources(project, folder))
    for (const { 1: name = '', index } of whole.matchAll(pattern)) {
      const text = lineAround(whole, index);
      if (!comment.test(text) && !places.has(name))
        places.set(name, { path, line: lineAt(whole, index), text: text.trim() });
    }
  return places;
}

function lineAround(text: string, offset: number): string {
  const end = text.indexOf('\n', offset);
  return text.slice(text.lastIndexOf('\n', offset) + 1, end === -1 ? text.length : end);
}

/** The program's own sources below a folder, with their texts. */
export function* readableSources(project: Project, folder: string): Iterable<[string, string]> {
  for (const path of sourcesBelow(project, folder)) {
    const text = project.files.read(path);
    if (text !== undefined && text.length < largestSource) yield [path, text];
  }
}

/** Whether any source of the program can be read at all. */
export function hasSources(project: Project, folder: string): boolean {
  return sourcesBelow(project, folder).some((path) => project.files.read(path) !== undefined);
}

/** The first line of a text that matches, comments left out. */
export function firstMatch(path: string, text: string, pattern: RegExp): Place | undefined {
  const lines = text.split('\n');
  const index = lines.findIndex((line) => !comment.test(line) && pattern.test(line));
  return index === -1 ? undefined : { path, line: index + 1, text: (lines[index] ?? '').trim() };
}

/** All of them. */
export function allMatches(path: string, text: string, pattern: RegExp): Place[] {
  return text
    .split('\n')
    .flatMap((line, index) =>
      !comment.test(line) && pattern.test(line)
        ? [{ path, line: index + 1, text: line.trim() }]
        : [],
    );
}

/** A transform asks a dozen questions of the same sources. */
const found = new WeakMap<Project, Map<string, string[]>>();

/** The program's own sources below a folder: no tests, no type declarations, nothing that is ignored. */
export function sourcesBelow(project: Project, folder: string): readonly string[] {
  const known = found.get(project) ?? new Map<string, string[]>();
  found.set(project, known);
  if (!known.has(folder)) known.set(folder, listBelow(project, folder));
  return known.get(folder) ?? [];
}

function listBelow(project: Project, folder: string): string[] {
  const prefix = folder === '' ? '' : `${folder}/`;
  return project.files
    .list()
    .filter(
      (path) =>
        path.startsWith(prefix) &&
        isSource(project, path) &&
        !testName.test(path.slice(prefix.length)),
    )
    .filter((path) => !isIgnored(project, fromContext(project, path)));
}

function isSource({ files }: Project, path: string): boolean {
  return sourceName.test(path) || (programName.test(path) && isNodeScript(files.read(path) ?? ''));
}

/** Whether a text is for node by its first line. */
export function isNodeScript(text: string): boolean {
  return /^#!.*\bnode\b/.test(text);
}

/** A path from the repository's root as a path from the context's root. */
export function fromContext({ context = '' }: Project, path: string): string {
  return context === '' ? path : path.slice(context.length + 1);
}
