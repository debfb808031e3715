import { finalEnvironment, type Stage } from '../dockerfile/index.js';
import { linesInSources, type Place, type Project } from '../project/index.js';

const leadingVariable = /^\$\{(\w+)\}/;

/**
 * The lines of shell that the program's sources start in a container; what begins with a variable of the
 * environment counts as ENV has it, whatever `docker run` may say instead.
 *
 * @param counts as for {@link linesInSources}
 */
export function childLines(
  project: Project,
  stage: Stage,
  folder: string,
  counts?: (path: string, text: string) => boolean,
): readonly Place[] {
  const variables = finalEnvironment(stage).scope.env();
  return linesInSources(project, folder, counts).flatMap((place) => {
    const [variable, name] = leadingVariable.exec(place.text) ?? [];
    if (variable === undefined || name === undefined) return [place];
    const value = variables.get(name);
    return value === undefined
      ? []
      : [{ ...place, text: value + place.text.slice(variable.length) }];
  });
}
