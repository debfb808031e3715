import { DockerfileSyntaxError, parse } from '../../../src/dockerfile/index.js';
import { lineAt } from '../../../src/edits.js';
import { memoryFiles, projectOf, unknownProject } from '../../../src/project/index.js';
import { unifiedDiff } from '../../../src/report/diff.js';
import { rewrite, type Rewrite } from '../../../src/rewrite/index.js';
import type { Options } from '../../../src/transform.js';
import { transforms } from '../../../transforms/index.js';

/** Texts by their paths; the Dockerfile is one of them. */
export type Sources = Readonly<Record<string, string>>;

/** What becomes of the Dockerfile, or why it can't be read. */
export type Outcome =
  (Rewrite & { readonly diff: string }) | { readonly problem: string; readonly line: number };

/** Rewrites the Dockerfile among some files, which are all that is known of its project. */
export function outcomeOf(files: Sources, options: Options): Outcome {
  const before = files.Dockerfile ?? '';
  try {
    const others = Object.fromEntries(
      Object.entries(files).filter(([path, text]) => path !== 'Dockerfile' && text.trim() !== ''),
    );
    const project =
      Object.keys(others).length === 0
        ? unknownProject
        : projectOf(
            memoryFiles({ ...others, Dockerfile: before }),
            'Dockerfile',
            parse(before),
            '',
          );
    const chosen = transforms.filter(({ name }) => options.transforms.includes(name));
    const result = rewrite(before, chosen, project, options);
    return { ...result, diff: diffOf(before, result) };
  } catch (error) {
    const { message } = error as Error;
    const offset = error instanceof DockerfileSyntaxError ? error.offset : 0;
    return { problem: message, line: lineAt(before, offset) };
  }
}

function diffOf(before: string, { text, changes, cautions, declined }: Rewrite): string {
  const path = 'Dockerfile';
  const found = { changes, cautions, declined };
  return unifiedDiff({ path, repositoryPath: path, before, text, written: false, ...found });
}
