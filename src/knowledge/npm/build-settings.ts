import data from './build-settings.json' with { type: 'json' };

const settings = new Map(
  Object.entries(data.settings).map(([program, files]) => [program, files.split(' ')]),
);

/** The files in which a tool that builds looks for what it writes, unless an option names another. */
export function settingsOfBuild(program: string): readonly string[] {
  return settings.get(program) ?? [];
}
