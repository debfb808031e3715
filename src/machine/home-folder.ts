import { homedir } from 'node:os';

/** The user's own folder; none where neither `$HOME` nor the system's table of users names one, as in some containers. */
export function homeFolder(): string | undefined {
  const { HOME } = process.env;
  // What the function below would say, for the loading of a module less.
  if (HOME && process.platform !== 'win32') return HOME;
  try {
    return homedir();
  } catch {
    return undefined;
  }
}
