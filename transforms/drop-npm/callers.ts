import { callsManager, containerCommand, isOfficialEntrypoint, startCommands, startedScripts } from '../../src/command/index.js';
import type { Instruction, Stage } from '../../src/dockerfile/index.js';
import {
  applicationIn,
  baseName,
  composeServices,
  findInSources,
  firstMatch,
  folderOf,
  hasSources,
  type Place,
  type Project,
} from '../../src/project/index.js';
import { pluginInstaller } from '../../src/knowledge/start-tools.js';
import { programOf } from '../../src/shell/index.js';
import { type Declined, decline } from '../../src/transform.js';

const manager = /(^|[\s"'/;&|(=[,])(npm|npx|yarn|pnpm|bunx?)([\s"';&|),\]]|$)/;
/** What npm sets for its scripts (handbook E.3). */
const npmVariable = /\bnpm_(?:package|config|lifecycle|execpath|node_execpath|command)\w*|\bINIT_CWD\b/;
const spawned = /\b(?:spawn|spawnSync|exec|execSync|execFile|execFileSync|fork|execa|execaSync|execaCommand|\$)\s*[(`]\s*[`"']?\s*(?:npm|npx|yarn|pnpm)\b/;
const handlesSigterm = /SIGTERM|enableShutdownHooks|terminus|close-with-grace|stoppable|http-graceful-shutdown|lightship/;

/** The first thing besides the start command that needs a package manager in the image, if any. */
export function otherCaller(project: Project, stage: Stage, stages: readonly Stage[]): Declined | undefined {
  return (
    healthcheckCaller(stage) ??
    scriptCaller(project, stage, stages) ??
    composeCaller(project, stage) ??
    manifestCaller(project, stage) ??
    sourceCaller(project, stage, stages)
  );
}

function healthcheckCaller(stage: Stage): Declined | undefined {
  const health = stage.instructions.findLast(({ keyword }) => keyword === 'HEALTHCHECK');
  if (!health || !callsManager(health)) return undefined;
  return decline('drop-npm/called-elsewhere', health, 'HEALTHCHECK calls a package manager.', 'Let it call node or wget instead.');
}

function scriptCaller(project: Project, stage: Stage, stages: readonly Stage[]): Declined | undefined {
  for (const script of startedScripts(project, stage, stages)) {
    if (isOfficialEntrypoint(script)) continue;
    const { instruction, name, path, text } = script;
    if (path === undefined || text === undefined)
      return decline('drop-npm/unread-script', instruction, `${instruction.keyword} starts ${name}, which could not be read and may call npm.`, 'Run where the script is, or name the build context with --context.');
    const place = firstMatch(path, text, manager);
    if (place) return elsewhere(instruction, place, 'calls a package manager');
  }
  return undefined;
}

function composeCaller(project: Project, stage: Stage): Declined | undefined {
  for (const { path, line, name, command, entrypoint, healthcheck } of composeServices(project)) {
    const text = [entrypoint, command, healthcheck].find((one) => one !== undefined && manager.test(one));
    if (text !== undefined)
      return decline('drop-npm/called-elsewhere', stage.from, `${path}:${line}: the service "${name}" runs "${text}" in this image.`, 'Change it, or leave drop-npm out with --skip drop-npm.');
  }
  return undefined;
}

const platformFile = /^(fly\.toml|heroku\.yml|app\.json|render\.yaml|railway\.json|railway\.toml|Makefile|makefile|.*\.mk)$/;
const releaseLine = /(release_command|startCommand|^\s*(app|web|worker|processes)\s*=|^\s*run:)/;
const kubernetesKind = /^kind:\s*(Deployment|StatefulSet|DaemonSet|Job|CronJob|Pod)\s*$/m;

/** Kubernetes, fly.io and the like run commands of their own in an image; so does `docker compose exec`. */
function manifestCaller(project: Project, stage: Stage): Declined | undefined {
  const services = composeServices(project).map(({ name }) => name.replace(/[^\w-]/g, '.'));
  const inService = services.length > 0 ? new RegExp(String.raw`compose\b.*\b(run|exec)\b.*\b(${services.join('|')})\s.*\b(npm|npx|yarn|pnpm)\b`) : /(?!)/;
  for (const path of project.files.list()) {
    const name = baseName(path);
    const yaml = /\.ya?ml$/.test(name) && !/compose/.test(name);
    const platform = platformFile.test(name);
    if (!yaml && !platform) continue;
    const text = project.files.read(path) ?? '';
    const place =
      firstMatch(path, text, inService) ??
      (platform ? runsManager(path, text, releaseLine) : kubernetesKind.test(text) ? runsManager(path, text, /^\s*(-|command:|args:)/) : undefined);
    if (place) return elsewhere(stage.from, place, 'runs a package manager in this image');
  }
  return undefined;
}

function runsManager(path: string, text: string, line: RegExp): Place | undefined {
  const place = firstMatch(path, text, new RegExp(`(?=.*${manager.source})(?=.*(?:${line.source}))`));
  return place && line.test(place.text) && manager.test(place.text) ? place : undefined;
}

function sourceCaller(project: Project, stage: Stage, stages: readonly Stage[]): Declined | undefined {
  const started = startedProduct(stage);
  if (started !== undefined) return decline('drop-npm/needs-npm', stage.from, `${started} installs plug-ins with npm while it runs.`, 'Leave drop-npm out with --skip drop-npm.');
  const all = stages.flatMap((one) => [...(applicationIn(project, one, stages)?.manifest?.dependencies.keys() ?? [])]);
  const product = all.find((name) => pluginInstaller(name) || name === '@modelcontextprotocol/sdk');
  if (product !== undefined)
    return decline('drop-npm/needs-npm', stage.from, `${product} starts npm or npx while it runs.`, 'Leave drop-npm out with --skip drop-npm.');
  const manifest = applicationIn(project, stage, stages)?.manifest;
  if (!manifest) return undefined;
  const folder = folderOf(manifest.path);
  const place = findInSources(project, folder, npmVariable);
  if (place)
    return decline('drop-npm/npm-environment', stage.from, `${place.path}:${place.line} reads "${npmVariable.exec(place.text)?.[0]}", which only npm sets.`, 'Read package.json instead, or set the variable.');
  const call = findInSources(project, folder, spawned);
  return call && elsewhere(stage.from, call, 'starts a package manager');
}

/** A product that is started by its name, and installs plug-ins with npm (handbook E.3). */
function startedProduct(stage: Stage): string | undefined {
  const { entrypoint, cmd } = containerCommand(stage);
  const commands = [entrypoint, cmd].flatMap((one) => (one && startCommands(one, stage)) ?? []);
  return commands.map(programOf).find((program) => program !== undefined && pluginInstaller(program));
}

function elsewhere(at: Instruction, { path, line, text }: Place, what: string): Declined {
  const quoted = text.length > 80 ? `${text.slice(0, 80)}…` : text;
  return decline('drop-npm/called-elsewhere', at, `${path}:${line} ${what}: "${quoted}".`, 'Change it, or leave drop-npm out with --skip drop-npm.');
}

/** Whether the program's sources are there and none of them handles SIGTERM (handbook E40). */
export function ignoresSigterm(project: Project, stage: Stage, stages: readonly Stage[]): boolean {
  const manifest = applicationIn(project, stage, stages)?.manifest;
  if (!manifest) return false;
  const folder = folderOf(manifest.path);
  if (!hasSources(project, folder)) return false;
  const dependencies = [...manifest.dependencies.keys()];
  return !dependencies.some((name) => handlesSigterm.test(name) || name === 'next') && !findInSources(project, folder, handlesSigterm);
}
