import { baseName, composeServices, type Project } from '../project/index.js';

const kubernetes = /^kind:\s*\S+\s*$/m;
const ownCommand = /^[\t ]*(?:-[\t ]*)?(?:command|args|exec):/m;

/**
 * Whether something outside the Dockerfile may run a command of its own in the image, which would
 * count on the working directory: a service of compose, a container of Kubernetes.
 */
export function runsOtherCommands(project: Project): boolean {
  const services = composeServices(project).some(
    ({ command, entrypoint, healthcheck }) => (command ?? entrypoint ?? healthcheck) !== undefined,
  );
  return services || project.files.list().some((path) => isManifest(project, path));
}

function isManifest({ files }: Project, path: string): boolean {
  const name = baseName(path);
  if (!/\.ya?ml$/.test(name) || /compose|lock/.test(name)) return false;
  const text = files.read(path) ?? '';
  return kubernetes.test(text) && ownCommand.test(text);
}
