import { posix } from 'node:path';
import { folderOption, managerCall, operandsOf } from '../command/index.js';
import type { Dockerfile, Instruction, Stage } from '../dockerfile/index.js';
import { installHooks } from '../knowledge/npm/install-scripts.js';
import type { Project } from '../project/index.js';
import {
  type Command,
  commandsOf,
  innermostCommand,
  parseScript,
  programOf,
  withWords,
} from '../shell/index.js';
import {
  calledScripts,
  type CommandSite,
  commandSite,
  folderAt,
  innerScript,
  siteWithin,
  valueIn,
  Walk,
} from '../steps/index.js';
import { filesBefore } from './files-before.js';
import { type Development, developmentAfter } from './install-words.js';
import {
  type Installer,
  installerIn,
  type InstallingManager,
  kindOf,
  packagesAdded,
} from './installers.js';

/** A step that fills, empties or prunes the node_modules of a folder. */
export interface ModulesStep {
  readonly kind: 'install' | 'prune' | 'removal' | 'folder removal';
  readonly run: Instruction;
  /** Where it stands, or where what it leaves is copied to. */
  readonly stage: Stage;
  /** The index of the RUN or COPY in that stage. */
  readonly index: number;
  /** Where COPY --from took the node_modules from; absent for what the stage does itself. */
  readonly from?: { readonly stage: Stage; readonly folder: string };
  readonly manager: InstallingManager;
  /** How the file calls the package manager: `npm`, `corepack pnpm`. */
  readonly program: string;
  /** What follows it. */
  readonly words: readonly string[];
  /** The folder in the image; undefined where several come into question. */
  readonly folder: string | undefined;
  readonly development: Development;
  /** Whether it stands in a condition, a loop or behind `||`. */
  readonly conditional: boolean;
  /** Packages that it names. */
  readonly packages: readonly string[];
}

/** Scripts that call scripts: deeper than this, nobody looks. */
const deepest = 3;

/** What the RUN at an index of a stage does to node_modules, in scripts of package.json, too. */
export function stepsOfRun(
  file: Dockerfile,
  stage: Stage,
  index: number,
  project: Project,
): readonly ModulesStep[] {
  const run = stage.instructions[index] as Instruction;
  const site = commandSite(file, stage, index, project);
  const commands = commandsOf(run, site.environment) ?? [];
  const isThere = filesBefore(project, file, stage, index);
  return new StepReader(run, stage, index, isThere).stepsOf(commands, site, 0);
}

class StepReader {
  /** What was read of the call that is followed now: scripts that call each other have no end of ways. */
  readonly #read = new Set<string>();

  constructor(
    readonly run: Instruction,
    readonly stage: Stage,
    readonly index: number,
    readonly isThere: (path: string) => boolean | undefined,
  ) {}

  stepsOf(commands: readonly Command[], site: CommandSite, depth: number): readonly ModulesStep[] {
    const walk = new Walk(site);
    return commands.flatMap((command) => {
      const here = walk.next(command);
      if (this.#decides(command, here) === false || programOf(command) === 'cd') return [];
      return this.#step(command, here, depth);
    });
  }

  /** Whether a command in a branch of `if` runs; undefined where that is not known, or nothing asks. */
  #decides({ tests }: Command, { folders: [folder, other] }: CommandSite): boolean | undefined {
    if (!tests || folder === undefined || other !== undefined) return undefined;
    const answers = tests.map(({ path, there }) => {
      const found = this.isThere(posix.resolve(folder, path));
      return found === undefined ? undefined : found === there;
    });
    if (answers.some((one) => one === false)) return false;
    return answers.every(Boolean) || undefined;
  }

  #step(command: Command, site: CommandSite, depth: number): readonly ModulesStep[] {
    const words = command.words.map((word) => valueIn(site, word) ?? '');
    const assigned = new Map(command.assignments.map(({ name, value }) => [name, value]));
    const started = startedHere(command);
    const at = words.length - started.length;
    for (const word of words.slice(0, at))
      if (/^\w+=/.test(word)) assigned.set(word.replace(/=.*/s, ''), word.replace(/^[^=]*=/, ''));
    const call = installerIn(words.slice(at));
    if (!call) {
      const inner = withWords(command, started);
      return [...this.#removals(inner, words.slice(at), site), ...this.#inner(inner, site, depth)];
    }
    const inner = this.#scripts(call, site, depth);
    const kind = kindOf(call);
    if (!kind) return inner;
    const berry = call.manager === 'yarn' && isBerry(site);
    const development = developmentAfter(
      call.words,
      berry ? 'yarn-berry' : call.manager,
      site.environment,
      assigned,
    );
    return [{ ...call, ...this.#place(command, call, site), kind, development }, ...inner];
  }

  #place(command: Command, { words, manager }: Installer, site: CommandSite) {
    const option = folderOption(words);
    const here = folderAt(site);
    return {
      run: this.run,
      stage: this.stage,
      index: this.index,
      folder: option === undefined || here === undefined ? here : posix.resolve(here, option),
      conditional: this.#isConditional(command, site),
      packages: manager === 'npm' ? operandsOf(words).slice(1) : packagesAdded(words),
    };
  }

  #isConditional(command: Command, site: CommandSite): boolean {
    const branch = command.nested && command.subshell === undefined;
    return (branch && !this.#decides(command, site)) || command.operator === '||';
  }

  /** What a shell script of the project installs, or the text behind `sh -c`. */
  #inner(command: Command, site: CommandSite, depth: number): readonly ModulesStep[] {
    if (depth === 0) this.#read.clear();
    const script = depth < deepest ? innerScript(command, site) : undefined;
    if (!script || this.#read.has(script.path ?? '')) return [];
    if (script.path !== undefined) this.#read.add(script.path);
    const commands = parseScript(script.text)?.commands ?? [];
    const steps = this.stepsOf(commands, siteWithin(script, site), depth + 1);
    return this.#isConditional(command, site)
      ? steps.map((one) => ({ ...one, conditional: true }))
      : steps;
  }

  /** What scripts of package.json install: those that are called, and the hooks of an install. */
  #scripts(call: Installer, site: CommandSite, depth: number): readonly ModulesStep[] {
    const option = folderOption(call.words);
    const folders =
      option === undefined ? site.folders : site.folders.map((one) => posix.resolve(one, option));
    const manifest = site.manifestIn(folders[0] ?? '/');
    if (!manifest || depth >= deepest) return [];
    const named = managerCall([call.manager, ...call.words]);
    const scripts =
      named?.kind === 'script' ? [named.script] : kindOf(call) === 'install' ? installHooks : [];
    const bodies = new Set(scripts.flatMap((script) => calledScripts(manifest, script)));
    if (depth === 0) this.#read.clear();
    return [...bodies].flatMap((name) => {
      const key = `${manifest.path} ${name}`;
      if (this.#read.has(key)) return [];
      this.#read.add(key);
      const commands = parseScript(manifest.scripts.get(name) ?? '')?.commands ?? [];
      return this.stepsOf(commands, { ...site, folders }, depth + 1);
    });
  }

  /** `rm -rf node_modules` takes away whatever was installed. */
  #removals(command: Command, words: readonly string[], site: CommandSite): readonly ModulesStep[] {
    if (programOf(command) !== 'rm') return [];
    const recursive = words.some((word) => /^(?:-\w*[rR]|--recursive$)/.test(word));
    const paths = words
      .slice(1)
      .filter(
        (word) =>
          isModules(word) ||
          (recursive && /^[^-*?[][^*?[]*$|^\*$/.test(word.replace(/\/\*$/, '/'))),
      );
    return paths.flatMap((path) =>
      site.folders.map((folder) => ({
        kind: isModules(path) ? ('removal' as const) : ('folder removal' as const),
        run: this.run,
        stage: this.stage,
        index: this.index,
        manager: 'npm' as const,
        program: 'rm',
        words: [],
        folder: posix.resolve(
          folder,
          path.replace(/\/?node_modules.*/, '').replace(/\*$/, '') ||
            (path.startsWith('/') ? '/' : '.'),
        ),
        development: 'unknown' as const,
        conditional: command.operator === '||',
        packages: [],
      })),
    );
  }
}

/** The words of what a command starts in its own folder; `find` and `xargs` go elsewhere, or do it many times. */
function startedHere(command: Command): Command['words'] {
  const wanders = /^(?:find|xargs)$/.test(programOf(command) ?? '');
  return (wanders ? command : innermostCommand(command)).words;
}

function isModules(path: string): boolean {
  return /(?:^|\/)node_modules\/?\*?$/.test(path);
}

function isBerry({ manifestIn, folders, textOf }: CommandSite): boolean {
  const [folder = '/'] = folders;
  return (
    /^yarn@[2-9]/.test(manifestIn(folder)?.packageManager ?? '') ||
    textOf(posix.join(folder, '.yarnrc.yml')) !== undefined
  );
}
