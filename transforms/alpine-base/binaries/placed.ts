import { posix } from 'node:path';
import { chainOf, environmentAt, type Stage } from '../../../src/dockerfile/index.js';
import { outputPlaces } from '../../../src/knowledge/system/output-options.js';
import { rememberedFor } from '../../../src/memo.js';
import { copyAt } from '../../../src/project/index.js';
import { type Command, commandsOf, knownWords, programOf } from '../../../src/shell/index.js';

/** A file that a stage fetches from an address. */
interface Placed {
  readonly path: string;
  readonly url: string;
}

const address = /^["']?(?:https?|ftp):\/\//;
const searchPath = /^\/(?:usr\/(?:local\/)?)?s?bin\/([^/]+)$/;
/** The files that a stage, and those below it, fetch: by ADD, or by curl and wget to a path. */
const placedFiles: (stage: Stage) => readonly Placed[] = rememberedFor((stage) =>
  chainOf(stage).flatMap((one) => placedBy(one)),
);

/** What a word runs that the stage fetches: by its path, or by its name where programs are looked for. */
export function placedProgram(stage: Stage, folder: string, word: string): Placed | undefined {
  const bare = !word.includes('/');
  return placedFiles(stage).find(({ path }) =>
    bare ? searchPath.exec(path)?.[1] === word : path === posix.resolve(folder, word),
  );
}

const placedBy = rememberedFor((stage: Stage): readonly Placed[] =>
  stage.instructions.flatMap(({ keyword }, index) => {
    if (keyword === 'ADD') return addedAt(stage, index);
    if (keyword === 'COPY') return copiedAt(stage, index);
    return keyword === 'RUN' ? fetchedAt(stage, index) : [];
  }),
);

/** What a COPY brings that an earlier stage, by its name, fetches to that very path. */
function copiedAt(stage: Stage, index: number): Placed[] {
  if (stage.sources.length === 0) return [];
  const { sources = [], destination = '', stage: from } = copyAt(stage, index, stage.sources) ?? {};
  return (from ? placedFiles(from) : [])
    .filter(({ path }) => sources.includes(path))
    .map(({ path, url }) => ({
      url,
      path: destination.endsWith('/') ? posix.join(destination, posix.basename(path)) : destination,
    }));
}

/** What an ADD fetches. */
export function addedAt(stage: Stage, index: number): Placed[] {
  const { sources = [], destination = '' } = copyAt(stage, index, stage.sources) ?? {};
  return sources
    .filter((source) => address.test(source))
    .map((url) => ({
      url,
      path: destination.endsWith('/') ? posix.join(destination, posix.basename(url)) : destination,
    }));
}

function fetchedAt(stage: Stage, index: number): Placed[] {
  const environment = environmentAt(stage, index);
  const run = stage.instructions[index];
  const commands = (run && commandsOf(run, environment)) ?? [];
  return commands.flatMap((command) => {
    const url = command.words.find(({ text }) => address.test(text))?.text;
    const path = url === undefined ? undefined : outputOf(command);
    return url === undefined || path === undefined
      ? []
      : [
          {
            url: url.replaceAll(/["']/g, ''),
            path: posix.resolve(environment.workdir ?? '/', path),
          },
        ];
  });
}

/** The file that curl or wget writes, where it says so. */
function outputOf(command: Command): string | undefined {
  const program = programOf(command);
  if (program !== 'curl' && program !== 'wget') return undefined;
  return outputPlaces(program, knownWords(command))[0] ?? command.writes[0];
}
