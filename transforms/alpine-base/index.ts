import { type Dockerfile, finalEnvironment, type Stage } from '../../src/dockerfile/index.js';
import { type Application, type Project } from '../../src/project/index.js';
import { change, type Change, decline, type Declined, defineTransform, type Options, type Outcome } from '../../src/transform.js';
import { cautionsFor } from './cautions.js';
import { localAddress } from './healthcheck.js';
import { baseKind, type Swap, swapFor } from './images.js';
import { applicationsOf, hostModulesObstacle, packageObstacle } from './packages.js';
import { manifestOf, ProgramCheck, type Target } from './programs.js';
import { rules } from './rules.js';

/** Moves the final stage, and every stage that shares files with it, to Alpine. */
export const alpineBase = defineTransform({
  name: 'alpine-base',
  summary: 'builds on the Alpine variant of the same Node version, or on slim where Alpine is not safe',
  rules,
  *run(file, project, options): Iterable<Outcome> {
    const final = file.stages.at(-1) as Stage;
    const group = linkedStages(final);
    const kinds = group.map((stage) => baseKind(stage, options));
    if (baseKind(rootOf(final), options) === 'foreign') {
      if (!isSmall(final)) yield foreign(rootOf(final));
      return;
    }
    if (!kinds.includes('debian')) return;
    if (options.runtime === 'slim') yield* toSlim(file, group, final, project);
    else yield* toAlpine(file, group, final, project, options);
  },
});

/**
 * Stages that share files move together or not at all: a native module built against glibc does
 * not load on musl.
 */
function linkedStages(final: Stage): Stage[] {
  const found = new Set<Stage>();
  const visit = (stage: Stage): void => {
    if (found.has(stage)) return;
    found.add(stage);
    stage.sources.forEach(visit);
  };
  visit(final);
  return [...found].sort((a, b) => a.index - b.index);
}

function rootOf(stage: Stage): Stage {
  return stage.base ? rootOf(stage.base) : stage;
}

/** Bases that nobody would move: they are Alpine, distroless or empty already. */
function isSmall(stage: Stage): boolean {
  const { text } = rootOf(stage).resolvedImage ?? rootOf(stage).image;
  return /alpine|distroless|^scratch$|wolfi|chainguard/.test(text) || /^(docker\.io\/)?(library\/)?nginx\b/.test(text);
}

function foreign({ image, from }: Stage): Declined {
  return decline('alpine-base/foreign-base', from, `"${image.text}" is not the official node image; its contents are unknown.`, 'Build on node, or name your mirror of the official images with --image-mirror.');
}

function* toAlpine(file: Dockerfile, group: readonly Stage[], final: Stage, project: Project, options: Options): Iterable<Outcome> {
  const moved = swapsOf(file, group, options, 'alpine');
  const applications = applicationsOf(file, group, project);
  const obstacle = 'outcome' in moved ? moved : contentObstacle(file, group, final, applications, project, options, 'alpine');
  if (!obstacle && !('outcome' in moved)) {
    yield* moved.map((swap) => swapChange(swap, applications, final, 'alpine'));
    const address = localAddress(file, final);
    if (address) yield address;
    return;
  }
  if (obstacle) yield obstacle;
  if (options.slimFallback && obstacle && !/foreign|dynamic|digest|unknown-(tag|project)/.test(obstacle.rule)) yield* slimInstead(file, group, final, project);
}

/** Every swap of a group, or the first reason against one. */
function swapsOf(file: Dockerfile, group: readonly Stage[], options: Options, target: Target): Swap[] | Declined {
  const swaps: Swap[] = [];
  for (const stage of group) {
    const kind = baseKind(stage, options);
    if (kind === 'foreign') return foreign(stage);
    const swap = kind === 'debian' ? swapFor(file, stage, target) : undefined;
    if (swap && 'outcome' in swap) return swap;
    if (swap) swaps.push(swap);
  }
  return withoutDoubles(swaps);
}

/** Two FROM lines on one build argument change its default once. */
function withoutDoubles(swaps: readonly Swap[]): Swap[] {
  return swaps.filter((swap, index) => !swaps.slice(0, index).some((other) => other.edits[0]?.start === swap.edits[0]?.start));
}

/** What the stages hold that does not work on the target. */
function contentObstacle(
  file: Dockerfile,
  group: readonly Stage[],
  final: Stage,
  applications: readonly Application[],
  project: Project,
  options: Options,
  target: Target,
): Declined | undefined {
  const check = new ProgramCheck(file, project, target);
  const known = applications.length > 0 || options.assumePureJs;
  for (const stage of group) {
    const obstacle = (target === 'alpine' ? pathObstacle(stage, file) : undefined) ?? check.inSteps(stage, manifestOf(applications));
    if (obstacle) return obstacle;
  }
  if (!known) return decline('alpine-base/unknown-project', final.from, 'Which packages are installed is not known: no package.json was found in the build context.', 'Run in the project, name the build context with --context, or say --assume-pure-js.');
  for (const application of options.assumePureJs ? [] : applications) {
    const obstacle = packageObstacle(final, application, target);
    if (obstacle) return obstacle;
  }
  const host = target === 'alpine' && !options.assumePureJs ? hostModulesObstacle(group, applications, project) : undefined;
  return host ?? check.inContainer(final);
}

const debianPath = /LD_PRELOAD|LD_LIBRARY_PATH|\/usr\/lib\/(?:x86_64|aarch64|arm)[\w-]*-linux-gnu|\/lib64\/ld-linux|\/usr\/lib\/jvm/;

/** Paths of Debian's libraries, and programs from images that are not known. */
function pathObstacle(stage: Stage, file: Dockerfile): Declined | undefined {
  const path = stage.instructions.find(({ line }) => debianPath.test(line.joined.text));
  if (path) return decline('alpine-base/glibc-path', path, `"${debianPath.exec(path.line.joined.text)?.[0]}" belongs to Debian's libraries.`, 'Find its place on Alpine, and set the base image yourself.');
  const names = new Set(file.stages.flatMap(({ name, index }) => [name?.toLowerCase(), String(index)]));
  const copy = stage.instructions.find(({ keyword, flags }) => keyword === 'COPY' && flags.some(({ name, value = '' }) => name === 'from' && !names.has(value.toLowerCase())));
  return copy && decline('alpine-base/foreign-copy', copy, 'This COPY takes files from another image, which may need glibc.', 'Check that they work on Alpine, and set the base image yourself.');
}

function swapChange(swap: Swap, applications: readonly Application[], final: Stage, target: Target): Change {
  const cautions = target === 'alpine' ? cautionsFor(swap, applications, final) : [];
  const because = target === 'alpine' ? `The same Node on Alpine: node:${swap.after}.` : `The same Node and Debian without compilers and headers: node:${swap.after}.`;
  return change(`alpine-base/${target}`, swap.stage.from, because, swap.edits, swap.effect, cautions);
}

/** Alpine declined is not the end: the runtime stage goes to slim of the same release (decision 4). */
function* slimInstead(file: Dockerfile, group: readonly Stage[], final: Stage, project: Project): Iterable<Outcome> {
  for (const outcome of toSlim(file, group, final, project)) if (outcome.outcome === 'changed') yield outcome;
}

/** Moves the final stage to slim: in a split the builder keeps what slim lacks. */
function* toSlim(file: Dockerfile, group: readonly Stage[], final: Stage, project: Project): Iterable<Outcome> {
  if (final.base || /slim/.test(final.resolvedImage?.tag ?? '')) return;
  const swap = swapFor(file, final, 'slim');
  if ('outcome' in swap) return yield swap;
  const applications = applicationsOf(file, group, project);
  const split = final.sources.length > 0;
  const obstacle = slimObstacle(file, final, applications, project, split);
  yield obstacle ?? swapChange(swap, applications, final, 'slim');
}

function slimObstacle(file: Dockerfile, final: Stage, applications: readonly Application[], project: Project, split: boolean): Declined | undefined {
  const check = new ProgramCheck(file, project, 'slim');
  const certificates = finalEnvironment(final).scope.env().has('NODE_EXTRA_CA_CERTS');
  if (certificates) return decline('alpine-base/missing-program', final.from, 'NODE_EXTRA_CA_CERTS may name the certificates that slim leaves out.');
  const steps = check.inSteps(final, manifestOf(applications));
  if (steps || applications.length === 0) return steps ?? decline('alpine-base/unknown-project', final.from, 'Which packages are installed is not known.');
  for (const application of applications) {
    const obstacle = packageObstacle(final, application, 'slim');
    if (obstacle && !(split && /git-dependency/.test(obstacle.rule))) return obstacle;
  }
  return check.inContainer(final);
}
