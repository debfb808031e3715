import { literally } from '../../literally.js';
import type { Dockerfile } from '../../dockerfile/index.js';
import type { Context } from './context-sources.js';
import { copiesOf } from './copies.js';
import { joinPath } from '../files.js';
import { readManifest } from '../manifest.js';
import { originOf } from './origin.js';
import type { Project } from '../project.js';

/** Whether the Dockerfile speaks of a folder above: its stages copy manifests that would not be there. */
export function isContradicted(project: Context, file: Dockerfile) {
  const { context } = project;
  const named = new RegExp(String.raw`(?:^|[\s/.=:'",@])${literally(context)}(?:$|[\s/*'",:])`);
  return (
    (context.includes('/') && textsOf(file).some((text) => named.test(text))) ||
    lacksWorkspace(project, file) ||
    losesManifest(project, file)
  );
}

/** Whether a compose file names a folder without the workspace in which the Dockerfile works: another one is its root. */
export function isOutdated(
  named: string | undefined,
  fitting: readonly Context[],
  file: Dockerfile,
): boolean {
  const lacking = fitting.filter((one) => lacksWorkspace(one, file));
  return lacking.length < fitting.length && lacking.some(({ context }) => context === named);
}

function lacksWorkspace(project: Context, file: Dockerfile) {
  return textsOf(file).some((text) => choosesPackage.test(text)) && !isWorkspace(project);
}

function textsOf({ instructions }: Dockerfile): string[] {
  return instructions.map(({ json, line }) => json?.join(' ') ?? line.joined.text);
}

/** A command that names one of several packages: it runs at the root of a workspace. */
const choosesPackage =
  /\bpnpm\s[^&|;]{0,200}(?:--filter|-F)[\s=]|\byarn\s+workspaces?\s|\bnpm\s[^&|;]{0,200}(?:--workspaces?|-w)[\s=]|\bturbo\s+(?:run|build|prune)\b|\blerna\s/;

function isWorkspace(project: Context): boolean {
  const at = (name: string): string => joinPath(project.context, name) ?? name;
  return (
    ['pnpm-workspace.yaml', 'lerna.json', 'nx.json', 'turbo.json'].some((name) =>
      project.files.has(at(name)),
    ) || readManifest(project, at('package.json'))?.hasWorkspaces === true
  );
}

/** Whether a stage gets a package.json from another one, to which this folder could not bring it. */
function losesManifest(project: Project, { stages }: Dockerfile): boolean {
  return stages.some((stage) =>
    copiesOf(stage, stages).some((copy) => {
      if (!copy?.stage) return false;
      const from = copy.stage;
      return copy.sources
        .filter((source) => /\/package(?:\*|-?\*)?\.json$/.test(source))
        .map((source) => source.replace(/package[^/]*$/, 'package.json'))
        .some((source) => {
          const origin = originOf(project, from, stages, source);
          return origin === undefined || !project.files.has(origin);
        });
    }),
  );
}
