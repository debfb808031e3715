import { rememberedForGood } from '../../memo.js';
import { baseName, type Files, folderOf, joinPath } from '../files.js';
import type { Project } from '../project.js';

const kind =
  /^kind:\s*["']?(?:Deployment|StatefulSet|DaemonSet|ReplicaSet|Job|CronJob|Pod|Rollout)["']?\s*$/m;
const folder =
  /(?:^|\/)(?:k8s|kubernetes|kube|helm|charts?)[\w-]*\/.*\.ya?ml$|(?:^|\/)Chart\.yaml$/;

/** The values of a chart. */
export const valuesFile: RegExp = /^values[\w.-]*\.ya?ml$/;

/** Where charts of others are kept: of a chart's dependencies `helm dependency update` makes charts/ (helm.sh/docs, 2026-11). */
const vendored = /(?:^|\/)(?:vendor(?:ed)?|third[-_]party|charts\/[^/]+\/charts)\//;

/** A Kubernetes manifest that starts containers. */
export interface Manifest {
  readonly path: string;
  readonly text: string;
}

/** The Kubernetes manifests of the repository. */
export function manifests({ files }: Pick<Project, 'files'>): readonly Manifest[] {
  return manifestsIn(files);
}

/** Every Dockerfile of a repository asks for them. */
const manifestsIn = rememberedForGood((files: Files): readonly Manifest[] =>
  files
    .list()
    .filter((path) => /\.ya?ml$/.test(path) && !vendored.test(path))
    .map((path) => ({ path, text: files.read(path) ?? '' }))
    .filter(({ text }) => kind.test(text)),
);

/** Whether the project goes to Kubernetes: by a manifest, or by a folder that is named so. */
export function usesKubernetes(project: Project): boolean {
  return manifests(project).length > 0 || project.files.list().some((path) => folder.test(path));
}

/** Kubernetes can't tell that a named user is not root (handbook D07). */
export function needsNumericUser(project: Project): boolean {
  const texts = [...manifests(project).map(({ text }) => text), ...chartValues(project.files)];
  return texts.some((text) => {
    const lines = text.split('\n').filter((line) => !line.trimStart().startsWith('#'));
    return (
      lines.some((line) => /runAsNonRoot:\s*true/.test(line)) &&
      !lines.some((line) => line.includes('runAsUser:'))
    );
  });
}

/** The values of charts, from which templates take their securityContext (what `helm create` makes, 2026-11). */
const chartValues = rememberedForGood((files: Files): readonly string[] =>
  files
    .list()
    .filter(
      (path) =>
        valuesFile.test(baseName(path)) &&
        !vendored.test(path) &&
        files.has(joinPath(folderOf(path), 'Chart.yaml') ?? ''),
    )
    .map((path) => files.read(path) ?? ''),
);
