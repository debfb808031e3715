import { homedir } from 'node:os';

/** The user's own folder; none where neither `$HOME` nor the system's table of users names one, as in some containers. */
export function homeFolder(): string | undefined {
  try {
    return homedir();
  } catch {
    return undefined;
  }
}
