import type { Start } from '../../src/command/index.js';
import type { Dockerfile, Stage } from '../../src/dockerfile/index.js';
import type { Project } from '../../src/project/index.js';
import { type Declined, decline } from '../../src/transform.js';
import {
  productionOnly,
  providerOf,
  type Provision,
  typescriptOfNext,
} from '../../src/installs/index.js';

const bin = /node_modules\/\.bin\/([\w.-]+)/g;

/**
 * A program of a development dependency, where the image gets none: npx fetches it at each start
 * (handbook E05), and without npx nobody does.
 */
export function notInstalled(
  file: Dockerfile,
  stage: Stage,
  start: Start,
  project: Project,
): Declined | undefined {
  if (start.kind !== 'replaceable') return undefined;
  const written = start.writes.flatMap(({ argv }) => argv).join(' ');
  const programs = [...written.matchAll(bin)].map(([, name = '']) => name);
  if (programs.length === 0) return undefined;
  const provisions = productionOnly(file, stage, project).map(({ provision }) => provision);
  for (const program of programs) {
    const owners = provisions.map((one) => lostOwner(program, one));
    const [owner] = owners;
    if (owner !== undefined && owners.every((one) => one !== undefined))
      return decline(
        'drop-npm/unresolvable-script',
        start.instruction,
        `The image gets no development dependencies, and only they bring "${program}": npx fetches it at each start, and nothing else does.`,
        `Move "${owner}" to the dependencies of package.json.`,
      );
  }
  return undefined;
}

/**
 * The package that only development dependencies bring. npm keeps prisma even so, where the client
 * may use it; a lockfile tells that, package.json does not.
 */
function lostOwner(program: string, provision: Provision): string | undefined {
  const owner = providerOf(program, provision);
  const told = owner !== 'prisma' || provision.lockfile?.packages !== undefined;
  return owner !== undefined && told && provision.loses(owner, provision.root.path)
    ? owner
    : undefined;
}

/** What npm is needed for at each start although no command names it. */
export function installsAtStart(
  file: Dockerfile,
  stage: Stage,
  project: Project,
): Declined | undefined {
  const settings = typescriptOfNext(file, stage, project);
  if (settings === undefined) return undefined;
  return decline(
    'drop-npm/needs-npm',
    stage.from,
    `"next start" has the package manager install typescript for ${settings}, since the image gets no development dependencies.`,
    'Move typescript to the dependencies of package.json, or write the settings in next.config.mjs.',
  );
}
