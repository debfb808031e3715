import { environmentAt, type Instruction, type Stage } from '../../../src/dockerfile/index.js';
import { programDoes } from '../../../src/knowledge/program-traits.js';
import { scratchFolders } from '../../../src/knowledge/system/folders.js';
import { literally } from '../../../src/literally.js';
import { rememberedFor } from '../../../src/memo.js';
import { isWithin, withoutSlash } from '../../../src/path-folders.js';
import { commandsOf, programOf, valueWith } from '../../../src/shell/index.js';
import { isMatch } from '../folders.js';

/** Temporary files and folders that a text names. */
const named = new RegExp(
  String.raw`(?:${scratchFolders.map(literally).join('|')})/[^\s'"${'`'};&|()<>,]+`,
  'g',
);

/**
 * The temporary files and folders that a stage makes for the program: `RUN mkdir /tmp/uploads`. What a step behind
 * it names is the build's, or gone: `cd /tmp/src`, `rm -rf /tmp/*`. To mark it, as `chmod` does, is no use of it.
 */
export const temporaryForProgram = rememberedFor((stage: Stage): ReadonlySet<string> => {
  const all = stage.instructions.flatMap((at, index) => namesIn(stage, index, at));
  const made = new Set<string>();
  for (const { program, makes, paths } of all) {
    if (makes) for (const path of paths) made.add(path);
    if (makes || programDoes(program, 'modes')) continue;
    for (const path of made) if (paths.some((one) => isRelated(path, one))) made.delete(path);
  }
  return made;
});

/** What works with a path. */
interface Names {
  readonly program: string | undefined;
  /** Whether it makes what it names, empty as yet. */
  readonly makes: boolean;
  readonly paths: readonly string[];
}

function namesIn(stage: Stage, index: number, at: Instruction): readonly Names[] {
  if (!/^(?:ADD|COPY|RUN|WORKDIR)$/.test(at.keyword)) return [];
  const environment = environmentAt(stage, index);
  const commands = at.keyword === 'RUN' ? commandsOf(at, environment) : undefined;
  if (!commands) return [{ program: undefined, makes: false, paths: pathsIn(at.argument) }];
  return commands.map((command) => {
    const texts = command.words.map((word) => valueWith(word, environment) ?? word.text);
    const paths = [...texts, ...command.writes].flatMap((text = '') => pathsIn(text));
    const program = programOf(command);
    return { program, makes: makesEmpty(program, texts), paths };
  });
}

function makesEmpty(program: string | undefined, words: readonly string[]): boolean {
  return (
    programDoes(program, 'makesFolders', 'makesFiles') ||
    (program === 'install' && words.includes('-d'))
  );
}

function pathsIn(text: string): readonly string[] {
  return (text.match(named) ?? []).map(withoutSlash);
}

function isRelated(path: string, name: string): boolean {
  return isWithin(path, name) || isWithin(name, path) || isMatch(path, name);
}
