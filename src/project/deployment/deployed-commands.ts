import { rememberedForGood } from '../../memo.js';
import { isMap, isScalar, isSeq, type Node, visit, type YAMLMap } from 'yaml';
import { isForeignImage } from '../../knowledge/images/foreign-images.js';
import { lineAt } from '../../edits.js';
import { baseName, type Files } from '../files.js';
import { isOfAnotherDockerfile } from './image-owner.js';
import { isCompose } from './compose.js';
import { type Manifest, manifests, valuesFile } from './kubernetes.js';
import type { Project } from '../project.js';
import { readYaml } from '../yaml.js';

/** A command that a platform runs in containers of the project, beside what the Dockerfile says. */
export interface DeployedCommand {
  readonly path: string;
  /** Counted from 1. */
  readonly line: number;
  /** An argument vector, or a text for a shell. */
  readonly command: readonly string[] | string;
  /** Whether it stands in the place of CMD, behind the ENTRYPOINT of the image. */
  readonly isBehindEntrypoint: boolean;
  /** Whether a template fills parts of it in. */
  readonly isTemplate?: true;
  /** Of its container, where the file names one. */
  readonly image?: string;
}

/** Files in which people describe containers, or programs that do. */
const infrastructure = /(?<!lock)\.(?:json|ya?ml|tf|hcl|nomad|tpl|ts|js|py)$/;

/** Each environment may have a file of its own: `fly.staging.toml`. */
const flyFile = /^fly(?:\.[\w-]+)?\.toml$/;

/** Commands and probes of Kubernetes manifests and charts, the processes of a fly.toml, and health checks anywhere. */
export function deployedCommands(project: Project): readonly DeployedCommand[] {
  return commandsIn(project.files).filter((one) => !isOfAnotherDockerfile(project, one));
}

const commandsIn = rememberedForGood((files: Files): readonly DeployedCommand[] => {
  const named = (pattern: RegExp) =>
    files
      .list()
      .filter((path) => pattern.test(baseName(path)))
      .map((path) => ({ path, text: files.read(path) ?? '' }));
  return [
    ...[...manifests({ files }), ...named(valuesFile)].flatMap(inManifest),
    ...named(flyFile).flatMap(({ path, text }) => inFly(path, text)),
    ...named(infrastructure).flatMap((one) => (isCompose(files, one.path) ? [] : inChecks(one))),
  ];
});

/** `command` with `args` of a container, or `args` alone, and commands of its probes and hooks. */
function inManifest({ path, text }: Manifest): DeployedCommand[] {
  const yaml = readYaml(filledIn(text));
  const found: DeployedCommand[] = [];
  for (const document of yaml?.documents ?? [])
    visit(document as unknown as Node, {
      Map(_, map, above) {
        const [command, args] = [words(map, 'command'), words(map, 'args')];
        const containers = [...above, map].filter(
          (one) => isMap(one) && one.has('image'),
        ) as YAMLMap[];
        const [image] = containers.map((one) => String(one.get('image'))).toReversed();
        const foreign = containers.some((one) => isForeignImage(String(one.get('image'))));
        if ((!command && !args) || image === undefined || foreign) return;
        const line = yaml?.lines.linePos(map.range?.[0] ?? 0).line ?? 1;
        const all = [...(command ?? []), ...(args ?? [])];
        const isTemplate = all.some((word) => word.includes(filling));
        const known = image.includes(filling) ? {} : { image };
        const own = { path, line, command: all, isBehindEntrypoint: !command, ...known };
        found.push(isTemplate ? { ...own, isTemplate } : own);
      },
    });
  return found;
}

/** Stands where a template puts something. */
const filling = 'FILLED-IN';

/** A template is no YAML before it is filled in; lines of its own language go, and keep their place. */
function filledIn(text: string): string {
  return text.includes('{{')
    ? text.replace(/^[ \t]*\{\{[^{}\n]*\}\}[ \t]*$/gm, '').replace(/\{\{[^{}\n]*\}\}/g, filling)
    : text;
}

/**
 * What Docker's form of a health check runs, in the language of whatever describes the container: task
 * definitions of ECS, CloudFormation, Terraform, the CDK.
 */
const check = /\bCMD-SHELL["']?[ \t]*(?:,\s*|\r?\n[ \t]*-[ \t]+)["']?([^\n\]"']{1,300})/g;

function inChecks({ path, text }: Manifest): DeployedCommand[] {
  if (!text.includes('CMD-SHELL')) return [];
  return [...text.matchAll(check)].map(({ 1: command = '', index }) => ({
    path,
    line: lineAt(text, index),
    command,
    isBehindEntrypoint: false,
  }));
}

function words(map: YAMLMap, key: string): string[] | undefined {
  const value = map.get(key);
  if (!isSeq(value) || !value.items.every((item) => isScalar(item))) return undefined;
  return value.items.map((item) => String((item as { value: unknown }).value));
}

/** A setting that is a string of TOML in one line, with escapes in `"…"` and none in `'…'`. */
const tomlString = /^\s*([\w-]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|'([^']*)')\s*(?:#.*)?$/;

/** `release_command = "…"`, and the lines below `[processes]`, up to the next table or list of tables. */
function inFly(path: string, text: string): DeployedCommand[] {
  let section = '';
  return text.split('\n').flatMap((line, index) => {
    section = /^\s*\[{1,2}([\w.-]+)\]/.exec(line)?.[1] ?? section;
    const [, name = '', basic, literal] = tomlString.exec(line) ?? [];
    const command = basic?.replace(/\\(["\\])/g, '$1') ?? literal;
    const runs = section === 'processes' || name === 'release_command';
    return command !== undefined && runs
      ? [{ path, line: index + 1, command, isBehindEntrypoint: false }]
      : [];
  });
}
