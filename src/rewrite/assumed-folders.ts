import { type Dockerfile, environmentAt, propertiesOf, variablesIn } from '../dockerfile/index.js';
import { isOthers } from '../knowledge/system/folders.js';
import { literally } from '../literally.js';
import { isWithin } from '../path-folders.js';
import { passedArguments, type Project } from '../project/index.js';

/** More folders than these no application has, and each argument is looked for in the files of the project. */
const most = 8;
/** A folder of an application's own, as people write it. */
const folder = /^(?:\/[\w.-]+)+$/;

/**
 * The build arguments that name a folder of WORKDIR, with their defaults: `ARG HOME_OF_APP=/srv/app`. What a file says of an
 * application holds wherever that one lies, as long as every line names the folder by the argument, and nothing in the project
 * passes another one.
 */
export function assumedFolders(file: Dockerfile, project: Project): ReadonlyMap<string, string> {
  const names = new Set(
    file.stages.flatMap((stage) =>
      stage.instructions.flatMap(({ keyword, argument, escape }, index) =>
        keyword === 'WORKDIR'
          ? variablesIn(argument, escape).filter((name) =>
              environmentAt(stage, index).scope.isArgument(name),
            )
          : [],
      ),
    ),
  );
  if (names.size > most) return new Map();
  const folders = [...names].flatMap((name): [string, string][] => {
    const value = onlyDefault(file, name);
    const isOwn = value !== undefined && !isOthers(value);
    return isOwn && passedArguments(project, name).length === 0 ? [[name, value]] : [];
  });
  // Of two that lie in each other, a path would tell by which it is named.
  const isNested = folders.some(([one, path]) =>
    folders.some(([other, around]) => one !== other && isWithin(path, around)),
  );
  return new Map(isNested ? [] : folders);
}

/** Matches a folder as such, or at the beginning of a path. */
export function wholePath(path: string): RegExp {
  return new RegExp(String.raw`(?<![\w./-])${literally(path)}(?![\w.-])`, 'g');
}

/** The one default that a file gives an argument, where it is a folder and nothing else sets a variable of that name. */
function onlyDefault({ text, instructions }: Dockerfile, name: string): string | undefined {
  const setters = instructions.filter(({ keyword }) => /^(?:ARG|ENV)$/.test(keyword));
  const settings = setters.flatMap((one) =>
    (propertiesOf(one) ?? [])
      .filter((property) => property.name === name)
      .map(({ value }) => ({ keyword: one.keyword, value })),
  );
  const values = new Set(settings.flatMap(({ value }) => value ?? []));
  const [value] = values;
  const isPlain = value !== undefined && values.size === 1 && folder.test(value);
  const defaults = settings.filter((one) => one.value !== undefined).length;
  // A line that writes the folder out means that one, whatever is passed.
  if (isPlain && [...text.matchAll(wholePath(value))].length > defaults) return undefined;
  return isPlain && settings.every(({ keyword }) => keyword === 'ARG') ? value : undefined;
}
