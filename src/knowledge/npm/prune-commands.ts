import data from './prune-commands.json' with { type: 'json' };

/** pnpm has another command for a workspace: `pnpm prune` leaves all packages but one alone. */
type PruningManager = 'npm' | 'pnpm' | 'pnpmWorkspace' | 'yarn';

/** How a package manager takes development dependencies away, in place and without scripts. */
interface PruneCommand {
  /** What follows the program. */
  readonly words: string;
  /** An assignment that has to stand before the program. */
  readonly variable?: string;
}

interface Row {
  readonly since: number;
  readonly until?: number;
  readonly command: string;
  readonly variable?: string;
}

/**
 * The command that removes development dependencies, by the major of the package manager; undefined
 * where it has none that runs no script of the project and keeps what a build made (handbook B.6).
 */
export function pruneCommand(manager: PruningManager, major: number): PruneCommand | undefined {
  const rows: readonly Row[] = data[manager];
  const row = rows.find(({ since, until = Infinity }) => major >= since && major <= until);
  return row && { words: row.command, ...(row.variable && { variable: row.variable }) };
}
