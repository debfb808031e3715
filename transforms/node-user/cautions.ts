import { finalEnvironment, type Instruction, splitWords, type Stage } from '../../src/dockerfile/index.js';
import { chainOf } from '../../src/image-state.js';
import { composeServices, type Project } from '../../src/project/index.js';
import { caution, decline, type Declined, type Finding } from '../../src/transform.js';
import { declaredVolumes, type Ownership } from './ownership.js';

const kubernetes = /^kind:\s*(Deployment|StatefulSet|DaemonSet|Job|CronJob|Pod)\s*$/m;

/** The texts of the Kubernetes manifests of the project. */
function manifests(project: Project): string[] {
  return project.files
    .list()
    .filter((path) => /\.ya?ml$/.test(path) && !/compose/.test(path))
    .flatMap((path) => project.files.read(path) ?? [])
    .filter((text) => kubernetes.test(text));
}

/** Whether the project goes to Kubernetes: by a manifest, or by a folder that is named so. */
function usesKubernetes(project: Project): boolean {
  const named = /(^|\/)(?:k8s|kubernetes|kube|helm|charts?)[\w-]*\/.*\.ya?ml$|(^|\/)Chart\.yaml$/;
  return project.files.list().some((path) => named.test(path)) || manifests(project).length > 0;
}

/** Kubernetes can't tell that a named user is not root (handbook D07). */
export function needsNumericUser(project: Project): boolean {
  return manifests(project).some((text) => /runAsNonRoot:\s*true/.test(text) && !/runAsUser:/.test(text));
}

/** A port below 1024 where only root may open it (handbook D21). */
export function portNeed(stage: Stage, project: Project): Declined | undefined {
  const low = lowPort(stage);
  if (!low) return undefined;
  const host = composeServices(project).find(({ hostNetwork }) => hostNetwork);
  if (host)
    return decline('node-user/root-required', low.instruction, `Port ${low.port} needs root: ${host.path}:${host.line} uses the host's network.`, 'Use a port from 1024 on.');
  if (usesKubernetes(project))
    return decline('node-user/root-required', low.instruction, `Port ${low.port} needs root in a Kubernetes cluster, and the project has manifests for one.`, 'Use a port from 1024 on.');
  return undefined;
}

function lowPort(stage: Stage): { instruction: Instruction; port: number } | undefined {
  const ports = chainOf(stage)
    .flatMap(({ instructions }) => instructions)
    .filter(({ keyword }) => keyword === 'EXPOSE')
    .flatMap((instruction) => splitWords(instruction.argument).map((word) => ({ instruction, port: Number.parseInt(word, 10) })));
  const variable = finalEnvironment(stage).scope.variable('PORT');
  const set = chainOf(stage)
    .flatMap(({ instructions }) => instructions)
    .find(({ keyword, argument }) => keyword === 'ENV' && /\bPORT\b/.test(argument));
  const all = set && variable ? [...ports, { instruction: set, port: Number(variable) }] : ports;
  return all.find(({ port }) => port < 1024);
}

/** What to check after the change. */
export function cautionsFor(stage: Stage, project: Project, ownership: Ownership): Finding[] {
  const found: Finding[] = [];
  const mounted = composeServices(project).find(({ volumes }) => volumes.length > 0);
  const volume = stage.instructions.find(({ keyword }) => keyword === 'VOLUME');
  const where = volume ?? (mounted && stage.from);
  const paths = [...declaredVolumes(stage), ...ownership.created];
  if (where)
    found.push(
      caution('node-user/volumes', where, `Volumes that the old container filled${paths[0] === undefined ? '' : ` (${paths[0]})`} still belong to root.`, {
        advice: 'Give each to node once: docker run --rm -v VOLUME:/v alpine chown -R 1000:1000 /v',
      }),
    );
  const low = lowPort(stage);
  if (low)
    found.push(caution('node-user/low-port', low.instruction, `Port ${low.port} works for node under Docker and Podman, not with host networking or in plain Kubernetes.`, { advice: 'Prefer a port from 1024 on.' }));
  if (ownership.recursive)
    found.push(caution('node-user/copied-twice', stage.from, `chown -R stores the files below ${finalEnvironment(stage).workdir ?? 'the folder'} a second time.`, { advice: 'A runtime stage avoids that: see why split-stages was declined.' }));
  return found;
}
