import {
  type CachingScript,
  cachingScript,
  commandsIn,
  containerCommand,
  developmentIn,
  managerCall,
  programCommands,
  servicesOf,
  startOf,
  startText,
  startTexts,
  waitsForEver,
} from '../../../src/command/index.js';
import type { Dockerfile, Instruction, Stage } from '../../../src/dockerfile/index.js';
import { cachesInModules } from '../../../src/knowledge/npm/start-tools.js';
import { typescriptOfNext } from '../../../src/installs/index.js';
import { manifestIn, type Project } from '../../../src/project/index.js';
import { type Command, knownWords, parseScript } from '../../../src/shell/index.js';
import { type Declined, decline } from '../../../src/transform.js';
import { callsRoot } from './mentions.js';
import { installAtStart, rootProgram, writesOutside } from './programs.js';
import type { ScriptVariables } from './script-paths.js';
import type { Subject } from './index.js';

/** What ENTRYPOINT and CMD, and the scripts of package.json that they name, need root for. */
export function commandNeed(subject: Subject): Declined | undefined {
  const { entrypoint, cmd } = containerCommand(subject.stage);
  for (const instruction of [entrypoint, cmd]) {
    const commands = instruction && programCommands(instruction, subject.stage);
    const found = commands && needOf(commands, subject, instruction, instruction.keyword);
    if (found) return found;
  }
  return (
    scriptTextNeed(subject, cmd ?? entrypoint) ??
    developmentNeed(subject) ??
    composeDevelopmentNeed(subject) ??
    moduleNeed(subject) ??
    typescriptNeed(subject)
  );
}

function needOf(
  commands: readonly Command[],
  subject: Subject,
  at: Instruction,
  who: string,
): Declined | undefined {
  const program = rootProgram(commands);
  if (program !== undefined)
    return decline('node-user/root-required', at, `${who} starts ${program}, which needs root.`);
  return writingNeed(commands, subject, at, who);
}

/**
 * What commands that a container starts write where only root may: to node_modules, or far away.
 *
 * @param variables those of the script that they stand in
 */
export function writingNeed(
  commands: readonly Command[],
  { file, stage, project, own }: Subject,
  at: Instruction,
  who: string,
  variables?: ScriptVariables,
): Declined | undefined {
  const install = installAtStart(commands);
  if (install !== undefined)
    return decline(
      'node-user/writes-modules',
      at,
      `${who} runs "${install}", which changes node_modules; that belongs to root.`,
      'Install in the build.',
    );
  const caching = cachingScript(project, stage, file.stages, commands);
  if (caching) return cachesNeed(at, who, caching);
  return writesOutside(commands, stage, own, variables)
    ? decline(
        'node-user/root-required',
        at,
        `${who} changes files outside the application's folder, which only root may do.`,
      )
    : undefined;
}

/** What keeps caches in node_modules, or is likely to by the name of its script. */
function cachesNeed(at: Instruction, who: string, { call, program }: CachingScript): Declined {
  const line = program?.join(' ');
  const what =
    line === undefined
      ? ', which by its name builds or watches, and no package.json tells whether that'
      : line === call
        ? ': it'
        : `, which starts "${line}": it`;
  const because = `${who} runs "${call}"${what} keeps caches in node_modules, which belongs to root.`;
  return decline(
    'node-user/writes-modules',
    at,
    because,
    'Build in the image, and start what was built.',
  );
}

function scriptTextNeed(subject: Subject, at: Instruction | undefined): Declined | undefined {
  const { project, stage, file } = subject;
  for (const { path, line, text } of startTexts(project, stage, file.stages)) {
    const commands = parseScript(text)?.commands;
    const where = `${path}:${line} ("${text}")`;
    if (!at) return undefined;
    if (!commands && callsRoot(text))
      return decline('node-user/root-required', at, `${where} needs root.`);
    const found = needOf(commands ?? [], subject, at, where);
    if (found) return found;
  }
  return undefined;
}

const production = 'Use a production command.';

function developmentNeed({ project, stage, file }: Subject): Declined | undefined {
  const start = startOf(project, stage, file.stages);
  if (start.kind !== 'unresolved' || start.reason !== 'development') return undefined;
  if (!cachesInModules(start.program ?? [])) return undefined;
  const because = `${start.because} It keeps caches in node_modules, which belongs to root.`;
  return decline('node-user/writes-modules', start.instruction, because, production);
}

/** A service that says itself what it runs may run a development server. */
function composeDevelopmentNeed({ project, stage, file }: Subject): Declined | undefined {
  for (const { path, line, name, entrypoint = '', command = '' } of servicesOf(project, file)) {
    const text = `${entrypoint} ${command}`.trim();
    if (waitsForEver(text) || scriptsIn(text, project, stage, file).some(waitsForEver))
      return waiting(stage, `${path}:${line}: the service "${name}" runs "${text}"`);
    const found = developmentIn(project, stage, file.stages, text);
    const caches = found !== undefined && cachesInModules(found.program ?? []);
    if (!caches && installAtStart(commandsIn(text)) === undefined) continue;
    const what = caches ? 'keeps caches in' : 'changes';
    const because = `${path}:${line}: the service "${name}" runs "${text}", which ${what} node_modules; that belongs to root.`;
    return decline('node-user/writes-modules', stage.from, because, production);
  }
  return undefined;
}

/** The scripts of package.json that a text calls. */
function scriptsIn(text: string, project: Project, stage: Stage, file: Dockerfile): string[] {
  const scripts = manifestIn(project, stage, file.stages)?.scripts;
  return commandsIn(text).flatMap((command) => {
    const call = managerCall(knownWords(command));
    return (call?.kind === 'script' && scripts?.get(call.script)) || [];
  });
}

function waiting({ from }: Stage, what: string): Declined {
  const because = `${what}, which waits for people who work in the container; what they install goes to node_modules, which belongs to root.`;
  const advice = 'Say in CMD what the image runs, and leave the service without a command.';
  return decline('node-user/writes-modules', from, because, advice);
}

/** Programs that change what lies in node_modules, where they are started; README of each, 2026-11. */
const changesModules =
  /\b(prisma (?:generate|db push)|prisma migrate dev|patch-package|ngcc|electron-rebuild|node-gyp (?:re)?build|zenstack generate)(?=[\s"'&|;]|$)/;

function moduleNeed({ project, stage, file, hasModules }: Subject): Declined | undefined {
  const { entrypoint, cmd } = containerCommand(stage);
  const at = cmd ?? entrypoint;
  const texts = startTexts(project, stage, file.stages).map(({ text }) => text);
  const own = at ? [startText(at)] : [];
  const found = [...own, ...texts].map((text) => changesModules.exec(text)?.[1]).find(Boolean);
  if (!at || found === undefined || hasModules()) return undefined;
  const because = `The start command runs "${found}", which writes into node_modules; that belongs to root.`;
  return decline('node-user/writes-modules', at, because, `Run ${found} in the build.`);
}

/** The package manager installs into node_modules, beside what it writes into package.json. */
function typescriptNeed({ file, stage, project, hasModules }: Subject): Declined | undefined {
  const settings = typescriptOfNext(file, stage, project);
  if (settings === undefined || hasModules()) return undefined;
  const because = `"next start" has typescript installed for ${settings}, which changes node_modules; that belongs to root.`;
  const advice = 'Move typescript to the dependencies of package.json.';
  return decline('node-user/writes-modules', stage.from, because, advice);
}
