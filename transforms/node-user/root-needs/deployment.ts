import { servicesOf } from '../../../src/command/index.js';
import { chainOf, flagValue, type Instruction, type Stage } from '../../../src/dockerfile/index.js';
import { lineAt } from '../../../src/edits.js';
import { isRootUser } from '../../../src/knowledge/system/users.js';
import { isWithin } from '../../../src/path-folders.js';
import { installedPackages } from '../../../src/packages/index.js';
import { type Declined, decline } from '../../../src/transform.js';
import {
  documentedRuns,
  rootClaim,
  type ServiceVolume,
  volumeOf,
} from '../../../src/project/index.js';
import { callsRoot } from './mentions.js';
import type { Subject } from './index.js';

/** A compose service that asks for root, or for what only root may use. */
export function composeNeed({ file, stage, project }: Subject): Declined | undefined {
  for (const { path, line, name, user, volumes, privileged, command = '' } of servicesOf(
    project,
    file,
  )) {
    const where = `${path}:${line}: the service "${name}"`;
    if (user !== undefined && isRootUser(user))
      return decline(
        'node-user/explicit-root',
        stage.from,
        `${where} asks for user ${user}.`,
        'Remove user: there.',
      );
    if (callsRoot(command))
      return decline(
        'node-user/root-required',
        stage.from,
        `${where} runs "${command}", which needs root.`,
      );
    const what = hostPart(privileged, volumes.map(volumeOf));
    if (what !== undefined)
      return decline('node-user/root-required', stage.from, `${where} ${what}.`);
  }
  return undefined;
}

/** A `docker run` in the documentation or in a script that gives the container what only root may use. */
export function documentedNeed({ stage, project }: Subject): Declined | undefined {
  for (const { path, line, privileged, volumes } of documentedRuns(project)) {
    const what = hostPart(privileged, volumes);
    if (what !== undefined)
      return decline(
        'node-user/root-required',
        stage.from,
        `${path}:${line}: the container ${what}.`,
      );
  }
  return undefined;
}

/** What a container gets of the host that only root may use. */
function hostPart(privileged: boolean, volumes: readonly ServiceVolume[]): string | undefined {
  const mounts = volumes.filter(({ source }) => source !== '');
  if (mounts.some(({ source, target }) => `${source}:${target}`.includes('docker.sock')))
    return 'uses the Docker socket, which belongs to root';
  if (privileged || mounts.some(({ source }) => /^\/dev(?:\/(?!shm\b)|$)/.test(source)))
    return 'has devices or privileges of the host, which need root';
  return mounts.some(({ target }) => isWithin(target, '/etc/letsencrypt'))
    ? 'reads the certificates of Let’s Encrypt, whose keys only root may read'
    : undefined;
}

/**
 * A Dockerfile that speaks of the Docker socket, as a volume or in a comment on how to run the image, or that
 * brings the client, which is of no use without it.
 */
export function socketNeed({ file, stage }: Subject): Declined | undefined {
  const at = file.text.indexOf('docker.sock');
  if (at !== -1)
    return decline(
      'node-user/root-required',
      stage.from,
      `Line ${lineAt(file.text, at)} speaks of the Docker socket, which belongs to root.`,
    );
  const client = chainOf(stage).flatMap(dockerIn)[0];
  if (!client) return undefined;
  const because = `${client.keyword} brings Docker's client, and the socket that it uses belongs to root.`;
  return decline('node-user/root-required', client, because);
}

const dockerPackage = /^docker(?:\.io|-ce|-ce-cli|-cli|-compose|-ee|-engine)?$/;

/** The instructions of a stage that bring Docker's client. */
function dockerIn(stage: Stage): Instruction[] {
  return stage.instructions.filter((one) => {
    if (one.keyword === 'COPY' && /^docker(?::|$)/.test(flagValue(one, 'from') ?? '')) return true;
    if (!one.argument.includes('docker')) return false;
    if (one.keyword === 'COPY') return /\/bin\/docker(?:\s|$)/.test(one.argument);
    const brings = /^(?:ADD|ARG|ENV|RUN)$/.test(one.keyword);
    if (brings && /\b(?:get|download)\.docker\.com\b/.test(one.argument)) return true;
    const installed = installedPackages(stage).filter(({ run }) => run === one);
    return installed.some(({ names }) => names.some((name) => dockerPackage.test(name)));
  });
}

/** A manifest of a cluster that asks for root. */
export function clusterNeed({ stage, project }: Subject): Declined | undefined {
  const found = rootClaim(project);
  if (!found) return undefined;
  const where = `${found.path}:${found.line}`;
  if (found.mount !== undefined)
    return decline(
      'node-user/root-required',
      stage.from,
      `${where} mounts ${found.mount}, which only root may use.`,
    );
  const because = `${where} runs a container as root, which may be one of this project.`;
  return decline(
    'node-user/explicit-root',
    stage.from,
    because,
    'Remove runAsUser: 0, or privileged: true, there.',
  );
}
