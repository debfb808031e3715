import { servicesIn, type ServiceVolume, volumeOf } from './compose.js';
import { imageOfRun } from './docker-run.js';
import { rememberedForGood } from '../../memo.js';
import { baseName, type Files, folderOf, isBelow, joinPath } from '../files.js';
import type { Project } from '../project.js';
import { isPublishedImage, nameOfPackage } from './published-image.js';

/** A `docker run`, or a service of compose, that the documentation or a script of the repository shows. */
interface DocumentedRun {
  readonly path: string;
  /** Counted from 1. */
  readonly line: number;
  readonly volumes: readonly ServiceVolume[];
  /** Whether it gets devices or privileges of the host. */
  readonly privileged: boolean;
}

/** A volume of one, into which the container may write. */
interface DocumentedVolume extends ServiceVolume {
  readonly path: string;
  readonly line: number;
}

const documents =
  /^(?:README[\w.-]*\.md|[\w.-]+\.(?:sh|bash|ps1|bat|cmd|mk|service)|Makefile|justfile|Taskfile\.ya?ml|package\.json)$/i;
const manual = /(?:^|\/)docs?\//i;
const dockerfiles = /(?:^|\/)(?:[\w.-]+\.)?(?:Dockerfile|Containerfile)(?:\.[\w-]+)?$/;
const run = /\b(?:docker|podman)\s+(?:container\s+)?run\s/;
/** The word behind it: quotes may begin and end inside, with backslashes before them in JSON. */
const option = /\s(?:-v|--volume|--mount)[\s=]+((?:"[^"\n]{0,200}"|'[^'\n]{0,200}'|[^\s"'\n])+)/g;

/** How people are told to start the containers of a project's image. */
export function documentedRuns(project: Project): readonly DocumentedRun[] {
  return runsIn(project.files).filter(({ path }) => isAbout(project, path));
}

/** The volumes that people are told to mount there for the program to write into. */
export function documentedVolumes(project: Project): readonly DocumentedVolume[] {
  return documentedRuns(project).flatMap(({ path, line, volumes }) =>
    volumes.flatMap((volume) => (volume.readOnly ? [] : [{ ...volume, path, line }])),
  );
}

const folders = rememberedForGood((files: Files): readonly string[] => [
  ...new Set(
    files
      .list()
      .filter((path) => dockerfiles.test(path))
      .map(folderOf),
  ),
]);

/**
 * Whether a document is about the image of a project: that of the Dockerfile nearest above it, and where
 * none is, that of the only folder that has any.
 */
export function isAbout({ files, dockerfile }: Project, path: string): boolean {
  const own = folderOf(dockerfile);
  const all = [...new Set([own, ...folders(files)])];
  const above = all.filter((one) => isBelow(path, one));
  const nearest = above.toSorted((a, b) => b.length - a.length)[0];
  return nearest === undefined ? all.length === 1 : nearest === own;
}

/** Every Dockerfile of a repository asks. */
const runsIn = rememberedForGood((files: Files): readonly DocumentedRun[] =>
  files
    .list()
    .filter((path) => documents.test(baseName(path)) || isManual(path))
    .flatMap((path) => {
      const text = files.read(path) ?? '';
      const runs = run.test(text);
      const composes = path.endsWith('.md') && services.test(text);
      if (!runs && !composes) return [];
      const isOwn = isOwnImage(files, path, text);
      return [
        ...(runs ? inText(path, text, isOwn) : []),
        ...(composes ? inBlocks(path, text, isOwn) : []),
      ];
    }),
);

/** Whether a file is of the documentation, which tells people what to run as the README does. */
export function isManual(path: string): boolean {
  return manual.test(path) && path.endsWith('.md');
}

/** Whether a word of a command is the image: what the text builds, the package's name, or a published one. */
function isOwnImage(files: Files, path: string, text: string): (word: string) => boolean {
  const lines = text.split('\n').filter((line) => line.includes('build'));
  const naming = lines.filter((line) => tagsIn(line).length > 0);
  const built = new Set(
    naming.filter((line) => !buildsElsewhere(files, path, line)).flatMap(tagsIn),
  );
  const called = nameOfPackage(files);
  return (word) => {
    const name = withoutTag(word);
    if (built.has(name) || baseName(name).toLowerCase() === called) return true;
    return name.includes('/') && isPublishedImage(files, word);
  };
}

/** Whether a line builds in a folder with a Dockerfile of its own, in which the text does not lie. */
function buildsElsewhere(files: Files, path: string, line: string): boolean {
  const words = line.slice(0, longest).split(/\s+/);
  return words.some((word) =>
    [folderOf(path), ''].some((base) => {
      const folder = /^[\w./-]+$/.test(word) ? joinPath(base, word) : undefined;
      return folder && files.has(`${folder}/Dockerfile`) && !path.startsWith(`${folder}/`);
    }),
  );
}

/** The names that a line gives to what it builds: `docker build -t acme/shop .`. */
function tagsIn(line: string): string[] {
  const words = line.slice(0, longest).split(/\s+/);
  return words.flatMap((word, index) => {
    const own = word.startsWith('--tag=') ? word.slice(6) : undefined;
    const next = word === '-t' || word === '--tag' ? words[index + 1] : undefined;
    const name = own ?? next;
    return name === undefined ? [] : [withoutTag(name)];
  });
}

function withoutTag(image: string): string {
  return image.replace(/(?<=.):[^/:]*$/, '');
}

/** Command lines that go on behind a backslash are one. */
function inText(path: string, text: string, isOwn: (word: string) => boolean): DocumentedRun[] {
  const found: DocumentedRun[] = [];
  let command = '';
  let begin = 0;
  for (const [index, line] of text.split('\n').entries()) {
    if (command === '') begin = index + 1;
    command += line.slice(0, longest).replace(/[\\`^]\s*$/, ' ');
    if (/[\\`^]\s*$/.test(line) && command.length < longest) continue;
    const asked = inCommand(command, isOwn);
    if (asked) found.push({ ...asked, path, line: begin });
    command = '';
  }
  return found;
}

const services = /^[ \t]*services:[ \t]*\r?$/m;

/** The services of the image, where a document shows a compose file. */
function inBlocks(path: string, text: string, isOwn: (word: string) => boolean): DocumentedRun[] {
  return fencedBlocks(text)
    .filter((block) => services.test(block.text))
    .flatMap((block) =>
      servicesIn(block.text, path)
        .filter(({ image }) => image !== undefined && isOwn(image))
        .map(({ line, volumes, privileged }) => ({
          path,
          line: block.line + line,
          volumes: volumes.map(volumeOf).filter(({ target }) => target.startsWith('/')),
          privileged,
        })),
    );
}

/** What stands between the fences of Markdown, with the line of the fence above, counted from 1. */
function fencedBlocks(text: string): readonly { readonly text: string; readonly line: number }[] {
  const lines = text.split(/\r?\n/);
  const fences = lines.flatMap((line, index) => (/^\s*(?:```|~~~)/.test(line) ? [index] : []));
  return fences.flatMap((fence, index) =>
    index % 2 === 0
      ? [{ text: lines.slice(fence + 1, fences[index + 1]).join('\n'), line: fence + 1 }]
      : [],
  );
}

const privileges = /\s--(?:privileged(?!=false)|device|cap-add)(?=[\s=]|$)/;

/** Longer command lines are nobody's. */
const longest = 4000;

function inCommand(
  command: string,
  isOwn: (word: string) => boolean,
): Pick<DocumentedRun, 'volumes' | 'privileged'> | undefined {
  const start = run.exec(command);
  const own = command.slice(start?.index ?? command.length);
  // What stands behind the image are words for its program.
  const words = own.split(/\s+/).slice(2);
  const image = words.indexOf(imageOfRun(own) ?? '');
  if (!words.slice(0, image === -1 ? undefined : image + 1).some(isOwn)) return undefined;
  const volumes = [...own.matchAll(option)]
    .map(([, word = '']) => mountOf(word.replace(/\\?["']/g, '')))
    .filter(({ target }) => /^\/[\w./-]+$/.test(target));
  return { volumes, privileged: privileges.test(own) };
}

/** `source=data,target=/data` says what `data:/data` does. */
function mountOf(text: string): ServiceVolume {
  // What a shell puts there may have colons of its own.
  if (text.startsWith('$')) return volumeOf(`$${text.slice(text.lastIndexOf(':/'))}`);
  if (!/^[\w-]+=/.test(text)) return volumeOf(text);
  const pairs = new Map(text.split(',').map((pair) => pair.split('=', 2) as [string, string]));
  const source = pairs.get('source') ?? pairs.get('src') ?? '';
  const target = pairs.get('target') ?? pairs.get('destination') ?? pairs.get('dst') ?? '';
  return volumeOf(`${source}:${target}${pairs.has('readonly') ? ':ro' : ''}`);
}
