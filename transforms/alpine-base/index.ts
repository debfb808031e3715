import { type Dockerfile, finalEnvironment, type Stage } from '../../src/dockerfile/index.js';
import type { Project } from '../../src/project/index.js';
import { type Change, change, decline, type Declined, defineTransform, type Options, type Outcome } from '../../src/transform.js';
import { swapFor } from './arguments.js';
import { cautionsFor } from './cautions.js';
import { localAddress } from './healthcheck.js';
import { baseKind, imageBehind, rootOf, type Swap } from './images.js';
import type { Contents } from './applications.js';
import { isDeclined, type Move } from './move.js';
import { judge } from './obstacles.js';
import { rules } from './rules.js';

/** Moves the final stage, and every stage that shares files with it, to Alpine. */
export const alpineBase = defineTransform({
  name: 'alpine-base',
  summary: 'builds on the Alpine variant of the same Node version, or on slim where Alpine is not safe',
  rules,
  *run(file, project, options): Iterable<Outcome> {
    const final = file.stages.at(-1) as Stage;
    if (baseKind(rootOf(final), options) === 'foreign') {
      if (!isSmall(final)) yield foreign(rootOf(final));
      return;
    }
    const linked = linkedStages(final);
    const moving = linked.filter((stage) => baseKind(rootOf(stage), options) === 'debian');
    if (moving.length === 0) return;
    if (options.runtime === 'slim') yield* toSlim(file, linked, final, project, options);
    else yield* toAlpine({ file, project, options, target: 'alpine', stages: moving }, linked, final);
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

/** Bases that nobody would move: they are Alpine, distroless or empty already. */
function isSmall(stage: Stage): boolean {
  const { text } = imageBehind(rootOf(stage)) ?? rootOf(stage).image;
  return /alpine|distroless|^scratch$|wolfi|chainguard/.test(text) || /^(docker\.io\/)?(library\/)?nginx\b/.test(text);
}

function foreign({ image, from }: Stage): Declined {
  return decline('alpine-base/foreign-base', from, `"${image.text}" is not the official node image; its contents are unknown.`, 'Build on node, or name your mirror of the official images with --image-mirror.');
}

function* toAlpine(move: Move, linked: readonly Stage[], final: Stage): Iterable<Outcome> {
  const swaps = swapsOf(move, linked);
  if (isDeclined(swaps)) return yield swaps;
  const { obstacle, contents } = judge(move, linked, final);
  if (!obstacle) {
    yield* swaps.map((swap) => swapChange(swap, contents, final, 'alpine'));
    const address = localAddress(move.file, final);
    if (address) yield address;
    return;
  }
  yield obstacle;
  if (move.options.slimFallback && !/unknown-project/.test(obstacle.rule)) yield* slimInstead(move, linked, final);
}

/** Every swap of the stages, or the first reason against one. */
function swapsOf({ file, options, stages, target }: Move, linked: readonly Stage[]): Swap[] | Declined {
  const swaps: Swap[] = [];
  for (const stage of linked) {
    const kind = baseKind(stage, options);
    if (kind === 'foreign') return foreign(stage);
    const swap = kind === 'debian' ? swapFor(file, stage, stages, target) : undefined;
    if (swap && isDeclined(swap)) return swap;
    if (swap) swaps.push(swap);
  }
  return withoutDoubles(swaps);
}

/** Two FROM lines on one build argument change its default once. */
function withoutDoubles(swaps: readonly Swap[]): Swap[] {
  return swaps.filter((swap, index) => !swaps.slice(0, index).some((other) => other.edits[0]?.start === swap.edits[0]?.start));
}

function swapChange(swap: Swap, contents: Contents, final: Stage, target: Move['target']): Change {
  const cautions = cautionsFor(swap, contents, final, target);
  const because = target === 'alpine' ? `The same Node on Alpine: node:${swap.after}.` : `The same Node and Debian without compilers and headers: node:${swap.after}.`;
  return change(`alpine-base/${target}`, swap.stage.from, because, swap.edits, swap.effect, cautions);
}

/** Alpine declined is not the end: the runtime stage goes to slim of the same release (decision 4). */
function* slimInstead({ file, project, options }: Move, linked: readonly Stage[], final: Stage): Iterable<Outcome> {
  for (const outcome of toSlim(file, linked, final, project, options)) if (outcome.outcome === 'changed') yield outcome;
}

/** Moves the final stage to slim: in a split the builder keeps what slim lacks. */
function* toSlim(file: Dockerfile, linked: readonly Stage[], final: Stage, project: Project, options: Options): Iterable<Outcome> {
  if (final.base || baseKind(final, options) !== 'debian' || /slim/.test(imageBehind(final)?.tag ?? '')) return;
  const swap = swapFor(file, final, [final], 'slim');
  if (isDeclined(swap)) return yield swap;
  const move: Move = { file, project, options, target: 'slim', stages: [final] };
  const { obstacle, contents } = judge(move, linked, final);
  yield certificatesObstacle(final) ?? obstacle ?? swapChange(swap, contents, final, 'slim');
}

/** Slim has no certificates but those that node brings. */
function certificatesObstacle(final: Stage): Declined | undefined {
  const path = finalEnvironment(final).scope.variable('NODE_EXTRA_CA_CERTS');
  if (path === null || (path !== undefined && !path.startsWith('/etc/ssl/') && !path.startsWith('/usr/'))) return undefined;
  return decline('alpine-base/missing-program', final.from, 'NODE_EXTRA_CA_CERTS may name the certificates that slim leaves out.');
}
