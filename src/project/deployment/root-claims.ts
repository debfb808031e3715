import { isMap, isScalar, isSeq, type Node, visit, type YAMLMap } from 'yaml';
import { isForeignImage } from '../../knowledge/images/foreign-images.js';
import { isOfAnotherDockerfile } from './image-owner.js';
import { type Manifest, manifests } from './kubernetes.js';
import type { Project } from '../project.js';
import { readYaml } from '../yaml.js';

/** A manifest that asks for root, or for what only root may use. */
interface RootClaim {
  readonly path: string;
  /** Counted from 1. */
  readonly line: number;
  /** What it mounts, where that is what only root may use. */
  readonly mount?: string;
}

/** Root's home, the keys of Let's Encrypt, the socket of Docker, devices of the host; shared memory is everybody's. */
const rootMount =
  /^(?:\/root|\/etc\/letsencrypt|\/dev(?!\/shm))(?:\/|$)|^\/[\w./-]{0,80}docker\.sock$/;
const asks = /^[^#]*\b(?:runAsUser:\s*0|privileged:\s*true|mountPath:\s*["']?(\/[\w./-]+))/;

/** The first manifest in which a container that may be the project's own is to be root. */
export function rootClaim(project: Project): RootClaim | undefined {
  return manifests(project)
    .map((manifest) => claimIn(manifest, project))
    .find((found) => found !== undefined);
}

function claimIn({ path, text }: Manifest, project: Project): RootClaim | undefined {
  const lines = text.split('\n').map((one) => asks.exec(one));
  const line =
    lines.findIndex((one) => one && (one[1] === undefined || rootMount.test(one[1]))) + 1;
  if (line === 0) return undefined;
  // A template is no YAML before it is filled in.
  const yaml = text.includes('{{') ? undefined : readYaml(text);
  if (!yaml || yaml.documents.some(({ errors }) => errors.length > 0))
    return isOfAnotherDockerfile(project, { path })
      ? undefined
      : { path, line, ...mounted(lines[line - 1]?.[1]) };
  const foreign = (container: YAMLMap): boolean => isForeign(container, path, project);
  const maps: YAMLMap[] = [];
  for (const document of yaml.documents)
    visit(document as unknown as Node, {
      Map(_, map, above) {
        if (
          asksForRoot(map) &&
          !isOfOthers(
            above.filter((one) => isMap(one)),
            foreign,
          )
        )
          maps.push(map);
      },
    });
  const [first] = maps;
  if (!first) return undefined;
  const { line: begin } = yaml.lines.linePos(first.range?.[0] ?? 0);
  return { path, line: begin, ...mounted(first.get('mountPath')) };
}

function asksForRoot(map: YAMLMap): boolean {
  return (
    map.get('runAsUser') === 0 ||
    map.get('privileged') === true ||
    rootMount.test(String(map.get('mountPath')))
  );
}

function mounted(path: unknown): Pick<RootClaim, 'mount'> {
  return typeof path === 'string' ? { mount: path } : {};
}

/** Whether a claim is one of a container with an image of others, or of a pod with no other ones. */
function isOfOthers(above: readonly YAMLMap[], foreign: (container: YAMLMap) => boolean): boolean {
  const container = above.findLast((one) => one.has('image'));
  if (container) return foreign(container);
  const pod = above.findLast((one) => one.has('containers'));
  const lists = [pod?.get('containers'), pod?.get('initContainers')];
  const all = lists.flatMap((list) => (isSeq(list) ? list.items : []));
  return all.length > 0 && all.every((one) => isMap(one) && foreign(one));
}

function isForeign(container: YAMLMap, path: string, project: Project): boolean {
  const node = container.get('image', true);
  const image = isScalar(node) ? String(node.value) : undefined;
  return (
    (image !== undefined && isForeignImage(image)) ||
    isOfAnotherDockerfile(project, { path, ...(image !== undefined && { image }) })
  );
}
