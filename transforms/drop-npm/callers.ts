import {
  callsManager,
  healthcheckOf,
  isOfficialEntrypoint,
  managerMention,
  servicesOf,
  type Start,
  startedScripts,
} from '../../src/command/index.js';
import type { Dockerfile, Stage } from '../../src/dockerfile/index.js';
import { firstMatch, type Project } from '../../src/project/index.js';
import { type Declined, decline } from '../../src/transform.js';
import { elsewhere, skipAdvice } from './elsewhere.js';
import { manifestCaller } from './manifest-callers.js';
import { sourceCaller } from './source-callers.js';

/** The first thing besides the start command that needs a package manager in the image, if any. */
export function otherCaller(
  file: Dockerfile,
  stage: Stage,
  start: Start,
  project: Project,
): Declined | undefined {
  return (
    healthcheckCaller(stage) ??
    scriptCaller(file, stage, project) ??
    composeCaller(file, stage, project) ??
    manifestCaller(file, stage, project) ??
    sourceCaller(file, stage, start, project)
  );
}

function healthcheckCaller(stage: Stage): Declined | undefined {
  const health = healthcheckOf(stage);
  if (!health || !callsManager(health)) return undefined;
  const because = 'HEALTHCHECK calls a package manager.';
  return decline('drop-npm/called-elsewhere', health, because, 'Let it call node or wget instead.');
}

function scriptCaller(file: Dockerfile, stage: Stage, project: Project): Declined | undefined {
  for (const script of startedScripts(project, stage, file.stages)) {
    if (isOfficialEntrypoint(script)) continue;
    const { instruction, name, path, text } = script;
    if (path === undefined || text === undefined)
      return decline(
        'drop-npm/unread-script',
        instruction,
        `${instruction.keyword} starts ${name}, which could not be read and may call npm.`,
        'Run where the script is, or name the build context with --context.',
      );
    const place = firstMatch(path, text, managerMention);
    if (place) return elsewhere(instruction, place, 'calls a package manager');
  }
  return undefined;
}

function composeCaller(file: Dockerfile, stage: Stage, project: Project): Declined | undefined {
  for (const service of servicesOf(project, file)) {
    const { path, line, name, command, entrypoint, healthcheck } = service;
    const texts = [entrypoint, command, healthcheck];
    const text = texts.find((one) => one !== undefined && managerMention.test(one));
    if (text === undefined) continue;
    const because = `${path}:${line}: the service "${name}" runs "${text}" in this image.`;
    return decline('drop-npm/called-elsewhere', stage.from, because, skipAdvice);
  }
  return undefined;
}
