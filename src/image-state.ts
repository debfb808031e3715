import {
  type Dockerfile,
  finalEnvironment,
  type Instruction,
  propertiesOf,
  splitWords,
  type Stage,
} from './dockerfile/index.js';

/**
 * What a Dockerfile says of an image, as texts that can be compared. An empty text stands for
 * what the base image decides.
 */
export interface ImageState {
  readonly base: string;
  readonly env: string;
  readonly labels: string;
  readonly exposed: string;
  readonly volumes: string;
  readonly workdir: string;
  readonly user: string;
  /** Counts only where something is left in the shell form. */
  readonly shell: string;
  readonly stopSignal: string;
  readonly healthcheck: string;
  readonly entrypoint: string;
  readonly command: string;
  readonly maintainer: string;
}

/** The image that a plain `docker build` of the file makes. */
export function finalImage(file: Dockerfile): ImageState {
  return imageOf(file.stages.at(-1) as Stage);
}

/** The image that a stage makes. */
export function imageOf(stage: Stage): ImageState {
  const chain = chainOf(stage);
  const all = chain.flatMap(({ instructions }) => instructions);
  const { workdir, user, shell } = finalEnvironment(stage);
  const entrypoint = last(all, 'ENTRYPOINT');
  const command = last(all, 'CMD');
  const healthcheck = last(all, 'HEALTHCHECK');
  const usesShell = [entrypoint, command, healthcheck].some((one) => one && !one.json);
  return {
    base: chain[0]?.image.text ?? '',
    env: pairs(all, 'ENV'),
    labels: pairs(all, 'LABEL'),
    exposed: words(all, 'EXPOSE'),
    volumes: words(all, 'VOLUME'),
    workdir: workdir ?? '?',
    user: user ?? '?',
    shell: usesShell ? (shell ?? ['?']).join(' ') : '',
    stopSignal: last(all, 'STOPSIGNAL')?.argument ?? '',
    healthcheck: healthcheck ? `${healthcheck.flags.map(flagText).join(' ')} ${healthcheck.argument}` : '',
    entrypoint: commandText(entrypoint),
    command: commandText(command),
    maintainer: last(all, 'MAINTAINER')?.argument ?? '',
  };
}

/** How {@link ImageState} writes a command given as an argument vector. */
export function execText(argv: readonly string[]): string {
  return JSON.stringify(argv);
}

/** The stages that a stage is built on by FROM, the outermost first, itself last. */
export function chainOf(stage: Stage): Stage[] {
  return stage.base ? [...chainOf(stage.base), stage] : [stage];
}

/** The last instruction of a kind: Docker heeds no other (handbook A80). */
function last(all: readonly Instruction[], keyword: string): Instruction | undefined {
  return all.findLast((instruction) => instruction.keyword === keyword);
}

function commandText(instruction: Instruction | undefined): string {
  if (!instruction) return '';
  return instruction.json ? execText(instruction.json) : `sh: ${instruction.argument}`;
}

function flagText({ name, value }: { name: string; value?: string }): string {
  return value === undefined ? `--${name}` : `--${name}=${value}`;
}

/** Names and values as written, the last value of a name, sorted by name. */
function pairs(all: readonly Instruction[], keyword: string): string {
  const values = new Map<string, string>();
  for (const instruction of all.filter((one) => one.keyword === keyword)) {
    const properties = propertiesOf(instruction) ?? [{ name: instruction.argument, value: '' }];
    for (const { name, value = '' } of properties) values.set(name, value);
  }
  return [...values].map(([name, value]) => `${name}=${value}`).sort().join('\n');
}

function words(all: readonly Instruction[], keyword: string): string {
  const found = all
    .filter((instruction) => instruction.keyword === keyword)
    .flatMap(({ json, argument, escape }) => json ?? splitWords(argument, escape));
  return [...new Set(found)].sort().join('\n');
}
