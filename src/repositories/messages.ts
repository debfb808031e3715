import { markdownFile } from '../report/markdown.js';
import { visible, visibleName } from '../report/visible.js';
import type { Told } from '../rewrite/index.js';
import type { FileResult } from '../run/index.js';
import { wrap } from '../report/wrap.js';

/** What each transform does to an image, in the imperative of a subject line. */
const subjects: Readonly<Record<string, string>> = {
  'alpine-base': 'Build images on Alpine or slim',
  'split-stages': 'Build and run images in stages of their own',
  'drop-npm': 'Start node itself and leave npm out of images',
  'node-user': 'Run images as node instead of root',
};

/** The message of a commit that makes all changes, or those of one transform. */
export function commitMessage(results: readonly FileResult[], transform?: string): string {
  const subject =
    transform === undefined
      ? 'Make the images of Dockerfiles small and safe'
      : (subjects[transform] ?? `Apply ${transform} to Dockerfiles`);
  const of = (told: readonly Told[]) =>
    told.filter((one) => transform === undefined || one.transform === transform);
  const files = results.map((result) => {
    const changes = of(result.changes);
    if (changes.length === 0) return '';
    const parts = [
      visibleName(result.repositoryPath),
      ...items(changes),
      ...titled('Please check:', of(result.cautions)),
      ...titled('Left alone:', of(result.declined)),
    ];
    return parts.join('\n');
  });
  return `${[subject, ...files.filter((text) => text !== '')].join('\n\n')}\n`;
}

function titled(title: string, told: readonly Told[]): string[] {
  return told.length === 0 ? [] : [title, ...items(told)];
}

function items(told: readonly Told[]): string[] {
  const texts = told.map(({ line, rule, because }) => `${rule} (line ${line}): ${because}`);
  return [...new Set(texts)].map((text) => `- ${wrap(visible(text), '  ', 74).trimStart()}`);
}

/** What a pull request says: every file with its findings and its diff. */
export function pullRequestBody(results: readonly FileResult[]): string {
  const files = results.map((result) => markdownFile({ ...result, path: result.repositoryPath }));
  const head =
    'The Dockerfiles of this repository were rewritten by slim-dockerfile: smaller images that do not run as root. Each change and each caution stands with its rule; `npx slim-dockerfile --explain RULE` tells more, and `npx slim-dockerfile verify --against BASE` builds and compares both.\n';
  return [head, ...files.filter((text) => text !== '')].join('\n');
}
