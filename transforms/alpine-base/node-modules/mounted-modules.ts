import { nodeTagOf, rootOf, type Stage } from '../../../src/dockerfile/index.js';
import { servicesOf } from '../../../src/command/index.js';
import { type ComposeService, type ServiceVolume, volumeOf } from '../../../src/project/index.js';
import { caution, type Declined, decline, type Finding } from '../../../src/transform.js';
import type { Contents } from './applications.js';
import type { Move } from '../move.js';
import { libcBound } from './verdicts.js';

/** A volume that compose puts over the installed node_modules or a folder above them. */
interface Cover extends ServiceVolume {
  readonly service: ComposeService;
  /** One of the native packages below it. */
  readonly native: string;
}

/**
 * Compose mounts the sources over the application: what the container loads then is the host's
 * node_modules, whose native modules were built for the host's libc (as with a COPY, handbook B65).
 */
export function mountedModulesObstacle(
  move: Move,
  final: Stage,
  contents: Contents,
): Declined | undefined {
  const cover = coversOf(move, final, contents).find(({ onHost }) => onHost);
  if (!cover) return undefined;
  const { service, target, source, native } = cover;
  return decline(
    'alpine-base/host-node-modules',
    final.from,
    `${service.path}:${service.line}: the service "${service.name}" mounts ${source} over ${target}, and with it ` +
      `the host's node_modules: ${native} there is built for the host, which seldom is Alpine.`,
    `Give the service a volume of its own for node_modules, or leave them out of the mount.`,
  );
}

/**
 * A volume over node_modules outlives the image: docker compose up hands the old one, filled from the
 * Debian image, to the new container. https://docs.docker.com/reference/cli/docker/compose/up
 * (--renew-anon-volumes), read 2026-11.
 */
export function staleModulesCautions(move: Move, final: Stage, contents: Contents): Finding[] {
  const cover = coversOf(move, final, contents).find(({ onHost }) => !onHost);
  if (!cover) return [];
  const { service, target, source, native } = cover;
  const because =
    `${service.path}:${service.line}: the service "${service.name}" keeps ${target} in a volume, which ` +
    `still holds what the Debian image put there; ${native} of it does not load on Alpine.`;
  const advice = source
    ? `Remove the volume ${source} once, before the next docker compose up.`
    : 'Start once with: docker compose up --build --renew-anon-volumes';
  return [caution('alpine-base/stale-modules', final.from, because, { advice })];
}

function coversOf({ file, project, options }: Move, final: Stage, contents: Contents): Cover[] {
  const node = nodeTagOf(rootOf(final))?.major;
  return contents.applications.flatMap((application) => {
    const [native] = libcBound(application, node, options.nativeModules);
    if (native === undefined) return [];
    const modules = `${application.folder}/node_modules`.replace('//', '/');
    return servicesOf(project, file)
      .filter((service) => !installsItself(service))
      .flatMap((service) => coverOf(service, modules) ?? [])
      .map((cover) => ({ ...cover, native }));
  });
}

/** The innermost volume of a service over a folder: the one whose files are seen there. */
function coverOf(service: ComposeService, folder: string): Omit<Cover, 'native'> | undefined {
  const over = service.volumes
    .map((volume) => ({ service, ...volumeOf(volume) }))
    .filter(({ target }) => target === folder || folder.startsWith(`${target}/`));
  return over.toSorted((a, b) => a.target.length - b.target.length).at(-1);
}

/** Whether the container fills node_modules when it starts. */
function installsItself({ command = '', entrypoint = '' }: ComposeService): boolean {
  return /\b(?:npm (?:install|i|ci)|pnpm (?:install|i)|bun install|yarn(?: install)?(?=\s*(?:$|&|;|\|)))/.test(
    `${entrypoint} ${command}`,
  );
}
