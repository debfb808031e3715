import { posix } from 'node:path';
import { isMap, isScalar, isSeq } from 'yaml';
import { baseName, folderOf, type Place, type Project } from '../../../src/project/index.js';
import { readYaml } from '../../../src/project/yaml.js';

/** Files of platforms that build the Dockerfile and run commands in its image, and the lines that do. */
const platforms: readonly (readonly [RegExp, RegExp])[] = [
  [/^fly(?:\.[\w-]+)?\.toml$/, /release_command|^\s*(?:cmd|command|entrypoint|[\w-]+)\s*=\s*["'[]/],
  [/^heroku\.yml$/, /^\s+(?:-|[\w-]+:)/],
  [/^app\.json$/, /"(?:postdeploy|pr-predestroy|test|command)"/],
  [/^render\.yaml$/, /startCommand|dockerCommand|preDeployCommand/],
  [/^railway\.(?:json|toml)$/, /startCommand|preDeployCommand|cronSchedule/],
  [/^app\.yaml$/, /^\s*(?:entrypoint|run_command):/],
  [/^devcontainer\.json$/, /"(?:\w+Command)"/],
  [/^Jenkinsfile(?:[.-][\w.-]+)?$/, /\bsh\b/],
  [/\.tf$/, /"?\b(?:command|args|entryPoint)"?\s*[=:]\s*\[/],
  [/\.(?:nomad|nomad\.hcl)$/, /\b(?:command|args)\s*=/],
];

/** What the lines look like that run in a container, in a platform's file; a workflow may have its name. */
export function platformLine(path: string): RegExp | undefined {
  if (path.startsWith('.github/')) return undefined;
  const name = baseName(path);
  return platforms.find(([file]) => file.test(name))?.[1];
}

/** How a platform's file says that the image is made without a Dockerfile, by what builds it instead. */
const builders: readonly (readonly [RegExp, RegExp])[] = [
  // An application of Heroku is a container only with heroku.yml or that stack.
  [/^app\.json$/, /"buildpacks"\s*:|"image"\s*:\s*"heroku\//],
  [
    /^railway\.(?:json|toml)$/,
    /"?builder"?\s*[:=]\s*["'](?:nixpacks|railpack|heroku|paketo)\b["']?/i,
  ],
];
const asContainer = /"stack"\s*:\s*"container"/;

/** Whether a line of a platform's file is for another image than that of the Dockerfile. */
export function isOfAnotherImage(place: Place, project: Project): boolean {
  const { path } = place;
  const name = baseName(path);
  if (platformLine(path) === undefined) return false;
  const text = project.files.read(path) ?? '';
  if (name === 'render.yaml') return isNative(text, place.line);
  if (name === 'devcontainer.json') return developmentDockerfile(path, text) !== project.dockerfile;
  if (name.startsWith('Jenkinsfile')) {
    const [, file = 'Dockerfile'] = agentFile.exec(text) ?? [];
    return baseName(file) !== baseName(project.dockerfile);
  }
  if (name === 'app.json' && isBuiltByOther(name, text) && !asContainer.test(text))
    return !project.files.has(path.replace(name, 'heroku.yml'));
  return isBesideAnother(path, name, text, project);
}

/** The file that `agent { dockerfile { filename 'Dockerfile.ci' } }` names. */
const agentFile = /\bfilename[ \t]+['"]([^'"\n]+)['"]/;

/** The Dockerfile of a development container, which its file names from its own folder. */
function developmentDockerfile(path: string, text: string): string {
  const name = /"docker[fF]ile"\s*:\s*"([^"]+)"/.exec(text)?.[1] ?? '';
  return posix.join(folderOf(path), name);
}

function isBuiltByOther(name: string, text: string): boolean {
  return builders.some(([file, builder]) => file.test(name) && builder.test(text));
}

/**
 * A platform's file in the folder of another package is for that one, where it names no Dockerfile
 * itself: that folder has one of its own, or something else builds the image.
 */
function isBesideAnother(
  path: string,
  name: string,
  text: string,
  { files, dockerfile }: Project,
): boolean {
  const folder = folderOf(path);
  return (
    folder !== '' &&
    (files.has(`${folder}/Dockerfile`) || isBuiltByOther(name, text)) &&
    !dockerfile.startsWith(`${folder}/`) &&
    !text.includes(dockerfile)
  );
}

/**
 * Whether a line stands in a service that Render builds without Docker: its runtime (once `env`) says
 * so (render.com/docs/blueprint-spec, 2026-11).
 */
function isNative(text: string, line: number): boolean {
  const yaml = readYaml(text);
  const contents = yaml?.documents[0]?.contents;
  const services = isMap(contents) ? contents.get('services') : undefined;
  if (!yaml || !isSeq(services)) return false;
  const service = services.items.findLast(
    (one) => yaml.lines.linePos(one.range?.[0] ?? 0).line <= line,
  );
  if (!isMap(service)) return false;
  const runtime = service.get('runtime', true) ?? service.get('env', true);
  return isScalar(runtime) && !/^(?:docker|image)$/.test(String(runtime.value));
}
