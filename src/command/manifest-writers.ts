import { environmentAt, type Instruction, type Stage } from '../dockerfile/index.js';
import { type Command, commandsOf, programOf } from '../shell/index.js';

const manifestName = /(?:^|\/)package\.json$/;
const writers = new Set('mv tee sponge json dot-json node npx'.split(' '));

/** The RUN that changes package.json in the image, so that its scripts in the context say nothing. */
export function manifestWriter(stage: Stage): Instruction | undefined {
  const own = stage.instructions.find(
    (instruction, index) =>
      instruction.keyword === 'RUN' && changesManifest(stage, instruction, index),
  );
  if (own) return own;
  return stage.sources.map(manifestWriter).find((found) => found !== undefined);
}

function changesManifest(stage: Stage, run: Instruction, index: number): boolean {
  if (
    /\b(?:npm|pnpm)\s+(?:pkg\s+(?:set|delete)|set-script|init)\b|\byarn\s+init\b/.test(run.argument)
  )
    return true;
  if (!/package\.json/.test(run.line.joined.text)) return false;
  const commands = commandsOf(run, environmentAt(stage, index));
  return !commands || commands.some(writesManifest);
}

function writesManifest(command: Command): boolean {
  if (command.writes.some((path) => path === undefined || manifestName.test(path))) return true;
  const program = programOf(command) ?? '';
  const words = command.words.map(({ value, text }) => value ?? text);
  const named = words.some((word) => /package\.json/.test(word));
  if (program === 'sed') return named && words.some((word) => /^(?:-\w*i|--in-place)/.test(word));
  if (program === 'cp' || program === 'install') return manifestName.test(words.at(-1) ?? '');
  if (program === 'node') return named && words.some((word) => /write/i.test(word));
  return named && writers.has(program);
}
