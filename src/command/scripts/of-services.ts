import type { Dockerfile, Stage } from '../../dockerfile/index.js';
import type { ComposeService, Project } from '../../project/index.js';
import { commandsIn } from '../development.js';
import { onlyWaits } from './names.js';
import { isOfficialEntrypoint, type StartedScript, scriptsOf } from './index.js';

/** A script that a compose service starts in place of CMD. */
interface ServiceScript {
  readonly script: StartedScript;
  /** Where the service says so: the beginning of a sentence. */
  readonly starts: string;
}

/**
 * The scripts that a compose service starts in place of CMD, but for those that cannot be read and that
 * everybody has from the same places.
 */
export function scriptsOfService(
  { stages }: Dockerfile,
  stage: Stage,
  project: Project,
  { path, line, name, command = '', entrypoint = '' }: ComposeService,
): readonly ServiceScript[] {
  const commands = commandsIn(`${entrypoint} ${command}`.trim());
  return scriptsOf(commands, project, stage, stages)
    .filter((script) => isRead(script) || !(isOfficialEntrypoint(script) || onlyWaits(script.name)))
    .map((script) => ({
      script,
      starts: `${path}:${line}: the service "${name}" starts ${script.name}`,
    }));
}

function isRead({ path, text }: StartedScript): boolean {
  return path !== undefined && text !== undefined;
}
