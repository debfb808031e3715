import { managerMajor } from '../../../src/command/index.js';
import {
  chainOf,
  environmentAt,
  isRootAt,
  rootOf,
  type Stage,
} from '../../../src/dockerfile/index.js';
import { nodeTag } from '../../../src/knowledge/images/node-tags.js';
import { alpineTwin } from '../../../src/knowledge/images/node-twins.js';
import { compareVersions } from '../../../src/knowledge/version-order.js';
import type { Span } from '../../../src/edits.js';
import { applicationIn } from '../../../src/project/index.js';
import { commandsOf, programOf } from '../../../src/shell/index.js';
import { type Declined, decline } from '../../../src/transform.js';
import { type Need, need } from '../demands.js';
import type { Install } from './installs.js';
import type { Move } from '../move.js';

/** What an install has to compile: for whom, and what Alpine packages that takes. */
interface Build {
  readonly install: Install;
  readonly packages: readonly string[];
  readonly because: string;
  /** The author's own compilers stay in the image: where ours can't go again they do no harm beside these. */
  readonly besideOthers?: boolean;
}

/**
 * The compilers for an install. A stage that is thrown away just gets them; in the final image they
 * stay no longer than the install takes (handbook C32, C33).
 */
export function toolchainDemand(
  move: Move,
  final: Stage,
  { install, packages, because, besideOthers = false }: Build,
): Need | Declined {
  const { caller } = install.reached;
  const release = releaseOf(caller.stage);
  const missing = noToolchain(install, because, release.problem);
  if (release.problem !== undefined) return missing;
  const names = [...new Set(packages.length > 0 ? packages : ['python3', 'make', 'g++'])];
  const all = named(names, release, asksForDistutils(move, install));
  if (!chainOf(final).includes(caller.stage)) return need(caller, all, because);
  const during = wrappable(install);
  return {
    ...need(caller, all, because, during || besideOthers ? undefined : missing),
    ...(during && { during }),
  };
}

function noToolchain({ reached }: Install, because: string, problem?: string): Declined {
  return decline(
    'alpine-base/needs-toolchain',
    reached.caller.at,
    `${because}, and ${problem ?? 'the alpine image has no compiler'}.`,
    'Install in a stage of its own, with python3, make and g++, and set the base image yourself.',
  );
}

/** The Alpine release that a stage moves to, and why nothing can be compiled on it, if so. */
interface Release {
  readonly alpine: string | undefined;
  readonly python: string;
  readonly problem?: string;
}

/**
 * The Python that node-gyp runs with: that of npm 6 before 6.13 needs Python 2, which Alpine had up
 * to 3.15; that of npm 6 and 7 does not run with Python 3.10, which came with Alpine 3.15.
 */
function releaseOf(stage: Stage): Release {
  const tag = rootOf(stage).resolvedImage?.tag ?? 'latest';
  const major = nodeTag(tag)?.major ?? Infinity;
  const alpine = alpineTwin(tag)?.alpineRelease;
  if (major >= 16) return { alpine, python: 'python3' };
  const problem = `the Python of that Alpine is not the one that Node ${major} compiles with`;
  const upTo = (release: string) => alpine !== undefined && compareVersions(alpine, release) <= 0;
  if (major >= 13) return { alpine, python: 'python3', ...(!upTo('3.14') && { problem }) };
  return { alpine, python: upTo('3.4') ? 'python' : 'python2', ...(!upTo('3.15') && { problem }) };
}

/** The Python that node-gyp runs with, which was Python 2 before Node 13, by the name that Debian has for it. */
export function pythonOnSlim(stage: Stage): string {
  const text = rootOf(stage).resolvedImage?.tag ?? 'latest';
  const tag = nodeTag(text);
  // node:0.10 and node:0.12 are in no table.
  if (text.startsWith('0.')) return 'python';
  if ((tag?.major ?? Infinity) >= 13) return 'python3';
  return tag?.debianRelease === 'bullseye' ? 'python2' : 'python';
}

/** Packages by the names that a release of Alpine has for them. */
function named(
  packages: readonly string[],
  { alpine, python }: Release,
  distutils: boolean,
): string[] {
  const before = (release: string) => alpine !== undefined && compareVersions(alpine, release) < 0;
  const names = packages.map((name) => {
    if (name === 'python3') return python;
    return name === 'libpq-dev' && before('3.15') ? 'postgresql-dev' : name;
  });
  // Python dropped distutils in 3.12 (Alpine 3.20).
  return distutils && !before('3.20') ? [...names, 'py3-setuptools'] : names;
}

/**
 * Whether the node-gyp of an install is older than 10 and asks for Python's distutils: that of pnpm
 * up to 8 is (its tarballs of 7.33.7 to 9.0.0); npm brings none on an Alpine with Python 3.12.
 */
function asksForDistutils({ project, file }: Move, { reached, folder }: Install): boolean {
  const { stage } = reached.caller;
  if (programOf(reached.command) !== 'pnpm') return false;
  const application = applicationIn(project, stage, file.stages, folder);
  const manifest = application?.manifest;
  const major = manifest && managerMajor(project, stage, { ...application, manifest }, 'pnpm');
  return major === undefined || major < 9;
}

/** The span of an install that more can be put around: a step of a plain chain, run by root. */
function wrappable({ reached: { command, caller } }: Install): Span | undefined {
  const { at, stage, label } = caller;
  const index = stage.instructions.indexOf(at);
  const plain = label === 'RUN' && !at.json && at.line.heredocs.length === 0;
  if (!plain || !isRootAt(stage, index) || command.nested || command.redirected) return undefined;
  const all = commandsOf(at, environmentAt(stage, index)) ?? [];
  const place = all.findIndex(({ start }) => start === command.start);
  const joins = [command.operator, all[place + 1]?.operator];
  const chained = joins.every((one) => one === undefined || one === '&&' || one === ';');
  return place !== -1 && chained ? { start: command.start, end: command.end } : undefined;
}
