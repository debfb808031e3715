import { programDoes } from '../../../src/knowledge/program-traits.js';
import { servicesOf } from '../../../src/command/index.js';
import {
  chainOf,
  type Dockerfile,
  environmentAt,
  type Instruction,
  type Stage,
} from '../../../src/dockerfile/index.js';
import type { Account } from '../../../src/knowledge/images/accounts.js';
import {
  baseName,
  documentedVolumes,
  folderOf,
  isBelow,
  isCopy,
  joinPath,
  type Project,
  type ServiceVolume,
  volumeOf,
} from '../../../src/project/index.js';
import { isWithin } from '../../../src/path-folders.js';
import { commandsOf, programOf } from '../../../src/shell/index.js';
import { caution, type Finding } from '../../../src/transform.js';
import { isRoot } from '../account.js';
import type { Ownership } from '../ownership/index.js';
import { declaredVolumes } from '../volumes.js';

/** What compose mounts into a container that may write there. */
interface Mount extends Omit<ServiceVolume, 'readOnly'> {
  /** The service that mounts it, as `path:line`. */
  readonly place: string;
  /** Whether it is a folder of the repository, as for development: it belongs to who works there. */
  readonly isSources: boolean;
  /** Whether it is a folder of who runs the container by hand. */
  readonly isWork?: boolean;
}

/** More mounts than this are counted, not listed. */
const listed = 3;

/** What the container wrote as root to volumes and folders of the host stays root's (handbook D20). */
export function volumeCaution(
  file: Dockerfile,
  stage: Stage,
  project: Project,
  { account, created, data: kept }: Ownership,
): Finding | undefined {
  const [declared] = declaredVolumes(stage);
  const composed = writableMounts(file, project);
  const all = composed.length > 0 ? composed : documentedMounts(project);
  const mounts = all.filter(({ target }) => !isWithin(target, '/dev') && target !== '/tmp');
  if (!declared && mounts.length === 0)
    return kept.length > 0 ? dataCaution(stage, account, kept) : toolCaution(stage);
  const because =
    mounts.length > 0
      ? `What the old container wrote to ${named(mounts)} belongs to root.`
      : `Volumes that the old container filled (${declared?.path ?? created[0]}) still belong to root.`;
  return caution('node-user/volumes', declared?.instruction ?? stage.from, because, {
    advice: adviceOn(mounts, account),
  });
}

/** How volumes are given away, and what folders of the host ask for. */
function adviceOn(mounts: readonly Mount[], account: Account): string {
  const isData = ({ onHost, isSources, isWork }: Mount): boolean =>
    onHost && !isSources && isWork !== true;
  const data = [...new Set(mounts.filter(isData).map(({ source }) => source))];
  const commands = [
    ...(mounts.some(({ onHost }) => !onHost) || mounts.length === 0 ? [givingTo(account)] : []),
    ...(data.length > 0 ? [`sudo chown -R ${account.id}:${account.id} ${data.join(' ')}`] : []),
  ];
  const what = mounts.length > 0 ? 'it' : 'each';
  // Commands stand at the end, so that no full stop is copied with them.
  return [
    ...(mounts.some(({ isSources }) => isSources)
      ? [
          `If you are not user ${account.id}, set user: to your own number where compose mounts the sources.`,
        ]
      : []),
    ...(mounts.some(({ isWork }) => isWork)
      ? [
          `Where a mounted folder is not that of user ${account.id}, run it with --user "$(id -u):$(id -g)".`,
        ]
      : []),
    ...(commands.length > 0
      ? [`Give ${what} to ${account.name} once: ${commands.join(' and ')}`]
      : []),
  ].join(' ');
}

/** What gives a volume to an account, whatever the container. */
function givingTo({ id }: Account): string {
  return `docker run --rm -v VOLUME:/v alpine chown -R ${id}:${id} /v`;
}

/** Nothing says that something is mounted where the program keeps data; it is likely. */
function dataCaution(stage: Stage, account: Account, kept: readonly string[]): Finding {
  const because = `The program keeps files in ${kept.join(', ')}: what is mounted there belongs to whoever wrote it, root until now.`;
  const advice = `Give a volume to ${account.name} once: ${givingTo(account)}`;
  return caution('node-user/volumes', stage.from, because, { advice });
}

/** An image without an application works on what is mounted into it: a linter, a test runner. */
function toolCaution(stage: Stage): Finding | undefined {
  if (chainOf(stage).some((one) => one.instructions.some((at, index) => brings(one, at, index))))
    return undefined;
  const because =
    'Nothing is copied into this image: what it works on is mounted, and may belong to others.';
  return caution('node-user/volumes', stage.from, because, {
    advice: 'Where it has to write there, run it with --user "$(id -u):$(id -g)".',
  });
}

function brings(stage: Stage, at: Instruction, index: number): boolean {
  if (at.keyword !== 'RUN') return isCopy(at);
  const commands = commandsOf(at, environmentAt(stage, index));
  return (
    !commands || commands.some((command) => programDoes(programOf(command), 'fetches', 'unpacks'))
  );
}

/** Those of services that run as root today: what others wrote is theirs, and stays so. */
function writableMounts(file: Dockerfile, project: Project): readonly Mount[] {
  const ofRoot = servicesOf(project, file).filter(({ user = 'root' }) => isRoot(user));
  return ofRoot.flatMap(({ path, line, volumes }) =>
    volumes.flatMap((volume) => {
      const { readOnly, ...mount } = volumeOf(volume);
      const isOfBuild = /(?:^|\/)node_modules(?:\/|$)/.test(mount.target);
      return readOnly || isOfBuild || !mount.target.startsWith('/')
        ? []
        : [
            {
              ...mount,
              place: `${path}:${line}`,
              isSources: isTracked(project, path, mount),
            },
          ];
    }),
  );
}

/** Those of `docker run` in documentation and scripts, for an image that compose runs nowhere. */
function documentedMounts(project: Project): readonly Mount[] {
  return documentedVolumes(project).map(({ path, line, source, target, onHost }) => ({
    source: source.startsWith('$') ? '' : source,
    target,
    onHost,
    place: `${path}:${line}`,
    isSources: false,
    isWork: /^[.$]/.test(source),
  }));
}

/** Whether the repository has files in a folder that a compose file names. */
function isTracked(
  { files }: Project,
  compose: string,
  { source, onHost }: Omit<ServiceVolume, 'readOnly'>,
): boolean {
  const folder = onHost ? joinPath(folderOf(compose), source) : undefined;
  return (
    folder !== undefined && files.list().some((path) => isBelow(path, folder) && !isHidden(path))
  );
}

/** A placeholder such as .gitkeep stands for an empty folder. */
function isHidden(path: string): boolean {
  return baseName(path).startsWith('.');
}

function named(mounts: readonly Mount[]): string {
  const all = mounts.map(({ source, target }) => (source ? `${target} (${source})` : target));
  const unique = [...new Set(all)];
  const more = unique.length > listed ? ` and ${unique.length - listed} more` : '';
  return `${unique.slice(0, listed).join(', ')}${more}, mounted by ${mounts[0]?.place},`;
}
