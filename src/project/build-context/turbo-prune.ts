import { posix } from 'node:path';
import { environmentAt, type Stage } from '../../dockerfile/index.js';
import { rememberedFor } from '../../memo.js';

/** A folder that `turbo prune` fills with a part of the workspace in which it runs. */
interface Pruned {
  readonly workspace: string;
  readonly out: string;
  readonly forDocker: boolean;
}

const command = /\bturbo(?:@[\w.^~-]+)?\s+prune\b([^;&|]*)/g;
/** With --docker, package.json files and lockfile lie apart from the sources; the lockfile also beside both. */
const parts = /^(?:full|json)\//;
const lockfile =
  /^(?:bun\.lockb?|package-lock\.json|pnpm-lock\.yaml|pnpm-workspace\.yaml|yarn\.lock)$/;

/**
 * The path of the workspace from which `turbo prune` copied a path of a stage: what it keeps, it
 * keeps as it is, but for the lockfile, which loses what other packages need
 * (turborepo.com/docs/reference/prune, read 2026-11).
 */
export function unprunedPath(stage: Stage, path: string): string | undefined {
  for (const { workspace, out, forDocker } of prunedIn(stage)) {
    if (!path.startsWith(`${out}/`)) continue;
    const below = path.slice(out.length + 1);
    const kept = parts.test(below) ? below.replace(parts, '') : below;
    if (kept !== below || lockfile.test(below) || !forDocker) return posix.join(workspace, kept);
  }
  return undefined;
}

const prunedIn = rememberedFor((stage: Stage): readonly Pruned[] =>
  stage.instructions.flatMap(({ keyword, line }, index) => {
    const { workdir } = environmentAt(stage, index);
    if (keyword !== 'RUN' || workdir === undefined) return [];
    return [...line.joined.text.matchAll(command)].map(([, words = '']) => ({
      workspace: workdir,
      out: posix.resolve(workdir, /--out-dir[ =](\S+)/.exec(words)?.[1] ?? 'out'),
      forDocker: /\s--docker\b/.test(words),
    }));
  }),
);
