import { posix } from 'node:path';
import { programDoes } from '../../knowledge/program-traits.js';
import { editsInPlace } from '../../knowledge/system/output-options.js';
import {
  environmentAt,
  type Instruction,
  type Stage,
  withSources,
} from '../../dockerfile/index.js';
import { rememberedFor } from '../../memo.js';
import { folderAt, placeIn, walked } from '../../steps/index.js';
import { type Command, commandsOf, programOf, writtenWords } from '../../shell/index.js';

const manifestName = /(?:^|\/)package\.json$/;

/** The RUN that changes package.json in the image, so that its scripts in the context say nothing. */
export function manifestWriter(stage: Stage): Instruction | undefined {
  for (const one of withSources(stage)) {
    const writer = ownWriter(one);
    if (writer) return writer;
  }
  return undefined;
}

const ownWriter = rememberedFor((stage: Stage): Instruction | undefined =>
  stage.instructions.find(
    (instruction, index) =>
      instruction.keyword === 'RUN' && changesManifest(stage, instruction, index),
  ),
);

function changesManifest(stage: Stage, run: Instruction, index: number): boolean {
  if (
    /\b(?:npm|pnpm)\s+(?:pkg\s+(?:set|delete)|set-script|init)\b|\byarn\s+init\b/.test(run.argument)
  )
    return true;
  if (!/package\.json/.test(run.line.joined.text)) return false;
  const environment = environmentAt(stage, index);
  const commands = commandsOf(run, environment);
  if (!commands) return true;
  const { workdir } = environment;
  return walked(commands, placeIn(workdir, environment)).some(([command, place]) =>
    writesManifest(command, folderAt(place) === workdir ? workdir : undefined),
  );
}

/** @param here the working directory; undefined where the command may run elsewhere */
function writesManifest(command: Command, here: string | undefined): boolean {
  if (command.writes.some((path) => path === undefined || manifestName.test(path))) return true;
  const program = programOf(command);
  const words = writtenWords(command);
  const named = words.some((word) => /package\.json/.test(word));
  if (program === 'sed') return named && editsInPlace(words);
  if (programDoes(program, 'copies')) return copiesOver(words.slice(1), here);
  if (program === 'node') return named && words.some((word) => /write/i.test(word));
  return named && (programDoes(program, 'moves', 'writesInput', 'writesJson') || program === 'npx');
}

/** A copy of the manifest itself has the same scripts, wherever it goes. */
function copiesOver(words: readonly string[], here: string | undefined): boolean {
  const operands = words.filter((word) => !word.startsWith('-'));
  const [target = '', ...sources] = operands.toReversed();
  if (here !== undefined && sources.every((word) => /^(?:\.\/)?package\.json$/.test(word)))
    return false;
  const into = /^\.{1,2}\/?$/.test(target) || posix.normalize(`${target}/`) === `${here}/`;
  return manifestName.test(target) || (into && sources.some((word) => manifestName.test(word)));
}
