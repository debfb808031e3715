import data from './home-installers.json' with { type: 'json' };

/** A tool that installs below the home of the user who runs it. */
export interface HomeInstaller {
  readonly name: string;
  /** Relative to $HOME. */
  readonly folder: string;
  /** The environment variable that moves the folder. */
  readonly variable: string;
  /** Whether it brings node itself: of no use where the image has one. */
  readonly bringsNode: boolean;
}

const installers = Object.entries(data.installers).map(([name, row]) => ({
  name,
  pattern: new RegExp(row.command),
  folder: row.folder,
  variable: row.variable,
  bringsNode: 'brings' in row,
}));

/** The tools that a shell text lets install something below $HOME (handbook D.6). */
export function homeInstallers(text: string): readonly HomeInstaller[] {
  return installers.filter(({ pattern }) => pattern.test(text));
}
