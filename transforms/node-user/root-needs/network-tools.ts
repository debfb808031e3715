import { startedScripts } from '../../../src/command/index.js';
import {
  type Dockerfile,
  instructionsOf,
  referenceOf,
  rootOf,
  type Stage,
} from '../../../src/dockerfile/index.js';
import { packageDoes } from '../../../src/knowledge/npm/package-traits.js';
import {
  findInApplication,
  firstMatch,
  programApplications,
  type Place,
  type Project,
  scriptLine,
  usesKubernetes,
} from '../../../src/project/index.js';
import { caution, type Declined, decline, type Finding } from '../../../src/transform.js';
import type { Subject } from './index.js';

const started = String.raw`\b(?:spawn|exec|execFile|execa)(?:Sync|Command)?\s*\(\s*['"${'`'}]`;
/**
 * What opens raw sockets or changes the network, for root alone (capabilities(7): CAP_NET_RAW and
 * CAP_NET_ADMIN); no package of Debian or Alpine gives these programs capabilities for everybody.
 */
const rawTool = new RegExp(`${started}(arp-scan|dumpcap|ip6?tables|nft|tcpdump|tshark)\\b`);
const pinging = new RegExp(`${started}ping6?\\b`);
/** Not `mysqladmin ping -h db`. */
const pingLine = /(?:^|[;&|(!]|\b(?:do|else|if|then|until|while))[\t ]*ping6?[\t ]+\S/;

/** A source that starts a program of the network which needs root. */
export function networkNeed({ file, stage, project }: Subject): Declined | undefined {
  const place = findInApplication(project, stage, file.stages, rawTool);
  if (!place) return undefined;
  const [, name = ''] = rawTool.exec(place.text) ?? [];
  const because = `${place.path}:${place.line} starts ${name}, which needs root.`;
  return decline('node-user/root-required', stage.from, because);
}

/**
 * busybox pings by a socket that the kernel gives to the groups of net.ipv4.ping_group_range: all of
 * them in Docker from 20.10 on (moby#41030) and in containerd from 2.0 on, none in other clusters. The
 * ping of iputils has the capability itself.
 */
export function pingCaution(file: Dockerfile, stage: Stage, project: Project): Finding | undefined {
  const alpine = /\balpine/.test(referenceOf(rootOf(stage)).text);
  if (!alpine || !usesKubernetes(project)) return undefined;
  if (instructionsOf(stage, 'RUN').some(({ argument }) => argument.includes('iputils')))
    return undefined;
  const place = pingPlace(file, stage, project);
  if (!place) return undefined;
  const because = `${place.path}:${place.line} pings, which node may do in Docker from 20.10 on, and in clusters with containerd from 2.0 on; in others the pod has to allow it.`;
  const advice =
    'Set the sysctl net.ipv4.ping_group_range to "0 2147483647" in the securityContext of the pod, or install iputils.';
  return caution('node-user/ping', stage.from, because, { advice });
}

function pingPlace(file: Dockerfile, stage: Stage, project: Project): Place | undefined {
  const scripts = startedScripts(project, stage, file.stages);
  const inScript = scripts
    .map(({ path = '', text = '' }) => firstMatch(path, text, pingLine))
    .find((found) => found !== undefined);
  if (inScript) return inScript;
  const [named] = programApplications(project, stage, file.stages).flatMap(({ manifest }) => {
    const name = [...manifest.dependencies.keys()].find((one) => packageDoes(one, 'pings'));
    return name === undefined
      ? []
      : [{ path: manifest.path, line: scriptLine(manifest, name), text: name }];
  });
  return named ?? findInApplication(project, stage, file.stages, pinging);
}
