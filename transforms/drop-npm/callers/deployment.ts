import { isMap, isScalar, type Node, visit, type YAMLMap } from 'yaml';
import { type Deployed, type Place, valuesFile } from '../../../src/project/index.js';
import { readYaml } from '../../../src/project/yaml.js';
import { npmMention } from './mention.js';

/** What kind of file names an image and what it runs there. */
interface Kind {
  readonly file: RegExp;
  /** What such a file has in it. */
  readonly text: RegExp;
  readonly image: string;
  /** Keys whose values run in the image. */
  readonly runs: RegExp;
  /** Whether an image may be the one that the Dockerfile builds. */
  readonly own: RegExp;
}

const otherImage =
  /^(?!(?:docker\.io\/|library\/)*(?:node|bitnami\/node|cimg\/node|circleci\/node)(?::|@|$))/;

const kinds: readonly Kind[] = [
  {
    file: /^\.gitlab-ci(?:\.[\w-]+)?\.ya?ml$/,
    text: /\bimage:/,
    image: 'image',
    runs: /^(?:script|before_script|after_script)$/,
    own: /CI_REGISTRY_IMAGE|CI_PROJECT/,
  },
  {
    file: /\.ya?ml$/,
    text: /^[\t ]*container:/m,
    image: 'container',
    runs: /^steps$/,
    own: /github\.repository/,
  },
  {
    file: /\.ya?ml$/,
    text: /^kind:\s*["']?(?:Deployment|StatefulSet|DaemonSet|ReplicaSet|Job|CronJob|Pod|Rollout|Service)["']?\s*$/m,
    image: 'image',
    runs: /^(?:command|args|livenessProbe|readinessProbe|startupProbe|lifecycle)$/,
    own: otherImage,
  },
  {
    file: valuesFile,
    text: /^[\t ]*(?:command|args):/m,
    image: 'image',
    runs: /^(?:command|args|livenessProbe|readinessProbe|startupProbe|lifecycle)$/,
    own: otherImage,
  },
  {
    file: /^cloudbuild[\w.-]*\.ya?ml$/,
    text: /exec-wrapper/,
    image: 'name',
    runs: /^args$/,
    own: /exec-wrapper/,
  },
  {
    file: /\.json$/,
    text: /"containerDefinitions"/,
    image: 'image',
    runs: /^(?:command|entryPoint|healthCheck)$/,
    own: otherImage,
  },
];

/** Whether a file is one of deployments or of continuous integration that {@link deploymentPlaces} reads. */
export function isDeployment(name: string, text: string): boolean {
  return kinds.some((kind) => kind.file.test(name) && kind.text.test(text));
}

/**
 * The places of a manifest that run a package manager in an image that may be ours.
 *
 * @returns undefined when the file is a template or otherwise can't be read
 */
export function deploymentPlaces(
  path: string,
  name: string,
  text: string,
): (Place & Deployed)[] | undefined {
  const yaml = readYaml(text);
  if (!yaml || yaml.documents.some(({ errors }) => errors.length > 0)) return undefined;
  const { documents, lines } = yaml;
  const found: (Place & Deployed)[] = [];
  for (const kind of kinds.filter((one) => one.file.test(name) && one.text.test(text)))
    for (const document of documents)
      visit(document, {
        Map(_, map) {
          const node = runningNode(kind, map);
          if (!node?.range) return;
          const place = placeOf(path, text, lines.linePos(node.range[0]).line);
          found.push({ ...place, image: imageOf(map.get(kind.image)) });
        },
      });
  return found;
}

/** The first value of a container that names a package manager. */
function runningNode({ image, runs, own }: Kind, map: YAMLMap): Node | undefined {
  if (!own.test(imageOf(map.get(image)))) return undefined;
  let found: Node | undefined;
  for (const { key, value } of map.items) {
    if (!isScalar(key) || !runs.test(String(key.value)) || !value) continue;
    visit(value as Node, {
      Scalar(_, scalar) {
        if (found || !npmMention.test(String(scalar.value))) return;
        found = scalar;
      },
    });
  }
  return found;
}

function imageOf(value: unknown): string {
  const name = isMap(value) ? (value.get('name') ?? value.get('image')) : value;
  return typeof name === 'string' ? name : ' ';
}

function placeOf(path: string, text: string, line: number): Place {
  return { path, line, text: (text.split('\n')[line - 1] ?? '').trim() };
}
