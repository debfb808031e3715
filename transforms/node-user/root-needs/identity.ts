import { loadedByProgram } from '../../../src/command/index.js';
import { findInSources, firstOfApplications, type Place } from '../../../src/project/index.js';
import { programOf } from '../../../src/shell/index.js';
import { type Declined, decline } from '../../../src/transform.js';
import { stepsOf } from '../folders.js';
import type { Subject } from './index.js';
import { placedCommands } from '../run-commands.js';

/** Only root may change the user or the groups of a process (credentials(7)). */
const changes = /\bprocess\.(?:sete?[ug]id|setgroups|initgroups)\(/;
const asks = /\bprocess\.gete?uid(?:\?\.)?\(\)\s*(?:[!=]==?|>)\s*0\b/;
/** Root is only warned or turned away: everybody else is welcome. */
const warns =
  /\bprocess\.gete?uid(?:\?\.)?\(\)\s*===?\s*0\)[\s{]*(?:(?:console|log|logger)\.|throw\b|process\.exit\b)/g;

/**
 * A source that changes its user, or does something else for root than for others: it starts Chrome in a
 * sandbox, logs in by ssh (handbook D22).
 */
export function identityNeed(subject: Subject): Declined | undefined {
  const { file, stage, project } = subject;
  return firstOfApplications(project, stage, file.stages, (folder) => needOf(subject, folder));
}

function needOf({ file, stage, project }: Subject, folder: string): Declined | undefined {
  const loaded = loadedByProgram(file, stage, project, folder);
  const change = findInSources(project, folder, changes, loaded);
  if (change) return need(stage, change, 'changes its user or groups, which only root may do');
  const question = findInSources(
    project,
    folder,
    asks,
    (path) => loaded(path) && asks.test((project.files.read(path) ?? '').replace(warns, '')),
  );
  return question && need(stage, question, 'does one thing for root and another for anybody else');
}

/** Who has a password logs in: to sshd, a terminal in the browser, an application that asks the system. */
export function passwordNeed({ stage }: Subject): Declined | undefined {
  const step = stepsOf(stage).find((one) =>
    placedCommands(one)?.some(({ command }) => programOf(command) === 'chpasswd'),
  );
  if (!step) return undefined;
  const because = 'RUN gives a user a password, and only root may look whether one is right.';
  const advice = 'Where nobody logs in in the container, leave chpasswd out.';
  return decline('node-user/root-required', step.instruction, because, advice);
}

function need({ from }: Subject['stage'], { path, line, text }: Place, what: string): Declined {
  const because = `${path}:${line} ${what}: "${text.slice(0, 80)}".`;
  const advice = 'See what it does as another user; where that is what you want, write USER node.';
  return decline('node-user/root-required', from, because, advice);
}
