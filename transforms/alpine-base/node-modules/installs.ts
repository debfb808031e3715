import { managerNamed, operandsOf, worksGlobally } from '../../../src/command/index.js';
import { type Dockerfile } from '../../../src/dockerfile/index.js';
import { isCleanInstall, isInstallVerb } from '../../../src/knowledge/npm/install-verbs.js';
import { programsOf } from '../../../src/knowledge/npm/package-programs.js';
import { rememberedFor } from '../../../src/memo.js';
import { knownWords, programOf, runsIn, type Word } from '../../../src/shell/index.js';
import { managerFolder } from '../commands/folders.js';
import type { Reached } from '../move.js';

/** An install by a package manager. */
export interface Install {
  readonly reached: Reached;
  readonly folder: string | undefined;
  /** The packages that it names, as `sharp@0.33`; none where package.json tells. */
  readonly names: readonly string[];
  readonly global: boolean;
  /** It leaves development dependencies out. */
  readonly production: boolean;
  /** It compiles what has a ready-made binary, too. */
  readonly compiles: boolean;
  /** The install scripts of packages do not run. */
  readonly scriptless: boolean;
}

const renews = /^(?:update|up|upgrade|rebuild)$/;
const omitsDevelopment =
  /^(?:--omit=dev|--production(?:=true)?|--prod|-P|--only=prod(?:uction)?|--no-dev)$/;
const keepsDevelopment = /^(?:--include=dev|--production=false|--prod=false|--dev|-D)$/;

/** Reads a command that installs packages; undefined for any other. */
export function installOf(reached: Reached): Install | undefined {
  const { command, caller } = reached;
  const call = managerCalled(command);
  if (!call) return undefined;
  const { manager, words } = call;
  const plain = operandsOf(words).filter((word) => word !== '');
  const global = worksGlobally(words) || plain[0] === 'global';
  const focuses = manager === 'yarn' && plain[0] === 'workspaces' && plain[1] === 'focus';
  const [verb, ...given] = plain[0] === 'global' ? plain.slice(1) : plain;
  // npm takes its own folder for no package to add: `npm install .` is `npm install` (lib/commands/install.js).
  const added =
    manager === 'npm' && !global ? given.filter((name) => !/^\.\/?$/.test(name)) : given;
  const names = focuses ? [] : added;
  if (
    verb === undefined
      ? manager !== 'yarn' || words.some((word) => /^-v$|--version/.test(word))
      : !focuses && !isInstallVerb(verb) && !renews.test(verb)
  )
    return undefined;
  return {
    reached,
    folder: managerFolder(words, caller.folder),
    names: verb === 'rebuild' || isCleanInstall(verb ?? '') ? [] : names,
    global,
    production: isProduction(words, reached),
    compiles: words.some((word) => /^--build[-_]from[-_]source/.test(word)),
    scriptless: words.includes('--ignore-scripts'),
  };
}

/** The package manager that a command calls, also by `corepack` or `npx`, and the words behind its name. */
function managerCalled(
  command: Reached['command'],
): { readonly manager: string; readonly words: readonly string[] } | undefined {
  const words = command.words.map(plainPart);
  const starts = /^(?:corepack|npx)$/.test(managerNamed(programOf(command)) ?? '');
  const index = starts ? words.findIndex((word, at) => at > 0 && !word.startsWith('-')) : 0;
  const name = starts ? words[index]?.replace(/(?<=.)@.*/, '') : programOf(command);
  const manager = managerNamed(name);
  return manager && /^(?:npm|yarn|pnpm|bun)$/.test(manager)
    ? { manager, words: words.slice(index + 1) }
    : undefined;
}

/** `sharp@$VERSION` is sharp, whatever its version. */
function plainPart({ value, text }: Word): string {
  return value ?? /^(?:@[\w.-]+\/)?[\w.-]+(?=@["']?\$)/.exec(text)?.[0] ?? '';
}

function isProduction(words: readonly string[], { command, caller }: Reached): boolean {
  if (words.some((word) => keepsDevelopment.test(word))) return false;
  if (
    words.some(
      (word, index) =>
        omitsDevelopment.test(word) || (word === 'dev' && words[index - 1] === '--omit'),
    )
  )
    return true;
  const own = command.assignments.find(({ name }) => name === 'NODE_ENV');
  const { scope } = caller.environment;
  const given = own
    ? own.value
    : scope.isArgument('NODE_ENV')
      ? undefined
      : scope.variable('NODE_ENV');
  return given === 'production';
}

/** The programs of packages that RUNs of a file install globally. */
export const installedPrograms = rememberedFor(
  (file: Dockerfile): ReadonlySet<string> => new Set(globalNames(file).flatMap(programsOf)),
);

/** Whether a package that a RUN installs globally is called like a program: `lumber-cli` brings lumber. */
export function mayBeInstalled(file: Dockerfile, program: string): boolean {
  const bare = lettersOf(program);
  return (
    bare.length > 2 && globalNames(file).some((name) => lettersOf(nameOf(name)).includes(bare))
  );
}

function lettersOf(name: string): string {
  return name.toLowerCase().replaceAll(/[^a-z0-9]/g, '');
}

const globalNames = rememberedFor(({ stages }: Dockerfile): readonly string[] =>
  stages
    .flatMap(runsIn)
    .flatMap(({ commands = [] }) => commands.map(knownWords))
    .filter((line) => worksGlobally(line) || line.includes('global'))
    .flat()
    .map(nameOf),
);

/** The name in `sharp@0.33.2` and `@nestjs/cli@10`. */
export function nameOf(spec: string): string {
  return spec.replace(/(?!^)@.*$/, '');
}
