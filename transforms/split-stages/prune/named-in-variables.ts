import {
  containerCommand,
  servicesOf,
  startedScripts,
  startText,
  startTexts,
} from '../../../src/command/index.js';
import { type Dockerfile, finalEnvironment, type Stage } from '../../../src/dockerfile/index.js';
import { lineAt } from '../../../src/edits.js';
import {
  baseName,
  folderOf,
  isBelow,
  packageName,
  platformTexts,
  type Project,
} from '../../../src/project/index.js';
import type { Need, Question } from './needs.js';

/** A text that a container is given, or that sets its variables. */
export interface Given {
  readonly text: string;
  /** Whether it is the value of one variable. */
  readonly isValue: boolean;
  /** Where it stands, by an offset in it. */
  readonly where: (at: number) => string;
}

/** What a container is given: the variables of its image, of its services and of platforms, and what starts it. */
export function givenTo(file: Dockerfile, stage: Stage, project: Project): readonly Given[] {
  const { entrypoint, cmd } = containerCommand(stage);
  const files = [...platformTexts(project), ...startedScripts(project, stage, file.stages)];
  return [
    ...[...finalEnvironment(stage).scope.env()].map(([name, value = '']) =>
      given(value, `ENV ${name}`, true),
    ),
    ...servicesOf(project, file).flatMap(({ path, line, environment }) =>
      [...environment].map(([name, value]) => given(value, `${path}:${line} (${name})`, true)),
    ),
    ...[entrypoint, cmd].flatMap((at) => (at ? [given(startText(at), at.keyword)] : [])),
    ...startTexts(project, stage, file.stages).map(({ path, line, text }) =>
      given(text, `${path}:${line}`),
    ),
    ...files.map(({ path = '', text = '' }) => {
      return { ...given(text, path), where: (at: number) => `${path}:${lineAt(text, at)}` };
    }),
  ];
}

function given(text: string, where: string, isValue = false): Given {
  return { text, isValue, where: () => where };
}

/** Options of node that load a module before the program, as NODE_OPTIONS may hold them. */
const loading =
  /(?:^|[\s"'=])(?:-r|--require|--import|--loader|--experimental-loader)[ =]([^\s"'\\]{1,200})/g;
/** `LOG_TRANSPORT=pino-pretty`, in a file of variables. */
const assigned = /^[\t ]*(?:export[\t ]+)?\w{1,80}=["']?([^\s"'#]{1,200})["']?[\t ]*$/gm;

/**
 * A development dependency that variables of the container name: `NODE_OPTIONS=--require dd-trace/init`,
 * or one whose value is just that name, which the program may load.
 */
export function namedInVariables({ project, runTime, provision }: Question): Need | undefined {
  const folder = folderOf(provision.root.path);
  const files = project.files
    .list()
    .filter((path) => /^\.env(?:\.prod(?:uction)?)?$/.test(baseName(path)) && isBelow(path, folder))
    .flatMap((path) => valuesIn(path, project.files.read(path) ?? ''));
  for (const { text, isValue, where } of [...runTime.variables, ...files]) {
    const names = [
      ...[...text.matchAll(loading)].map(({ 1: module = '', index }) => ({
        name: packageName(module) ?? '',
        index,
      })),
      ...(isValue ? [{ name: text, index: 0 }] : []),
    ];
    const found = names.find(({ name }) => provision.removed.has(name));
    if (found !== undefined)
      return {
        name: found.name,
        because: `${where(found.index)} names "${found.name}", which only development dependencies bring.`,
      };
  }
  return undefined;
}

function valuesIn(path: string, text: string): Given[] {
  return [...text.matchAll(assigned)].map(({ 1: value = '', index }) =>
    given(value, `${path}:${lineAt(text, index)}`, true),
  );
}
