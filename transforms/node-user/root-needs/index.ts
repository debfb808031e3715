import type { Dockerfile, Stage } from '../../../src/dockerfile/index.js';
import type { Project } from '../../../src/project/index.js';
import { decline, type Declined } from '../../../src/transform.js';
import { actionNeed } from './action.js';
import { childNeed } from './child-programs.js';
import { commandNeed } from './command.js';
import { clusterNeed, composeNeed, documentedNeed, socketNeed } from './deployment.js';
import { deviceNeed } from './devices.js';
import { stepsOf } from '../folders.js';
import { homeNeed } from './home.js';
import { identityNeed, passwordNeed } from './identity.js';
import { networkNeed } from './network-tools.js';
import type { Ownership } from '../ownership/index.js';
import { placedCommands } from '../run-commands.js';
import { privateModulesNeed, privateNeed } from './private-files.js';
import { scriptNeed } from './scripts.js';
import { serviceScriptNeed } from './service-scripts.js';
import { moduleCacheNeed, packageNeed, sourceNeed, variableNeed } from './sources.js';
import { systemPackageNeed } from './system-packages.js';

/** What a question about a container is asked of. */
export interface Subject {
  readonly file: Dockerfile;
  readonly stage: Stage;
  readonly project: Project;
  readonly own: Ownership;
  /** Whether node_modules and all that lies there belong to the account. */
  readonly hasModules: () => boolean;
}

/** Why the container must stay root's, if it must (handbook D22). */
export function rootNeed(subject: Subject): Declined | undefined {
  return (
    actionNeed(subject) ??
    composeNeed(subject) ??
    clusterNeed(subject) ??
    documentedNeed(subject) ??
    socketNeed(subject) ??
    commandNeed(subject) ??
    scriptNeed(subject) ??
    serviceScriptNeed(subject) ??
    homeNeed(subject) ??
    packageNeed(subject) ??
    systemPackageNeed(subject) ??
    deviceNeed(subject) ??
    networkNeed(subject) ??
    childNeed(subject) ??
    identityNeed(subject) ??
    passwordNeed(subject) ??
    sourceNeed(subject) ??
    moduleCacheNeed(subject) ??
    variableNeed(subject) ??
    privateNeed(subject) ??
    privateModulesNeed(subject) ??
    unreadNeed(subject)
  );
}

/** A RUN that can't be read may install what needs root: cron, Docker's client. */
function unreadNeed({ stage }: Subject): Declined | undefined {
  const step = stepsOf(stage).find((one) => placedCommands(one) === undefined);
  const because = "This RUN can't be read as plain shell, so it may install what needs root.";
  return step && decline('node-user/unread-run', step.instruction, because);
}
