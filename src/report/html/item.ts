import { structuredPatch } from 'diff';
import { type FileResult, type Status, statusOf } from '../../run/result.js';
import { estimate } from '../estimate.js';

/** A finding as the page shows it. */
export interface ItemFinding {
  readonly kind: 'changed' | 'caution' | 'declined';
  readonly rule: string;
  readonly transform: string;
  readonly line: number;
  readonly because: string;
  readonly advice?: string;
}

/** A part of the two texts that differs, with the lines around it; as in a unified diff. */
export interface ItemHunk {
  readonly before: number;
  readonly after: number;
  readonly lines: readonly string[];
}

/** A file as the page gets it. */
export interface Item {
  readonly repository: string;
  readonly path: string;
  readonly status: Status;
  readonly error?: string;
  readonly findings: readonly ItemFinding[];
  readonly hunks: readonly ItemHunk[];
  /** Estimated MB of the base image. */
  readonly sizes?: { readonly before: number; readonly after: number };
}

/** What the page needs to know of a result. */
export function itemOf(result: FileResult): Item {
  const { path, before, text, error, changes, cautions, declined } = result;
  const sizes = estimate(result);
  const kinds = [
    ['changed', changes],
    ['caution', cautions],
    ['declined', declined],
  ] as const;
  return {
    repository: repositoryOf(result),
    path,
    status: statusOf(result),
    ...(error !== undefined && { error }),
    findings: kinds.flatMap(([kind, all]) =>
      all.map(({ rule, transform, line, because, advice }) => ({
        kind,
        rule,
        transform: transform ?? 'file',
        line,
        because,
        ...(advice !== undefined && { advice }),
      })),
    ),
    hunks:
      before === text
        ? []
        : structuredPatch('', '', before, text, '', '', { context: 3 }).hunks.map((hunk) => ({
            before: hunk.oldStart,
            after: hunk.newStart,
            lines: hunk.lines,
          })),
    ...(sizes && { sizes: { before: sizes.before, after: sizes.after } }),
  };
}

/** The folder of the repository, as the path tells it; `.` for the one in which the user stands. */
function repositoryOf({ path, repositoryPath }: FileResult): string {
  if (!path.endsWith(repositoryPath)) return '.';
  return path.slice(0, path.length - repositoryPath.length).replace(/\/$/, '') || '.';
}
