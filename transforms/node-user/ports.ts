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
import type { Project } from '../../src/project/index.js';
import { decline, type Declined } from '../../src/transform.js';
import { usesKubernetes } from '../../src/project/index.js';

/** A port below 1024 and the line that names it. */
export interface LowPort {
  readonly instruction: Instruction;
  readonly port: number;
}

/** A port below 1024 where only root may open it (handbook D21). */
export function portNeed(file: Dockerfile, stage: Stage, project: Project): Declined | undefined {
  const low = lowPort(stage);
  if (!low) return undefined;
  const { instruction, port } = low;
  const refuse = (because: string): Declined =>
    decline('node-user/root-required', instruction, because, 'Use a port from 1024 on.');
  const host = servicesOf(project, file).find(({ hostNetwork }) => hostNetwork);
  if (host)
    return refuse(`Port ${port} needs root: ${host.path}:${host.line} uses the host's network.`);
  return usesKubernetes(project)
    ? refuse(
        `Port ${port} needs root in a Kubernetes cluster, and the project has manifests for one.`,
      )
    : undefined;
}

/** The first low port of EXPOSE, or of `ENV PORT`. */
export const lowPort = rememberedFor((stage: Stage): LowPort | undefined => {
  const all = chainOf(stage).flatMap((one) =>
    one.instructions.flatMap((instruction, index) => exposed(one, instruction, index)),
  );
  const set = instructionsOf(stage, 'ENV').find(({ argument }) => /\bPORT\b/.test(argument));
  const variable = usualValues(stage, finalEnvironment(stage))('PORT');
  const ports = set && variable ? [...all, { instruction: set, port: Number(variable) }] : all;
  return ports.find(({ port }) => port < 1024);
});

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
