import { servicesOf } from '../../src/command/index.js';
import {
  chainOf,
  type Dockerfile,
  type Environment,
  environmentAt,
  expand,
  finalEnvironment,
  type Instruction,
  instructionsOf,
  type Lookup,
  propertiesOf,
  splitWords,
  type Stage,
} from '../../src/dockerfile/index.js';
import { rememberedFor } from '../../src/memo.js';
import {
  findInApplication,
  type Place,
  type Project,
  usesKubernetes,
} from '../../src/project/index.js';
import { decline, type Declined } from '../../src/transform.js';

/** A port below 1024 and the line that names it. */
interface LowPort {
  readonly instruction: Instruction;
  readonly port: number;
  /** The line of a source that opens it, where the Dockerfile does not tell. */
  readonly place?: Place;
}

/** A port below 1024 where only root may open it (handbook D21). */
export function portNeed(file: Dockerfile, stage: Stage, project: Project): Declined | undefined {
  const host = servicesOf(project, file).find(({ hostNetwork }) => hostNetwork);
  const given = Number(host?.environment.get('PORT'));
  const low =
    given < lowest ? { instruction: stage.from, port: given } : lowPort(file, stage, project);
  if (!low) return undefined;
  const port = namedPort(low);
  const refuse = (because: string): Declined =>
    decline('node-user/root-required', low.instruction, because, 'Use a port from 1024 on.');
  if (host) return refuse(`${port} needs root: ${host.path}:${host.line} uses the host's network.`);
  return usesKubernetes(project)
    ? refuse(`${port} needs root in a Kubernetes cluster, and the project has manifests for one.`)
    : undefined;
}

/** What a message calls a port, with the source that opens it. */
export function namedPort({ port, place }: LowPort): string {
  return place ? `Port ${port} of ${place.path}:${place.line}` : `Port ${port}`;
}

/** From here on everybody may open ports. */
const lowest = 1024;

/** The first low port of EXPOSE, of `ENV PORT`, or of what a source says itself. */
export function lowPort(file: Dockerfile, stage: Stage, project: Project): LowPort | undefined {
  return writtenPort(stage) ?? openedPort(file, stage, project);
}

const writtenPort = rememberedFor((stage: Stage): LowPort | undefined => {
  const all = chainOf(stage).flatMap((one) =>
    one.instructions.flatMap((instruction, index) => exposed(one, instruction, index)),
  );
  const set = instructionsOf(stage, 'ENV').find(({ argument }) => /\bPORT\b/.test(argument));
  const variable = usualValues(stage, finalEnvironment(stage))('PORT');
  const ports = set && variable ? [...all, { instruction: set, port: Number(variable) }] : all;
  return ports.find(({ port }) => port < lowest);
});

const listens = String.raw`\.(?:listen|bind)\(\s*(?:\{\s*port:\s*)?`;
const unset = String.raw`\benv\.PORT\s*(?:\|\||\?\?)\s*`;

/** `app.listen(80)`, `socket.bind(53)`, and `process.env.PORT || 80` where nobody gives that variable. */
function openedPort(file: Dockerfile, stage: Stage, project: Project): LowPort | undefined {
  const isGiven = finalEnvironment(stage).scope.variable('PORT') !== null;
  const pattern = new RegExp(`(?:${isGiven ? listens : `${listens}|${unset}`})["']?(\\d{2,3})\\b`);
  const place = findInApplication(project, stage, file.stages, pattern);
  const port = Number(place && pattern.exec(place.text)?.[1]);
  return place && port < lowest ? { instruction: stage.from, port, place } : undefined;
}

/** The values of variables where nobody gives a build argument another one than the file does. */
function usualValues(stage: Stage, { scope }: Environment): Lookup {
  return (name) =>
    scope.variable(name) ??
    instructionsOf(stage, 'ARG')
      .flatMap((one) => propertiesOf(one) ?? [])
      .findLast((one) => one.name === name)?.value;
}

function exposed(stage: Stage, instruction: Instruction, index: number): LowPort[] {
  if (instruction.keyword !== 'EXPOSE') return [];
  const usual = usualValues(stage, environmentAt(stage, index));
  return splitWords(instruction.argument).map((word) => ({
    instruction,
    port: Number.parseInt(expand(word, usual, instruction.escape) ?? '', 10),
  }));
}
