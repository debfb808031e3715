import { posix } from 'node:path';
import { programDoes, programsThat } from '../../../src/knowledge/program-traits.js';
import {
  chainOf,
  type Dockerfile,
  environmentAt,
  type Stage,
} from '../../../src/dockerfile/index.js';
import { installHooks } from '../../../src/knowledge/npm/install-scripts.js';
import { copyAt, type Manifest, type Project } from '../../../src/project/index.js';
import {
  type Command,
  commandsOf,
  parseScript,
  programOf,
  writtenWords,
} from '../../../src/shell/index.js';
import { calledScripts } from '../../../src/steps/index.js';
import type { Installed } from './installed.js';
import { isPnpmWorkspace } from './pnpm-workspace.js';

/** An install, and the stage whose node_modules it fills. */
export interface InstallIn extends Installed {
  readonly file: Dockerfile;
  readonly stage: Stage;
  readonly project: Project;
}

/** Something that a step does to a package of node_modules, beside installing it. */
interface Deed {
  /** What does it, for a message. */
  readonly by: string;
  /** The package; undefined where its name can't be told. */
  readonly name: string | undefined;
  /** Whether it changes or compiles what is there already, instead of putting something there. */
  readonly changes: boolean;
}

const tools = '(?:npx\\s+|yarn\\s+|pnpm\\s+(?:exec\\s+)?|(?:\\S*/)?node_modules/\\.bin/)?';
/** Programs that link or copy packages of their own choice into node_modules. */
const linkers = new RegExp(`^${tools}(?:${programsThat('linksModules').join('|')})\\b`);
/** Programs that change files of packages, or compile packages again. */
const changers = new RegExp(
  `^(?:(?:npm|yarn)\\s+(?:rebuild|rb)\\b|${tools}(?:${programsThat('changesModules').join('|')})\\b)`,
);
const putting = [
  'copies',
  'moves',
  'links',
  'fetches',
  'unpacks',
  'makesFolders',
  'makesFiles',
  'writesInput',
] as const;
/** A folder for the packages is made before the install, often to give it to a user: it is empty. */
const emptyFolder = /(?:^|\/)node_modules\/?$/;

/**
 * Why a prune would undo what a step did to node_modules by hand; a sentence. npm and Yarn take away
 * what no list names, and Yarn puts its own copy in the place of files that somebody changed (run
 * with npm 11 and Yarn 1.22); pnpm leaves both alone (run with 8 to 10), but for a workspace, where it
 * writes all links anew.
 */
export function placedByHand(install: InstallIn): string | undefined {
  const { step, provision } = install;
  const workspace = isPnpmWorkspace(install);
  if (step.manager === 'pnpm' && !workspace) return undefined;
  const kept = new Set(provision.manifests.flatMap(listed));
  const lost = deedsOn(install).find(({ name, changes }) => {
    const stays = changes || (name !== undefined && kept.has(name) && !workspace);
    return step.manager === 'yarn' || !stays;
  });
  if (!lost) return undefined;
  const what = lost.changes ? 'changes packages' : 'puts something there';
  return `"${lost.by}" ${what}, which ${step.manager} would undo.`;
}

/** The packages of a package.json that a prune leaves. */
export function listed({
  dependencies,
  optionalDependencies,
  peerDependencies,
}: Manifest): string[] {
  return [dependencies, optionalDependencies, peerDependencies].flatMap((list) => [...list.keys()]);
}

function deedsOn(install: InstallIn): readonly Deed[] {
  const { file, stage, project, provision } = install;
  const steps = chainOf(stage).flatMap((one) =>
    one.instructions.flatMap(({ keyword }, index) => {
      if (keyword === 'COPY' || keyword === 'ADD') return copied(file, one, index);
      const run = one.instructions[index];
      return keyword === 'RUN' && run
        ? (commandsOf(run, environmentAt(one, index)) ?? []).flatMap(deedsOf)
        : [];
    }),
  );
  const hooks = project.context === undefined ? [] : provision.manifests.flatMap(deedsOfHooks);
  return [...steps, ...hooks];
}

/** What the scripts do that an install runs. */
function deedsOfHooks(manifest: Manifest): readonly Deed[] {
  const names = new Set(installHooks.flatMap((hook) => calledScripts(manifest, hook)));
  return [...names].flatMap((name) =>
    (parseScript(manifest.scripts.get(name) ?? '')?.commands ?? []).flatMap(deedsOf),
  );
}

/** A COPY into node_modules; a whole node_modules is an install of another stage. */
function copied({ stages }: Dockerfile, stage: Stage, index: number): readonly Deed[] {
  const copy = copyAt(stage, index, stages);
  if (!copy) return [];
  const whole = copy.sources.every((one) => /(?:^|\/)node_modules\/?\.?$/.test(one));
  const into = `${copy.destination}/`.includes('/node_modules/');
  const { keyword, argument } = copy.instruction;
  return into && !whole
    ? [{ by: `${keyword} ${argument}`, name: packageIn(copy.destination), changes: false }]
    : [];
}

function deedsOf(command: Command): readonly Deed[] {
  const words = writtenWords(command);
  const by = words.join(' ');
  if (linkers.test(by)) return [{ by, name: undefined, changes: false }];
  if (changers.test(by)) return [{ by, name: undefined, changes: true }];
  const program = programOf(command) ?? '';
  const [, ...operands] = words.filter((word) => !word.startsWith('-'));
  const touched = programDoes(program, 'copies', 'moves', 'links') ? operands.slice(-1) : operands;
  if (!programDoes(program, ...putting, 'patches')) return [];
  return touched
    .filter((path) => /(?:^|\/)node_modules(?:\/(?!\.)|$)/.test(path))
    .filter((path) => !programDoes(program, 'makesFolders') || !emptyFolder.test(path))
    .map((path) => ({ by, name: packageIn(path), changes: programDoes(program, 'patches') }));
}

/** The package whose folder a path names or leads into. */
function packageIn(path: string): string | undefined {
  const found = /node_modules\/((?:@[^/]+\/)?[^@./][^/]*)/.exec(posix.normalize(path))?.[1];
  return found?.replace(/[*?].*/, '') || undefined;
}
