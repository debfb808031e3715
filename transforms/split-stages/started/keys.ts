import { posix } from 'node:path';
import { type Dockerfile, type Stage } from '../../../src/dockerfile/index.js';
import { wrappedProgram } from '../../../src/knowledge/npm/wrapped-programs.js';
import { rememberedForGood } from '../../../src/memo.js';
import { findInSources, type Project, readManifest } from '../../../src/project/index.js';
import { containerTexts, settingsOf } from './texts.js';

const keys = /^\/root\/\.(?:gitconfig|netrc|npmrc|ssh|yarnrc)(?:\/|$)/;
const program = /(?<![\w@./-])(?:git|ssh|scp|sftp|rsync)(?=["'\s]|$)/;
const spawned =
  /\b(?:spawn|exec|execFile|fork|execa)(?:Sync)?\s*\(\s*['"`](?:git|ssh|scp|sftp|rsync)\b/;
const named = /['"`/]\.(?:gitconfig|netrc|npmrc|ssh|yarnrc)\b|\bid_(?:rsa|ed25519)\b/;

/** Whether root keeps keys or settings there. */
export function isKey(path: string): boolean {
  return keys.test(path) && !path.includes('..');
}

/**
 * Whether the sources or a dependency of the project start git or ssh while they run; undefined where the
 * project is not known.
 */
export const startsGit = rememberedForGood((project: Project): boolean | undefined => {
  const { context } = project;
  const manifest =
    context === undefined ? undefined : readManifest(project, posix.join(context, 'package.json'));
  if (context === undefined || !manifest) return undefined;
  return (
    [...manifest.dependencies.keys()].some((name) => wrappedProgram(name) === 'git') ||
    findInSources(project, context, spawned) !== undefined
  );
});

/** The same for what the container starts, and for whatever names keys and settings of root's. */
export function usesKeys(file: Dockerfile, stage: Stage, project: Project): boolean | undefined {
  const git = startsGit(project);
  if (git !== false) return git;
  const texts = containerTexts(file, stage, project);
  return (
    texts === undefined ||
    texts.some((text) => program.test(text) || named.test(text)) ||
    settingsOf(stage).some((text) => named.test(text)) ||
    findInSources(project, project.context ?? '', named) !== undefined
  );
}
