import {
  chainOf,
  type Dockerfile,
  environmentAt,
  finalEnvironment,
  type Flag,
  type Instruction,
  instructionsOf,
  ownInstructions,
  propertiesOf,
  rootOf,
  splitWords,
  type Stage,
} from './dockerfile/index.js';
import { rememberedFor } from './memo.js';

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
  /** The shells of what is in the shell form; empty where nothing is. */
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
export const imageOf = rememberedFor((stage: Stage): ImageState => {
  const all = (keyword: string): readonly Instruction[] => instructionsOf(stage, keyword);
  // Docker heeds no other (handbook A80).
  const final = (keyword: string): Instruction | undefined => all(keyword).at(-1);
  const { workdir, user } = finalEnvironment(stage);
  const healthcheck = final('HEALTHCHECK');
  return {
    base: rootOf(stage).image.text,
    env: pairs(all('ENV')),
    labels: pairs(all('LABEL')),
    exposed: words(all('EXPOSE')),
    volumes: words(all('VOLUME')),
    workdir: workdir ?? unknownWorkdir(all('WORKDIR')),
    user: user ?? final('USER')?.argument ?? '?',
    shell: [...new Set(shellsOf(stage).values())].join('\n'),
    stopSignal: final('STOPSIGNAL')?.argument ?? '',
    healthcheck: healthcheck ? healthcheckText(healthcheck) : '',
    entrypoint: commandText(final('ENTRYPOINT')),
    command: commandOf(stage),
    maintainer: final('MAINTAINER')?.argument ?? '',
  };
});

/** The command that counts: an ENTRYPOINT clears what the images below gave (handbook A75). */
function commandOf(stage: Stage): string {
  for (let one: Stage | undefined = stage; one; one = one.base) {
    const own = last(one, 'CMD');
    if (own) return commandText(own);
    if (last(one, 'ENTRYPOINT')) return 'none';
  }
  return '';
}

/** Where variables decide, the paths as written, from the last that may stand for itself. */
function unknownWorkdir(written: readonly Instruction[]): string {
  const first = written.findLastIndex(({ argument }) => /^["']?[/$]/.test(argument));
  const paths = written.slice(Math.max(first, 0)).map(({ argument }) => argument);
  return paths.join(' ') || '?';
}

const shellForms = ['ENTRYPOINT', 'CMD', 'HEALTHCHECK'];

/** The shell of each instruction that is left in the shell form, as it is where this one stands. */
export function shellsOf(stage: Stage): Map<string, string> {
  const found = new Map<string, string>();
  const chain = chainOf(stage);
  for (const keyword of shellForms) {
    const owner = chain.findLast((one) => last(one, keyword));
    const instruction = owner && last(owner, keyword);
    if (!instruction || !usesShell(instruction)) continue;
    const { shell } = environmentAt(owner, owner.instructions.indexOf(instruction));
    found.set(keyword, (shell ?? ['?']).join(' '));
  }
  return found;
}

function usesShell({ keyword, json, argument }: Instruction): boolean {
  return !json && !(keyword === 'HEALTHCHECK' && /^none$/i.test(argument));
}

/** How {@link ImageState} writes a command given as an argument vector. */
export function execText(argv: readonly string[]): string {
  return JSON.stringify(argv);
}

/** The last instruction of a kind in a stage itself: Docker heeds no other (handbook A80). */
function last(stage: Stage, keyword: string): Instruction | undefined {
  return ownInstructions(stage, keyword).at(-1);
}

function commandText(instruction: Instruction | undefined): string {
  if (!instruction) return '';
  return instruction.json ? execText(instruction.json) : `sh: ${instruction.argument}`;
}

function healthcheckText({ flags, argument }: Instruction): string {
  return `${flags.map(flagText).join(' ')} ${argument}`;
}

function flagText({ name, value }: Flag): string {
  return value === undefined ? `--${name}` : `--${name}=${value}`;
}

/** Names and values as written, the last value of a name, sorted by name. */
function pairs(all: readonly Instruction[]): string {
  if (all.length === 0) return '';
  const values = new Map<string, string>();
  for (const instruction of all) {
    const properties = propertiesOf(instruction) ?? [{ name: instruction.argument, value: '' }];
    for (const { name, value = '' } of properties) values.set(name, value);
  }
  return [...values]
    .map(([name, value]) => `${name}=${value}`)
    .toSorted()
    .join('\n');
}

function words(all: readonly Instruction[]): string {
  if (all.length === 0) return '';
  return [...new Set(all.flatMap(wordsOf))].toSorted().join('\n');
}

/** Words in a quote that never ends can't be told apart: then the argument counts as a whole. */
function wordsOf({ json, argument, escape }: Instruction): readonly string[] {
  const split = json ?? splitWords(argument, escape);
  return split.length > 0 ? split : [argument];
}
