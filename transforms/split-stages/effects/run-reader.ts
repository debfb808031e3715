import { posix } from 'node:path';
import { programDoes } from '../../../src/knowledge/program-traits.js';
import { managerNamed, worksGlobally } from '../../../src/command/index.js';
import { isWithin } from '../../../src/path-folders.js';
import {
  type Command,
  commandBehind,
  parseScript,
  programOf,
  withWords,
} from '../../../src/shell/index.js';
import {
  anything,
  type Effect,
  isInside,
  nothing,
  outside,
  pathIn,
  runsInside,
  type Site,
  staysBehind,
} from './effect.js';
import { innerScript, siteWithin, valueIn, Walk } from '../../../src/steps/index.js';
import { farOutput } from './far-outputs.js';
import { fetchEffect, isFetcher } from './fetches.js';
import { fileEffect, isFileTool } from './file-tools.js';
import { isScratch, isShared } from '../../../src/knowledge/system/folders.js';
import { managerEffect, programEffect } from './manager-steps.js';
import { onlySetsVariables } from './sourced.js';
import { readsApplication } from './reads.js';
import { packageEffects } from './system-packages.js';
import { installerEffect, service, systemEffect } from './system-tools.js';

/** A command of a RUN with what it does. */
export interface Step {
  readonly command: Command;
  readonly effects: readonly Effect[];
}

/** A bare name, or one in the folders of the system: `./aws/install` is none of its tools. */
const ofSystem = /^(?:\/(?:usr\/(?:local\/)?)?s?bin\/)?[^/]*$/;
/** Scripts that call scripts: deeper than this, nobody looks. */
const deepest = 3;

/** What the commands of a RUN do, one after another; each where it runs. */
export function stepsIn(commands: readonly Command[], site: Site, depth = 0): readonly Step[] {
  const steps: Step[] = [];
  const walk = new Walk(site);
  for (const [index, command] of commands.entries()) {
    const here = walk.next(command);
    if (programOf(command) === 'cd') {
      const isLost = walk.place.folders.length === 0;
      const effect = isLost ? outside(command, 'goes to a folder that is not known') : nothing;
      steps.push({ command, effects: [effect] });
      if (isLost) return steps;
      continue;
    }
    const installer = installerEffect(command, commands[index - 1]);
    const own = installer ? [installer] : effectOf(command, here, depth);
    const reading: readonly Effect[] = readsApplication(command, here)
      ? [{ ...nothing, reads: true }]
      : [];
    steps.push({ command, effects: [...own, ...reading, ...writes(command, here)] });
  }
  return steps;
}

/** Redirections write files, too. */
function writes(command: Command, site: Site): Effect[] {
  return command.writes.flatMap((place): Effect[] => {
    if (place !== undefined && /^&?\d$/.test(place)) return [];
    if (place !== undefined && isInside(site, place)) return [{ does: 'files' }];
    const path = pathIn(site, place);
    if (path === undefined)
      return [outside(command, `writes to ${place ?? 'a file that a variable names'}`)];
    if (staysBehind(path, site)) return [];
    if (/^\/etc\/(?:apt|apk)\/|^\/usr\/share\/keyrings\//.test(path)) return [{ does: 'sources' }];
    // What echo writes can be written again; what another program makes goes along.
    return [
      writesOwnText(command) && !isScratch(path)
        ? { does: 'system', into: path }
        : isShared(path)
          ? outside(command, `writes to ${path}`)
          : { does: 'files', fills: [path] },
    ];
  });
}

/** What a command writes is its own text: no file of the build, nor what another command says. */
function writesOwnText(command: Command): boolean {
  const program = programOf(command);
  if (command.words.some(({ text }) => /^(?!').*(?:\$\(|`)/s.test(text))) return false;
  return program === 'cat'
    ? command.words.slice(1).every(({ text }) => text.startsWith('-'))
    : programDoes(program, 'says');
}

function effectOf(command: Command, site: Site, depth: number): readonly Effect[] {
  const program = programOf(command);
  if (command.words.length === 0) return [];
  if (program === undefined) return [outside(command, 'starts a program that a variable names')];
  if (command.operator === '&') return [service];
  if (isQuestion(command)) return [nothing];
  if (startsAsItIs(program)) return effectsBehind(command, site, depth);
  if (managerNamed(program)) return [managerEffect(command, site)];
  const packages = packageEffects(command, site);
  if (packages) return packages;
  if (!ofSystem.test(command.words[0]?.value ?? ''))
    return otherEffects(command, program, site, depth);
  if (program === 'sudo' && command.words[1]?.text.startsWith('-') === false)
    return effectsBehind(command, site, depth);
  if (isFileTool(program)) return [fileEffect(command, program, site)];
  if (programDoes(program, 'looks')) return [nothing];
  if (isFetcher(program)) return [fetchEffect(command, program, site)];
  const system = systemEffect(command, program, site);
  return system ? [system] : otherEffects(command, program, site, depth);
}

/** Whether a program of the system, or one of a package, is but asked for its version or its options. */
function isQuestion({ words: [program, only, more] }: Command): boolean {
  return (
    more === undefined &&
    /^(?:--?version|--help|--print-architecture|-[vVh])$/.test(only?.value ?? '') &&
    /^[\w-]+$|(?:^|\/)node_modules\//.test(program?.value ?? '')
  );
}

/** `env`, `timeout` and the like change nothing of what the command behind them leaves. */
function startsAsItIs(program: string): boolean {
  return (
    programDoes(program, 'precedes') ||
    (programDoes(program, 'surrounds') && !programDoes(program, 'asUser'))
  );
}

function effectsBehind(command: Command, site: Site, depth: number): readonly Effect[] {
  const behind = commandBehind(command);
  return behind ? effectOf(withWords(command, behind.words), site, depth) : [];
}

/** Programs of the project build; its scripts are read; any other may leave things anywhere (handbook B32). */
function otherEffects(
  command: Command,
  program: string,
  site: Site,
  depth: number,
): readonly Effect[] {
  const [name = '', ...args] = command.words.map((word) => valueIn(site, word) ?? '');
  if (program === 'patch' && runsInside(site) && args.every((word) => !word.startsWith('/')))
    return [{ does: 'files' }];
  if (/(?:^|\/)node_modules\/\.bin\//.test(name) || isBuilder(program, args))
    return [builderEffect(command, program, args, site)];
  if (program === 'node') return [nodeEffect(command, args, site)];
  if (/^(?:\.|source)$/.test(program) && onlySetsVariables(command, site)) return [nothing];
  const script = depth >= deepest ? undefined : innerScript(command, site);
  const commands = script && parseScript(script.text)?.commands;
  if (!commands) return [unknown(command, site)];
  const effects = stepsIn(commands, siteWithin(script, site), depth + 1).flatMap(
    (step) => step.effects,
  );
  // The script itself may not be there when the runtime stage would run it again.
  const outer = effects.find(({ does }) => /^(?:globals|packages|sources|system)$/.test(does));
  return outer && script?.path !== undefined
    ? [anything(command, 'changes the system, and is a file of the build')]
    : effects;
}

/** A global install is none of the project. */
function isBuilder(program: string, args: readonly string[]): boolean {
  return programDoes(program, 'builds') && !worksGlobally(args);
}

function builderEffect(
  command: Command,
  program: string,
  args: readonly string[],
  site: Site,
): Effect {
  const [folder = '/', other] = site.folders;
  if (runsInside(site)) return programEffect(command, program, args, site);
  return program === 'bower' && isScratch(folder) && other === undefined
    ? { does: 'dependencies', fills: [posix.join(folder, 'bower_components')] }
    : outside(command, `does not run in ${site.root}`);
}

/** Where the application is not at hand, an unknown program may run again in the runtime stage. */
function unknown(command: Command, site: Site): Effect {
  const what = 'may leave something that the container needs';
  return site.folders.some((folder) => isWithin(folder, site.root))
    ? outside(command, what)
    : anything(command, what);
}

/** node runs a program of the project: a tool of node_modules, or a script that can be read. */
function nodeEffect(command: Command, args: readonly string[], site: Site): Effect {
  if (/^(?:-v|--version)$/.test(args[0] ?? '')) return nothing;
  const script = args.find((word) => !word.startsWith('-'));
  const [folder] = site.folders;
  if (
    script === undefined ||
    folder === undefined ||
    !runsInside(site) ||
    args.some((word) => /^(?:-e|-p|--eval|--print)$/.test(word))
  )
    return unknown(command, site);
  const place = posix.resolve(folder, script);
  const text =
    /(?:^|\/)node_modules\//.test(script) || script === 'ace'
      ? ''
      : (site.textOf(place) ?? site.textOf(`${place}.js`));
  const named = /['"`](~?\/(?:data|etc|home|mnt|opt|root|srv|usr|var)\/[^'"`]*)/.exec(
    [text, ...args.map((word) => `'${word}'`)].join('\n'),
  )?.[1];
  const far =
    named !== undefined && !isWithin(named, site.root)
      ? named
      : farOutput(['node', ...args], folder, site);
  if (far !== undefined) return outside(command, `names ${far}`);
  return text === undefined || /\bhomedir\(\)/.test(text)
    ? outside(command, 'runs a script that could not be read')
    : { does: 'build' };
}
