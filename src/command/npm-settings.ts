import { finalEnvironment, type Instruction, type Stage } from '../dockerfile/index.js';
import { chainOf } from '../image-state.js';
import { folderOf, joinPath, type Project } from '../project/index.js';
import type { KnownApplication } from './bins.js';
import { type Unresolved, unresolved } from './resolved.js';

/** Settings of npm and pnpm that change how scripts run (handbook E27). */
const scriptSetting = /^\s*(script-shell|node-options|shell-emulator)\s*=/im;
const camelSetting = /^\s*(scriptShell|nodeOptions|shellEmulator)\s*:/m;
const settingVariable = /^npm_config_(script_shell|node_options|shell_emulator|ignore_scripts)$/i;
const settingCommand =
  /\b(?:npm|pnpm|yarn)\s+(?:config\s+)?set\s+.*(script-shell|node-options|shell-emulator|ignore-scripts)/;

/** A setting under which scripts run otherwise than `sh` would run them, if there is one. */
export function scriptSettings(
  project: Project,
  stage: Stage,
  { manifest }: KnownApplication,
): Unresolved | undefined {
  const beside = (name: string): string => textBeside(project, manifest.path, name);
  const variable = [...finalEnvironment(stage).scope.env().keys()].find((name) =>
    settingVariable.test(name),
  );
  const found =
    scriptSetting.exec(beside('.npmrc'))?.[1] ??
    camelSetting.exec(beside('pnpm-workspace.yaml'))?.[1] ??
    variable ??
    settingCommand.exec(runText(stage))?.[1];
  return found === undefined
    ? undefined
    : unresolved('script', `"${found}" is set, which changes how scripts run.`);
}

/** Yarn from 2 on keeps packages in archives that only it can read, unless it is told not to. */
export function plugAndPlay(
  project: Project,
  application: KnownApplication,
): Unresolved | undefined {
  const { manifest } = application;
  const linker = /^\s*nodeLinker\s*:\s*["']?([\w-]+)/m.exec(
    textBeside(project, manifest.path, '.yarnrc.yml'),
  )?.[1];
  if (!isBerry(project, application) || (linker !== undefined && linker !== 'pnp'))
    return undefined;
  return unresolved(
    'pnp',
    'Yarn keeps the packages in archives (Plug’n’Play), which node can’t read without it.',
  );
}

function isBerry(project: Project, { manifest, lockfile }: KnownApplication): boolean {
  if (/^yarn@[2-9]/.test(manifest.packageManager ?? '')) return true;
  return (
    lockfile?.kind === 'yarn-berry' ||
    (lockfile?.kind === 'yarn' && textBeside(project, manifest.path, '.yarnrc.yml') !== '')
  );
}

/**
 * Whether the package manager runs pre- and post-scripts: npm does, yarn from 2 on and pnpm 7 and 8
 * do not (handbook E26).
 */
export function runsHooks(project: Project, application: KnownApplication): boolean {
  const npmrc = textBeside(project, application.manifest.path, '.npmrc');
  if (/^\s*ignore-scripts\s*=\s*true/im.test(npmrc)) return false;
  if (isBerry(project, application)) return false;
  const pnpm = /^pnpm@[78]\./.test(application.manifest.packageManager ?? '');
  return !pnpm || /^\s*enable-pre-post-scripts\s*=\s*true/im.test(npmrc);
}

function textBeside({ files }: Project, manifest: string, name: string): string {
  const path = joinPath(folderOf(manifest), name);
  return (path === undefined ? undefined : files.read(path)) ?? '';
}

function runText(stage: Stage): string {
  return runs(stage)
    .map(({ line }) => line.joined.text)
    .join('\n');
}

/** The RUNs of a stage and of the stages below it. */
function runs(stage: Stage): Instruction[] {
  return chainOf(stage)
    .flatMap(({ instructions }) => instructions)
    .filter(({ keyword }) => keyword === 'RUN');
}
