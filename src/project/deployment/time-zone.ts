import { lineAt } from '../../edits.js';
import { platformTexts } from './platform-texts.js';
import type { Project } from '../project.js';

/** Where a platform sets the time zone of containers. */
interface ZoneSetting {
  readonly path: string;
  /** Counted from 1. */
  readonly line: number;
  readonly zone: string;
}

/** `TZ=Europe/Berlin`, `"TZ": "Europe/Berlin"`, and the name and the value in two lines of YAML. */
const setting =
  /(?<![\w$])TZ["']?(?:\s*[:=]\s*|\s*\n\s*value:\s*)["']?(?<zone>[A-Z][\w+-]*(?:\/[\w+/-]+)?)/;

/** The first time zone that a platform's file sets, compose files aside. */
export function zoneSetting(project: Project): ZoneSetting | undefined {
  for (const { path, text } of platformTexts(project)) {
    const found = setting.exec(text);
    const zone = found?.groups?.['zone'];
    if (found && zone !== undefined) return { path, line: lineAt(text, found.index), zone };
  }
  return undefined;
}
