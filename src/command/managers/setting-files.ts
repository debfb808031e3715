import { finalEnvironment, runTexts, type Stage } from '../../dockerfile/index.js';
import {
  folderOf,
  fromContext,
  isIgnored,
  joinPath,
  type KnownApplication,
  type Project,
} from '../../project/index.js';

/** The text of a file beside a package.json; '' where there is none. */
export function textBeside({ files }: Project, manifest: string, name: string): string {
  const path = joinPath(folderOf(manifest), name);
  return (path === undefined ? undefined : files.read(path)) ?? '';
}

/** Settings of a package manager by their names in small letters with hyphens. */
export type Settings = ReadonlyMap<string, string>;

/**
 * What `.npmrc` says, as far as the image gets it, and `npm_config_…`, which is the stronger one.
 *
 * @param copied whether the Dockerfile copies `.npmrc`
 */
export function npmSettings(
  project: Project,
  stage: Stage,
  { manifest }: KnownApplication,
  copied: boolean,
): Settings {
  const path = joinPath(folderOf(manifest.path), '.npmrc');
  const there = copied && path !== undefined && !isIgnored(project, fromContext(project, path));
  const lines = there ? textBeside(project, manifest.path, '.npmrc').split('\n') : [];
  const written = lines.flatMap((line) => {
    const [, name, given] = /^\s*([\w-]+)\s*=(.*)$/.exec(line) ?? [];
    const value = given?.trim();
    return name === undefined ? [] : [[name, (value ?? '').replace(/^["']|["']$/g, '')] as const];
  });
  const variables = [...finalEnvironment(stage).scope.env()].flatMap(([name, value]) => {
    const [, key] = /^npm_config_(\w+)$/i.exec(name) ?? [];
    return key === undefined
      ? []
      : [[key.toLowerCase().replaceAll('_', '-'), value ?? '$'] as const];
  });
  return new Map([...written, ...variables]);
}

/** pnpm's own file of settings, whose names are in camel case. */
export function pnpmSettings(project: Project, { manifest }: KnownApplication): Settings {
  const lines = textBeside(project, manifest.path, 'pnpm-workspace.yaml').split('\n');
  return new Map(
    lines.flatMap((line) => {
      const [, name, value] = /^(\w+):\s+(\S.*?)\s*$/.exec(line) ?? [];
      return name === undefined
        ? []
        : [[name.replace(/[A-Z]/g, (one) => `-${one.toLowerCase()}`), value ?? ''] as const];
    }),
  );
}

/** Settings that decide how scripts run, set by a RUN: where they count depends on the user. */
const settingCommand =
  /\b(?:npm|pnpm|yarn)\s+(?:config\s+)?set\s+[^;&|]*?(script-shell|node-options|shell-emulator|ignore-scripts|enable-pre-post-scripts|production|omit|only)/;

/** The setting that a RUN of the stage changes, if it is one that decides how scripts run. */
export function settingOfRun(stage: Stage): string | undefined {
  return settingCommand.exec(runTexts(stage).join('\n'))?.[1];
}
