import { posix } from 'node:path';
import { referenceOf, type Stage } from '../../../src/dockerfile/index.js';
import { containerCommand, healthcheckOf, startCommands } from '../../../src/command/index.js';
import { busyboxLacks, gnuPackage } from '../../../src/knowledge/system/busybox.js';
import { golangImage } from '../../../src/knowledge/images/golang.js';
import { programIn } from '../../../src/knowledge/images/contents.js';
import { apkWithProgram, programsOfApk } from '../../../src/knowledge/system/programs.js';
import { knownWords, programOf } from '../../../src/shell/index.js';
import { type Declined, decline } from '../../../src/transform.js';
import type { RuntimeImage } from './runtime-image.js';
import { findIn, type GoSources, startedPrograms } from './sources.js';

/** Packages without a program of their own that only compiling needs. */
const forBuilding =
  /^(?:apt-transport-https|binutils(?:-gold)?|build-base|build-essential|ca-certificates|gcompat|git|libc6?-dev|libprotobuf-dev|libtool|linux-headers|lsb-release|musl(?:-dev|-tools)?|pkg(?:conf|-config)|protobuf(?:-dev|-compiler)?|tzdata|upx(?:-ucl)?|xz-utils)$/;

/** Packages with headers: what a program links of them is a library that it needs, too. */
export function librariesAmong(packages: readonly string[]): readonly string[] {
  return packages.filter((name) => name.endsWith('-dev') && !forBuilding.test(name));
}

/** Serving files by name takes the types of the system's list (Go's package mime). */
const servesFiles =
  /\bhttp\.(?:FileServer|FileServerFS|ServeContent|ServeFile)\b|\bmime\.|\.(?:Static|StaticFS|File)\(/;

/**
 * The system packages of the runtime stage, sorted: certificates and time zones as the golang image
 * has them (handbook F32), what the program, HEALTHCHECK and the file itself ask for.
 */
export function runtimePackages(
  stage: Stage,
  { manager }: RuntimeImage,
  programs: readonly string[],
  installed: readonly string[],
  sources: GoSources | undefined,
): readonly string[] | Declined {
  const wanted = new Set(['ca-certificates', 'tzdata']);
  const debian = golangImage(referenceOf(stage).tag ?? '')?.family === 'debian';
  // Debian's golang has a list of file types by Mercurial's Python; Alpine's has none.
  if (debian && sources && findIn(sources, servesFiles))
    wanted.add(manager === 'apk' ? 'mailcap' : 'media-types');
  for (const { name, at, why } of startedIn(stage, sources)) {
    const brought = name === undefined ? undefined : packageWith(name, manager, programs);
    if (brought === undefined) return unknownProgram(at, why, name);
    if (brought !== '') wanted.add(brought);
  }
  if (debian && manager === 'apk') for (const name of gnuTools(stage)) wanted.add(name);
  for (const name of installed) {
    const tool =
      forBuilding.test(name) ||
      name.endsWith('-dev') ||
      (sources && programsOfApk(name).length > 0);
    if (tool) continue;
    if (debian) return unknownPackage(stage, name);
    wanted.add(name);
  }
  return [...wanted].toSorted();
}

/** GNU tools whose options a HEALTHCHECK uses and busybox does not know (lessons, 3). */
function gnuTools(stage: Stage): string[] {
  const check = healthcheckOf(stage);
  const commands = (check && startCommands(check, stage)) ?? [];
  return commands.flatMap((command) => {
    const program = programOf(command) ?? '';
    const args = knownWords(command).slice(1);
    return busyboxLacks(program, args) === undefined ? [] : (gnuPackage(program) ?? []);
  });
}

interface Started {
  readonly name: string | undefined;
  readonly at: { readonly start: number; readonly end: number };
  readonly why: string;
}

/** The program of an exec form, which may be a shell or an init in front of the compiled one. */
function startedFirst(stage: Stage): Started[] {
  const { entrypoint, cmd } = containerCommand(stage);
  const at = entrypoint ?? cmd;
  const name = at?.json?.[0];
  return at && name !== undefined ? [{ name, at, why: at.keyword }] : [];
}

/** What the container, the program's sources and HEALTHCHECK start. */
function startedIn(stage: Stage, sources: GoSources | undefined): Started[] {
  const bySources = (sources ? startedPrograms(sources) : []).map(({ path, line, name }) => ({
    name,
    at: stage.from,
    why: `${path}:${line}`,
  }));
  const check = healthcheckOf(stage);
  const commands = check ? startCommands(check, stage) : [];
  const byCheck = (commands ?? [undefined]).map((command) => ({
    name: command && (command.words[0]?.value ?? programOf(command)),
    at: check ?? stage.from,
    why: 'HEALTHCHECK',
  }));
  return [...startedFirst(stage), ...bySources, ...byCheck];
}

/** The package with a program; '' where none is needed, undefined where none is known. */
function packageWith(
  name: string,
  manager: RuntimeImage['manager'],
  programs: readonly string[],
): string | undefined {
  const bare = posix.basename(name);
  if (programs.some((path) => path.endsWith(`/${bare}`))) return '';
  if (programIn(manager === 'apk' ? 'alpine' : 'debian-slim', bare)) return '';
  const brought = apkWithProgram(bare);
  return manager === 'apk' || brought === bare ? brought : undefined;
}

function unknownProgram(at: Started['at'], why: string, name: string | undefined): Declined {
  return decline(
    'split-stages/go-programs',
    at,
    `${why} starts ${name === undefined ? 'a program that is not known before it runs' : `"${name}"`}, which the runtime stage might not have.`,
    'Split this file by hand, with the packages that bring it.',
  );
}

function unknownPackage(stage: Stage, name: string): Declined {
  const run = stage.instructions.find(
    ({ keyword, argument }) => keyword === 'RUN' && argument.includes(name),
  );
  return decline(
    'split-stages/system-packages',
    run ?? stage.from,
    `The package "${name}" is installed, and the program may need it while it runs.`,
    'Split this file by hand, with the package in the runtime stage.',
  );
}
