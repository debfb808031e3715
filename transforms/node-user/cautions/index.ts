import type { Dockerfile, Stage } from '../../../src/dockerfile/index.js';
import { isForeignImage } from '../../../src/knowledge/images/foreign-images.js';
import {
  findInApplication,
  isOfAnotherDockerfile,
  manifests,
  type Project,
} from '../../../src/project/index.js';
import { caution, type Finding } from '../../../src/transform.js';
import { execCaution } from './exec.js';
import { pingCaution } from '../root-needs/network-tools.js';
import type { Ownership } from '../ownership/index.js';
import { lowPort, namedPort } from '../ports.js';
import { volumeCaution } from './volumes.js';

/** What to check after the change. */
export function cautionsFor(
  file: Dockerfile,
  stage: Stage,
  project: Project,
  own: Ownership,
): Finding[] {
  return [
    volumeCaution(file, stage, project, own),
    clusterCaution(stage, project, own),
    secretCaution(file, stage, project, own),
    portCaution(file, stage, project, own),
    pingCaution(file, stage, project),
    execCaution(file, stage, project),
    own.again ? twice(stage, own) : undefined,
  ].filter((one) => one !== undefined);
}

/** In a cluster a new volume is root's, whatever the image says, unless the pod has a group. */
function clusterCaution(
  stage: Stage,
  project: Project,
  { account }: Ownership,
): Finding | undefined {
  const claim = manifests(project)
    .flatMap(({ path, text }) => text.split(/^---/m).map((document) => ({ path, text: document })))
    .find(
      (one) =>
        /persistentVolumeClaim:|volumeClaimTemplates:/.test(one.text) &&
        !one.text.includes('fsGroup:') &&
        mayRun(one, project),
    );
  if (!claim) return undefined;
  const because = `Volumes of ${claim.path} belong to root in the cluster.`;
  const advice = `Set fsGroup: ${account.id} in the securityContext of the pod.`;
  return caution('node-user/volumes', stage.from, because, { advice });
}

/** Whether one of the containers of a document may have the image: none of them is somebody else's. */
function mayRun({ path, text }: ReturnType<typeof manifests>[number], project: Project): boolean {
  const images = [...text.matchAll(/^[\t ]*(?:-[\t ]+)?image:[\t ]*["']?([^\s"'#]*)/gm)];
  return (
    images.length === 0 ||
    images.some(
      ([, image = '']) =>
        !isForeignImage(image) && !isOfAnotherDockerfile(project, { path, image }),
    )
  );
}

function secretCaution(
  file: Dockerfile,
  stage: Stage,
  project: Project,
  { account }: Ownership,
): Finding | undefined {
  const place = findInApplication(project, stage, file.stages, /\/run\/secrets\b/);
  if (!place) return undefined;
  const because = `${place.path}:${place.line} reads /run/secrets, where files may be root's alone.`;
  return caution('node-user/secrets', stage.from, because, {
    advice: `Let everybody read the file of the secret, or give it to user ${account.id}.`,
  });
}

function portCaution(
  file: Dockerfile,
  stage: Stage,
  project: Project,
  { account }: Ownership,
): Finding | undefined {
  const low = lowPort(file, stage, project);
  if (!low) return undefined;
  const because = `${namedPort(low)} works for ${account.name} under Docker and Podman, not with host networking or in plain Kubernetes.`;
  return caution('node-user/low-port', low.instruction, because, {
    advice: 'Prefer a port from 1024 on.',
  });
}

function twice(stage: Stage, { folder, account: { name } }: Ownership): Finding {
  const because = `chown stores the files that were copied to ${folder} a second time; node_modules is left out.`;
  return caution('node-user/copied-twice', stage.from, because, {
    advice: `A runtime stage that copies the folder with --chown=${name}:${name} avoids that.`,
  });
}
