import { isSystemShell } from '../../shell/index.js';
import { finalEnvironment, type Stage } from '../../dockerfile/index.js';
import { fillsModules, type Project } from '../../project/index.js';
import type { ManagerCall, Setting } from '../managers/call.js';
import { isBerry, managerMajor } from '../managers/manager-versions.js';
import type { Manager } from '../managers/managers.js';
import { type Unresolved, unresolved } from './resolved.js';
import {
  npmSettings,
  pnpmSettings,
  settingOfRun,
  type Settings,
  textBeside,
} from '../managers/setting-files.js';
import type { Site } from './sites.js';

/** How a package manager runs a script, as far as it differs by manager, version and settings. */
export interface ScriptRules {
  /** Whether scripts run before and after it by their names; undefined when that can't be told. */
  readonly hooks: boolean | undefined;
  /** Whether `--` in front of the arguments reaches the script. */
  readonly dashes: boolean | undefined;
  /** Whether the shell expands variables in arguments. */
  readonly expands: boolean;
  /** The program that reads the script; undefined for the shell that yarn from 2 on brings. */
  readonly shell: string | undefined;
  /** What is set for the script besides the variables of the manager itself. */
  readonly variables: readonly string[];
}

/** Reads the settings under which a call runs its script (handbook E26, E27). */
export function scriptRules(
  project: Project,
  stage: Stage,
  site: Site,
  call: Exclude<ManagerCall, { kind: 'other' }>,
): ScriptRules | Unresolved {
  const { manager } = call;
  const owner = site.root?.application ?? site.application;
  const settings = settingsFor(project, stage, site, manager);
  const odd =
    settingOfRun(stage) ?? (isTrue(settings, 'shell-emulator') ? 'shell-emulator' : undefined);
  if (odd !== undefined) return changes(odd);
  const major = managerMajor(project, stage, owner, manager, call.fetched);
  const shell = settings.get('script-shell') ?? 'sh';
  if (!isSystemShell(shell)) return changes('script-shell');
  const berry = manager === 'yarn' && major === 2;
  const options = optionsFor(manager, settings);
  if (options === 'unknown') return changes('node-options');
  const production = productionFor(manager, major, settings, call, stage);
  if (production === undefined) return changes('omit');
  if (ignoresAll(manager, major, settings)) return changes('ignore-scripts');
  return {
    hooks: hooksFor(manager, major, settings),
    dashes: manager !== 'pnpm' ? berry : major === undefined ? undefined : major > 6,
    expands: (manager === 'npm' && (major ?? 6) < 7) || (manager === 'pnpm' && (major ?? 8) < 9),
    shell: berry ? undefined : shell,
    variables: [...production, ...(options === undefined ? [] : [`NODE_OPTIONS=${options}`])],
  };
}

function settingsFor(project: Project, stage: Stage, site: Site, manager: Manager): Settings {
  const owner = site.root ?? site;
  if (manager === 'bun' || (manager === 'yarn' && isBerry(project, owner.application)))
    return new Map();
  const npm = npmSettings(project, stage, owner.application, owner.has('.npmrc'));
  return manager === 'pnpm' ? new Map([...npm, ...pnpmSettings(project, owner.application)]) : npm;
}

function isTrue(settings: Settings, name: string): boolean {
  return /^(?:true|1|)$/.test(settings.get(name) ?? 'false');
}

/** npm hands node-options on in every version, pnpm from 9 on, the others never (seen). */
function optionsFor(manager: Manager, settings: Settings): string | undefined {
  const options = settings.get('node-options');
  if (options === undefined || manager === 'yarn') return undefined;
  return manager === 'pnpm' || options.includes('$') ? 'unknown' : options;
}

/**
 * npm and the old yarn set NODE_ENV for scripts where development dependencies are left out; that
 * ENV says the same already is as good.
 */
function productionFor(
  manager: Manager,
  major: number | undefined,
  settings: Settings,
  { production }: Setting,
  stage: Stage,
): readonly string[] | undefined {
  if (manager === 'pnpm' || manager === 'bun' || (manager === 'yarn' && major === 2)) return [];
  const always = production === 'production' || isTrue(settings, 'production');
  const newer =
    manager !== 'yarn' &&
    (production === 'omit' ||
      /\bdev\b/.test(settings.get('omit') ?? '') ||
      settings.get('only')?.startsWith('prod') === true);
  if (!always && !newer) return [];
  if (finalEnvironment(stage).scope.variable('NODE_ENV') === 'production') return [];
  if (settings.has('include') || settings.has('also') || settings.has('dev')) return undefined;
  if (!always && major === undefined) return undefined;
  return always || (major ?? 6) > 6 ? ['NODE_ENV=production'] : [];
}

/** npm 6 runs nothing at all under ignore-scripts (seen). */
function ignoresAll(manager: Manager, major: number | undefined, settings: Settings): boolean {
  return manager === 'npm' && isTrue(settings, 'ignore-scripts') && (major ?? 6) < 7;
}

function hooksFor(
  manager: Manager,
  major: number | undefined,
  settings: Settings,
): boolean | undefined {
  if (manager === 'npm') return !isTrue(settings, 'ignore-scripts');
  if (manager !== 'pnpm') return !(manager === 'yarn' && major === 2);
  if (settings.has('enable-pre-post-scripts')) return isTrue(settings, 'enable-pre-post-scripts');
  return major === undefined ? undefined : major > 8;
}

function changes(setting: string): Unresolved {
  return unresolved('script', `"${setting}" is set, which changes how scripts run.`);
}

/** Yarn from 2 on keeps packages in archives that only it can read, unless it is told not to. */
export function plugAndPlay(project: Project, { root, application }: Site): Unresolved | undefined {
  const owner = root?.application ?? application;
  const settings = textBeside(project, owner.manifest.path, '.yarnrc.yml');
  if (!isBerry(project, owner) || fillsModules(settings)) return undefined;
  return unresolved(
    'pnp',
    'Yarn keeps the packages in archives (Plug’n’Play), which node can’t read without it.',
  );
}
