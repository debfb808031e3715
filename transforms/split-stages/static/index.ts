import { posix } from 'node:path';
import {
  type Dockerfile,
  finalEnvironment,
  type Instruction,
  type Stage,
} from '../../../src/dockerfile/index.js';
import type { Project } from '../../../src/project/index.js';
import {
  caution,
  change,
  type Change,
  decline,
  type Declined,
  type Outcome,
} from '../../../src/transform.js';
import { crossPlatform, usedElsewhere } from '../obstacles/stages.js';
import { onOtherImage } from '../runtime-stage/other-image.js';
import { shellObstacle, variableObstacle } from '../runtime-stage/settings.js';
import { singleProgram } from './command.js';
import { nginxStage } from './runtime-stage.js';
import { isStaticServer, type StaticServer, staticServer } from './servers.js';
import { healthObstacle, majorOfServer, ownConfiguration } from './settings-of-server.js';

/**
 * Serves a built site by nginx in place of its static server (handbook F.2); undefined where the
 * container starts something else.
 */
export function staticOutcome(
  file: Dockerfile,
  stage: Stage,
  project: Project,
): Outcome | undefined {
  const started = singleProgram(file, stage, project);
  if (!started || !isStaticServer(started.program, started.args)) return undefined;
  const { instruction, program, args, manifest } = started;
  const server = staticServer(program, args, majorOfServer(program, stage, manifest));
  const workdir = finalEnvironment(stage).workdir;
  const folder = server && workdir && posix.resolve(workdir, server.folder);
  if (!server || folder === undefined || folder === workdir || folder === '/')
    return unknownServer(instruction, [program, ...args].join(' '));
  const obstacle =
    ownConfiguration(file, stage, project, program, folder) ??
    healthObstacle(stage) ??
    commentObstacle(stage, instruction) ??
    crossPlatform(stage) ??
    usedElsewhere(file, stage, project) ??
    variableObstacle(stage) ??
    shellObstacle(stage);
  return obstacle ?? served(file, stage, instruction, server, folder);
}

function served(
  file: Dockerfile,
  stage: Stage,
  instruction: Instruction,
  server: StaticServer,
  folder: string,
): Change {
  const { edits, effect } = onOtherImage(
    file,
    stage,
    nginxStage(file, stage, instruction, server, folder),
  );
  return change(
    'split-stages/nginx',
    stage.from,
    `nginx serves ${folder} on port ${server.port}, and everything else stays in the builder.`,
    edits,
    effect,
    [differences(stage, server)],
  );
}

function differences(
  { from }: Stage,
  { port, compresses }: StaticServer,
): ReturnType<typeof caution> {
  const low = port < 1024 ? ` A cluster may forbid the user nginx port ${port}.` : '';
  return caution(
    'split-stages/nginx-differences',
    from,
    `Port, fallback and types are those of the server so far${compresses ? ', and so is gzip' : ''}; error pages, lists of folders, redirects of *.html and logs are those of nginx.${low}`,
    { advice: 'Try the pages that are no files, and what a proxy or CDN before it relies on.' },
  );
}

/** A comment goes along with the line that takes the place of the command; one of another line would be lost. */
function commentObstacle(stage: Stage, command: Instruction): Declined | undefined {
  const lost = stage.instructions.find(
    (one) =>
      (one.keyword === 'CMD' || one.keyword === 'ENTRYPOINT') &&
      one.comments.length > 0 &&
      (one !== command || one.keyword === 'ENTRYPOINT'),
  );
  return (
    lost &&
    decline(
      'split-stages/static-server',
      lost,
      `nginx has no place for this ${lost.keyword} and the comment above it.`,
      'Move or remove the comment.',
    )
  );
}

function unknownServer(at: Instruction, words: string): Declined {
  return decline(
    'split-stages/static-server',
    at,
    `"${words}" serves files in a way that has no counterpart here: an option, a port or a folder is not known.`,
    'Name folder and port, as in "serve -s build -l 3000", or write the configuration of nginx yourself.',
  );
}
