import {
  callsManager,
  containerCommand,
  directText,
  healthcheckOf,
  howToRead,
  isOfficialEntrypoint,
  isSupervisorFile,
  scriptsOfService,
  servicesOf,
  type Start,
  startCommands,
  startedScripts,
} from '../../../src/command/index.js';
import type { Dockerfile, Stage } from '../../../src/dockerfile/index.js';
import {
  allMatches,
  type ComposeService,
  manifestIn,
  type Place,
  type Project,
  scriptLine,
} from '../../../src/project/index.js';
import { withoutMessages } from '../../../src/shell/index.js';
import { type Declined, decline } from '../../../src/transform.js';
import { argumentTest } from './argument-tests.js';
import { cronCaller } from './cron.js';
import { elsewhere, skipAdvice } from './elsewhere.js';
import { manifestCaller } from './manifests.js';
import { sourceCaller } from './sources.js';
import { npmMention } from './mention.js';

/** The first thing besides the start command that needs a package manager in the image, if any. */
export function otherCaller(
  file: Dockerfile,
  stage: Stage,
  start: Start,
  project: Project,
): Declined | undefined {
  return (
    healthcheckCaller(stage) ??
    nodeRunCaller(file, stage, project) ??
    scriptCaller(file, stage, project) ??
    cronCaller(file, stage, project) ??
    argumentTest(file, stage, start, project) ??
    composeCaller(file, stage, start, project) ??
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
        howToRead(script),
      );
    const places = managerCalls(path, text);
    const [place] = places;
    if (!place) continue;
    const instead = places.flatMap(({ line }) => {
      const call = { script: text, line, caller: instruction };
      const written = directText(project, stage, file.stages, call);
      return written === undefined ? [] : [{ line, text: written }];
    });
    return elsewhere(instruction, place, 'calls a package manager', instead);
  }
  return undefined;
}

/** `npm) lock=package-lock.json ;;`: a case of the name, not a call. */
const caseLabel = /^[ \t]*(?:bun|npm|pnpm|yarn)(?:\|(?:bun|npm|pnpm|yarn))*(?=\))/gm;

/** The lines of a script or of a supervisor's file that may call one: a message to people does not. */
function managerCalls(path: string, text: string): readonly Place[] {
  const lines = text.split('\n');
  const silent = isSupervisorFile(path) ? text : withoutMessages(text);
  const calls = silent.replace(caseLabel, (label) => ' '.repeat(label.length));
  return allMatches(path, calls, npmMention).map((place) => ({
    ...place,
    text: (lines[place.line - 1] ?? '').trim(),
  }));
}

/** `node --run start` runs a script as npm would, from Node 22 on: it may call npm in turn. */
function nodeRunCaller(file: Dockerfile, stage: Stage, project: Project): Declined | undefined {
  const { entrypoint, cmd } = containerCommand(stage);
  const manifest = manifestIn(project, stage, file.stages);
  for (const at of [entrypoint, cmd])
    for (const { words } of (at && startCommands(at, stage)) ?? []) {
      const name = words[words.findIndex(({ value }) => value === '--run') + 1]?.value ?? '';
      const text = words[0]?.value === 'node' ? manifest?.scripts.get(name) : undefined;
      if (at && manifest && text !== undefined && npmMention.test(text))
        return elsewhere(
          at,
          { path: manifest.path, line: scriptLine(manifest, name), text },
          'calls a package manager',
        );
    }
  return undefined;
}

/** Where ENTRYPOINT is npm, every command of a service is a command of npm. */
function composeCaller(
  file: Dockerfile,
  stage: Stage,
  start: Start,
  project: Project,
): Declined | undefined {
  const joined = start.kind === 'replaceable' && start.writes.length > 1;
  for (const service of servicesOf(project, file)) {
    const { path, line, name, command, entrypoint, healthcheck } = service;
    const texts = [entrypoint, command, healthcheck];
    const passed = joined && entrypoint === undefined ? command : undefined;
    const text = passed ?? texts.find((one) => one !== undefined && npmMention.test(one));
    if (text === undefined) {
      const found = serviceScriptCaller(file, stage, service, project);
      if (found) return found;
      continue;
    }
    const because = `${path}:${line}: the service "${name}" runs "${text}" in this image.`;
    return decline('drop-npm/called-elsewhere', stage.from, because, skipAdvice);
  }
  return undefined;
}

/** A script that a service starts in place of CMD is in the image as well, and nobody else reads it. */
function serviceScriptCaller(
  file: Dockerfile,
  stage: Stage,
  service: ComposeService,
  project: Project,
): Declined | undefined {
  for (const { script, starts } of scriptsOfService(file, stage, project, service)) {
    const { path, text } = script;
    if (path === undefined || text === undefined) {
      const because = `${starts}, which could not be read and may call npm.`;
      return decline('drop-npm/unread-script', stage.from, because, howToRead(script));
    }
    const [place] = managerCalls(path, text);
    if (!place) continue;
    const because = `${starts}, and ${path}:${place.line} calls a package manager: "${place.text}".`;
    return decline('drop-npm/called-elsewhere', stage.from, because, skipAdvice);
  }
  return undefined;
}
