import { posix } from 'node:path';
import type { Stage } from '../../src/dockerfile/index.js';
import { programIn } from '../../src/knowledge/image-contents.js';
import { nodeTag } from '../../src/knowledge/node-tags.js';
import { wrappedProgram } from '../../src/knowledge/wrapped-programs.js';
import { findInSources, folderOf, type Manifest } from '../../src/project/index.js';
import { type Declined, decline } from '../../src/transform.js';
import type { Installed } from './applications.js';
import { rootOf } from './images.js';
import type { Move } from './move.js';
import { programObstacle, systemPathObstacle } from './presence.js';

/** `spawn('git', …)`, `` exec(`convert ${x}`) ``, `` $`git log` ``. */
const calls = String.raw`(?:\b(?:spawn|spawnSync|exec|execSync|execFile|execFileSync|execa|execaSync|execaCommand|execAsync|execPromise|which(?:\.sync)?)\(\s*[\x60'"]|\$\x60\s*)`;
const spawnable =
  'bash convert curl dash exiftool ffmpeg ffprobe file gcc git gm gpg gs hg identify magick make mogrify mongodump mysql mysqldump openssl pdftoppm pdftotext pg_dump pg_restore psql python python3 rsync scp sftp soffice sqlite3 ssh svn tesseract wkhtmltopdf xz zip'.split(
    ' ',
  );
const spawned = new RegExp(`${calls}(${spawnable.join('|')})(?![\\w/-])`);
/** Paths of programs stand in sources as the shell of a child process, or to be executed. */
const programPath = /[\x60'"](\/(?:usr\/)?s?bin\/[\w.+-]+)(?=[\s\x60'"])/;

/** Data of Debian's that neither Alpine nor slim is sure to have. */
const systemData = /\/usr\/share\/(?:zoneinfo|fonts)\b|\/usr\/lib\/(?:x86_64|aarch64)-linux-gnu/;
const certificates = /\/etc\/ssl\/certs\b/;

/** What an application takes from the image besides node, as far as sources and packages tell (C30). */
export function sourceObstacle(
  move: Move,
  stage: Stage,
  application: Installed,
): Declined | undefined {
  const { manifest } = application;
  if (!manifest) return undefined;
  return (
    wrapperObstacle(move, stage, application) ??
    callObstacle(move, stage, manifest) ??
    dataObstacle(move, stage, manifest)
  );
}

/** Packages that are of no use without a program; those around git work during the build. */
function wrapperObstacle(move: Move, stage: Stage, { manifest }: Installed): Declined | undefined {
  const tools = [...(manifest?.devDependencies.keys() ?? [])].filter((name) =>
    name.startsWith('git-'),
  );
  for (const name of [...(manifest?.dependencies.keys() ?? []), ...tools]) {
    const program = wrappedProgram(name);
    const obstacle =
      program !== undefined &&
      hadBefore(stage, program) &&
      programObstacle(move, stage.from, program, `${name} runs ${program}`);
    if (obstacle) return obstacle;
  }
  return undefined;
}

/** Child processes, and programs by their path. */
function callObstacle(move: Move, stage: Stage, { path }: Manifest): Declined | undefined {
  const place = findInSources(move.project, folderOf(path), spawned);
  const program = (place && spawned.exec(place.text)?.[1]) ?? '';
  const missing =
    place && hadBefore(stage, program)
      ? programObstacle(move, stage.from, program, `${place.path}:${place.line} runs ${program}`)
      : undefined;
  if (missing) return missing;
  const named = findInSources(move.project, folderOf(path), programPath);
  const word = (named && programPath.exec(named.text)?.[1]) ?? '';
  return named && hadBefore(stage, posix.basename(word))
    ? systemPathObstacle(move, stage.from, word, `${named.path}:${named.line} names it`)
    : undefined;
}

function dataObstacle(
  { project, target }: Move,
  stage: Stage,
  { path }: Manifest,
): Declined | undefined {
  const place = findInSources(
    project,
    folderOf(path),
    target === 'slim' ? new RegExp(`${systemData.source}|${certificates.source}`) : systemData,
  );
  return (
    place &&
    decline(
      'alpine-base/glibc-path',
      stage.from,
      `${place.path}:${place.line} reads files of the system that the ${target} image may not have.`,
      'Bring the files along, or set the base image yourself.',
    )
  );
}

/** A program that the image before did not have either is no loss. */
function hadBefore(stage: Stage, program: string): boolean {
  const slim = nodeTag(rootOf(stage).resolvedImage?.tag ?? 'latest')?.variant === 'slim';
  return programIn(slim ? 'node-slim' : 'node-debian', program) !== false;
}

/** Whether the scripts of a project are run by bash, by `script-shell` in .npmrc. */
export function scriptShellOf(move: Move, { manifest }: Installed): string | undefined {
  const path = manifest && `${folderOf(manifest.path)}/.npmrc`.replace(/^\//, '');
  return path === undefined
    ? undefined
    : /^\s*script-shell\s*=\s*["']?([^\s"']+)/m.exec(move.project.files.read(path) ?? '')?.[1];
}
