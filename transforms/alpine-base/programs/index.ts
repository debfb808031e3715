import { bringsBin, isWholeLine, managerNamed } from '../../../src/command/index.js';
import { type Instruction, instructionsOf } from '../../../src/dockerfile/index.js';
import { programIn } from '../../../src/knowledge/images/contents.js';
import { nativeProgram } from '../../../src/knowledge/npm/native-programs.js';
import { apkWithProgram } from '../../../src/knowledge/system/programs.js';
import { isDebianPackaging, systemManager } from '../../../src/packages/index.js';
import { programApplications } from '../../../src/project/index.js';
import { programOf, wordValues } from '../../../src/shell/index.js';
import { type Declined, decline } from '../../../src/transform.js';
import { archiveDemands } from './archives.js';
import { compilesModules, isFollowed, isIdle, isTranslated, staysOnSlim } from '../apk/index.js';
import { architectureDemands } from './architecture.js';
import { habitDemand } from './debian-habits.js';
import { startsFetched } from '../binaries/downloads.js';
import { installedPrograms, mayBeInstalled } from '../node-modules/installs.js';
import { type Demand, need } from '../demands.js';
import { type Caller, type Move, type Reached, targetImage } from '../move.js';
import { manualPageDemands } from './manual-pages.js';
import { optionDemands } from './options.js';
import { scriptPath } from '../script-path.js';
import { sshDemand } from './ssh.js';
import { aptDemands, keyServerDemands, pipedDemands } from './slim-packages.js';
import { isBrought, packagesFor, pathDemands, programDemand, systemPath } from '../presence.js';
import { userCommandDemand } from '../system/user-commands.js';
import { userObstacle } from '../system/users.js';

/** What a command asks for on the image that stages would move to. */
export function* commandDemands(move: Move, { command, caller }: Reached): Iterable<Demand> {
  const { at, label, script } = caller;
  const program = programOf(command);
  if (command.words.length === 0) return;
  if (move.target === 'alpine' && !script && isIdle(move, caller.stage, at, command)) return;
  const architecture = architectureDemands(move, { command, caller });
  if (architecture) return yield* architecture;
  if (program === undefined) {
    if (!script)
      yield decline(
        'alpine-base/unknown-program',
        at,
        `${label} runs a program that a variable names.`,
      );
  } else if (systemManager(program) === 'apt' || isDebianPackaging(program)) {
    const own = label === 'RUN' && !script;
    const slim = move.target === 'slim';
    const fits = slim ? staysOnSlim(command) : isTranslated(move, caller.stage, command);
    if (!own || !fits) yield packagingObstacle(move, at, program);
    else if (slim) {
      yield* manualPageDemands({ command, caller });
      yield* aptDemands({ command, caller }, program);
    }
  } else if (script || !isFollowed(move, caller.stage, program)) {
    const users = userCommandDemand(move, { command, caller }, program);
    if (users) yield users;
    else yield* programDemands(move, { command, caller }, program);
  }
}

function* programDemands(move: Move, reached: Reached, program: string): Iterable<Demand> {
  const { command, caller } = reached;
  const words = wordValues(command);
  const fetched = startsFetched(caller, words[0] ?? '');
  const own = fetched
    ? undefined
    : programDemand(move, caller, program, `${caller.label} runs ${program}`);
  const unknown =
    own || fetched || caller.script
      ? undefined
      : unknownDemand(move, caller, words[0] ?? '', program);
  const args = words.slice(1).map((word = '') => word);
  if (move.target === 'slim') {
    yield* pipedDemands(reached, program);
    yield* archiveDemands(reached, program);
    if (/^gpg2?$/.test(program)) yield* keyServerDemands(reached);
    if (compilesModules(command)) yield compilersGone(caller, program);
  }
  if (own) yield own;
  const ssh = sshDemand(move, reached, program);
  if (ssh) yield ssh;
  yield* pathDemands(move, caller, words);
  const habit = habitDemand(move, reached, program);
  if (habit) yield habit;
  const native = nativeDemand(move, caller, program);
  if (native) yield native;
  yield* optionDemands(move, reached, program);
  const users = userObstacle(move, caller.at, program, args);
  if (users) yield users;
  if (unknown) yield unknown;
}

/** Where pip and its like find no binary, they compile: with what the full image has. */
function compilersGone({ at, label }: Caller, program: string): Declined {
  return decline(
    'alpine-base/language-packages',
    at,
    `${label} installs packages of another language by ${program}, which may have to compile them, and the slim image has no compiler.`,
    'Install the compilers it needs, and set the base image yourself.',
  );
}

/** What apt installs has other names on Alpine; on slim it may rely on what slim leaves out. */
export function packagingObstacle({ target }: Move, at: Instruction, program: string): Declined {
  const because =
    target === 'alpine'
      ? `${program} installs system packages, whose names on Alpine differ.`
      : `${program} installs packages here, which may rely on what the slim image leaves out.`;
  return decline(
    'alpine-base/system-packages',
    at,
    because,
    'Write the lines for that image yourself, and set the base image with them.',
  );
}

/** A tool of an npm package that is made for glibc, or that needs more than the image has. */
function nativeDemand(move: Move, caller: Caller, program: string): Demand | undefined {
  const { at, label } = caller;
  const tool = programIn('node-debian', program) === true ? undefined : nativeProgram(program);
  if (!tool) return undefined;
  const packages = packagesFor(move, caller.stage, tool.calls ?? '');
  if (packages) return need(caller, packages, `${label} runs ${program}, which runs ${tool.calls}`);
  const rule = tool.needs === undefined ? 'glibc-only-package' : 'needs-configuration';
  const because =
    tool.needs === undefined
      ? 'which is made for glibc and system libraries'
      : `which needs ${tool.needs}`;
  return decline(
    `alpine-base/${rule}`,
    at,
    `${label} runs ${program}, ${because}.`,
    `Set the base image yourself if it works on ${move.target}.`,
  );
}

/** A program that no list has: the project's own, or one that nobody knows. */
function unknownDemand(
  move: Move,
  caller: Caller,
  word: string,
  program: string,
): Demand | undefined {
  if (managerNamed(program) || programIn(targetImage(move), program) === true) return undefined;
  if (move.target === 'slim' && isBrought(caller.stage, program)) return undefined;
  if (/node_modules\//.test(word) || word.startsWith('-') || /\.[cm]?[jt]s$/.test(word))
    return undefined;
  // Scripts of the project were read on the way here.
  if (word.includes('/') && !systemPath.test(word) && !word.startsWith('/usr/local/'))
    return undefined;
  if (installedPrograms(move.file).has(program) || mayBeInstalled(move.file, program))
    return undefined;
  if (scriptPath(move, caller, word) !== undefined) return undefined;
  if (isOfModules(move, caller, program)) return undefined;
  if (isWholeLine(program)) return oneWord(caller, program);
  const unknown = decline(
    'alpine-base/unknown-program',
    caller.at,
    `It is not known whether the ${move.target} image has "${program}".`,
    'Set the base image yourself if it does.',
  );
  if (move.target === 'slim' || word !== program) return unknown;
  // Mostly a package has the name of its program.
  const packages = [apkWithProgram(program) ?? program];
  return need(caller, packages, `${caller.label} runs ${program}`, unknown);
}

/** Whether PATH leads to the programs of the application's packages, and one of these brings it. */
function isOfModules({ file, project }: Move, { stage }: Caller, program: string): boolean {
  return (
    instructionsOf(stage, 'ENV').some(
      ({ argument }) => /\bPATH\b/.test(argument) && argument.includes('node_modules/.bin'),
    ) && programApplications(project, stage, file.stages).some((one) => bringsBin(one, program))
  );
}

function oneWord({ at, label }: Caller, program: string): Declined {
  const words = program.trim().split(/\s+/);
  return decline(
    'alpine-base/unknown-program',
    at,
    `${label} has "${program}" as one word, and no program has such a name.`,
    `Write ${JSON.stringify(words).replaceAll(',', ', ')}.`,
  );
}
