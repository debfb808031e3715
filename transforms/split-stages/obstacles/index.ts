import type { Dockerfile, Stage } from '../../../src/dockerfile/index.js';
import type { Project } from '../../../src/project/index.js';
import type { Declined, Options } from '../../../src/transform.js';
import { hostModules } from './host-modules.js';
import { homeObstacle, pnpObstacle } from './home.js';
import {
  crossPlatform,
  developmentCommand,
  developmentScript,
  foreignBase,
  mountedSources,
  noCommand,
  usedElsewhere,
} from './stages.js';
import type { Places } from '../places/index.js';
import type { Plan } from '../plan/index.js';
import type { Reason } from '../reasons.js';
import { shellObstacle, variableObstacle } from '../runtime-stage/settings.js';
import { pathObstacle } from './start-paths.js';
import { otherUser } from '../plan/users.js';
import { noGain } from '../worth.js';

/** A stage that may be split, and what is known of it. */
interface Subject {
  readonly file: Dockerfile;
  readonly stage: Stage;
  readonly project: Project;
  readonly options: Options;
  /** Where it keeps what the container needs, or why that can't be told. */
  readonly places: Places | Declined;
  /** The application's folder; `/` where it can't be told. */
  readonly root: string;
  readonly plan: Plan;
  /** Whether there is more to leave behind than caches of a build. */
  readonly leaves: () => boolean;
}

/** Every reason not to split, the one that counts most first. */
export const checks: readonly Reason<Subject, Declined>[] = [
  { name: 'base image', find: ({ stage }) => foreignBase(stage) },
  { name: 'command', find: ({ file, stage, project }) => noCommand(file, stage, project) },
  { name: 'processor', find: ({ stage }) => crossPlatform(stage) },
  {
    name: 'built by name',
    find: ({ file, stage, project }) => usedElsewhere(file, stage, project),
  },
  {
    name: 'development script',
    find: ({ file, stage, project }) => developmentScript(file, stage, project),
  },
  { name: 'development command', find: ({ stage }) => developmentCommand(stage) },
  { name: 'mounted sources', find: ({ stage, project }) => mountedSources(stage, project) },
  { name: 'home folder', find: ({ stage, project, root }) => homeObstacle(stage, project, root) },
  { name: "Plug'n'Play", find: ({ file, stage, project }) => pnpObstacle(file, stage, project) },
  { name: 'folder', find: ({ places }) => ('root' in places ? undefined : places) },
  { name: 'steps', find: ({ plan }) => plan.obstacle },
  {
    name: 'packages of the host',
    find: ({ file, stage, project, plan }) => hostModules(file, stage, project, plan),
  },
  { name: 'user', find: ({ stage, plan }) => otherUser(stage, plan.repeats) },
  { name: 'variables', find: ({ stage }) => variableObstacle(stage) },
  { name: 'shell', find: ({ stage }) => shellObstacle(stage) },
  {
    name: 'paths of the command',
    find: ({ file, stage, project, root, plan }) =>
      pathObstacle(file, stage, project, [root, ...plan.carried.map(({ path }) => path)]),
  },
  {
    name: 'compilers that stay',
    find: ({ leaves, plan, stage }) => (leaves() ? undefined : noGain(plan, stage)),
  },
];
