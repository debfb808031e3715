import {
  type Dockerfile,
  finalEnvironment,
  type Instruction,
  nodeTagOf,
  rootOf,
  type Stage,
} from '../../../src/dockerfile/index.js';
import type { Account } from '../../../src/knowledge/images/accounts.js';
import { isWithin } from '../../../src/path-folders.js';
import { type Copy, manifestIn, type Project } from '../../../src/project/index.js';
import { dataFolders } from './data-folders.js';
import type { Facts } from './file-facts.js';
import { enteredBy, isOwned } from './folder-owner.js';
import { isOthers } from '../../../src/knowledge/system/folders.js';
import { type PlacedCopy } from '../folders.js';
import { isWhollyGiven } from './given.js';
import { fillsNothing, hooksMakeFiles, isFilled, makesFiles } from './made-files.js';
import { touchedFiles } from '../run-commands.js';
import { volumeFolders } from '../volumes.js';

/** What has to be given to node in a stage so that the program can write where it could before. */
export interface Ownership {
  /** Who is to own it. */
  readonly account: Account;
  /** The application's folder. */
  readonly folder: string;
  /** COPY and ADD that get `--chown`. */
  readonly copies: readonly Instruction[];
  /** Folders outside the application's that only the program itself makes or fills. */
  readonly data: readonly string[];
  /**
   * Folders to create, because a volume will be mounted there or the program writes there, or a RUN
   * makes them in some builds only: chown fails where nothing is.
   */
  readonly created: readonly string[];
  /** Folders to give to node, the created ones included; files that a RUN made for the program, too. */
  readonly given: readonly string[];
  /** Those of them that lie outside the application's folder and hold files of a RUN already. */
  readonly filled: readonly string[];
  /** Those of them that somebody made for data: by mkdir, as a volume, or only the program knows them. */
  readonly forData: readonly string[];
  /** Whether what lies below must be given, too: a RUN made it, or an earlier stage copied it. */
  readonly recursive: boolean;
  /** Whether copied files are among that, and so stored a second time. */
  readonly again: boolean;
  /** The folders outside the application's that node owns in the end. */
  readonly outside: readonly string[];
}

const manifestFile =
  /(^|\/)(package[\w.*-]*\.json\*?|package\*|[\w.-]*lock[\w.-]*\*?|npm-shrinkwrap\.json|\.npmrc\*?|\.yarnrc(\.yml)?\*?|pnpm-workspace\.yaml|\.nvmrc|tsconfig[\w.*-]*\.json)$/;

/** Works out who must own what in the final stage (handbook D.3, D10, D16, A68). */
export function ownershipIn(file: Dockerfile, facts: Facts): Ownership {
  const { stage, project, account, folder } = facts;
  const late = folder !== '/' && installsAsOwner(facts, reachesFolders(file, stage, project));
  const recursive = late || (folder !== '/' && needsAll(facts));
  const copies = copiesToGive(facts, late);
  const data = dataFolders(file, stage, project);
  const volumes = [...new Set([...volumeFolders(file, stage, project), ...data])];
  const inside = copies.filter(
    ({ destination }) => folder !== '/' && isWithin(destination, folder),
  );
  const code = new Set([
    ...worked(facts),
    ...(folder === '/' ? [] : [folder]),
    ...enteredBy(facts, inside),
  ]);
  const there = new Set([
    ...facts.made.filter(({ certain }) => certain).map(({ path }) => path),
    ...code,
  ]);
  const missing = new Set(
    [...facts.made.map(({ path }) => path), ...volumes].filter((path) => !there.has(path)),
  );
  const wanted = [...new Set([...there, ...missing])].filter((path) => path !== account.home);
  const folders = wanted.filter((path) => !isAbove(path, folder) && !isOwned(facts, copies, path));
  const filled = folders.filter(
    (path) => !code.has(path) && !isWithin(path, folder) && isFilled(facts.steps, path),
  );
  const files = touchedFiles(facts.steps).filter(
    (path) =>
      ![folder, ...filled].some((one) => isWithin(path, one)) &&
      !isWhollyGiven(facts.givenBefore, path, 0),
  );
  const given = [...folders, ...files];
  return {
    account,
    folder,
    copies: copies.map(({ instruction }) => instruction),
    data,
    created: given.filter((path) => missing.has(path)),
    given,
    filled,
    forData: given.filter((path) => !code.has(path)),
    recursive,
    again: recursive && facts.copies.some((copy) => isStoredAgain(facts, copies, copy)),
    outside: [...wanted, ...files, ...copies.map(({ destination }) => destination)].filter(
      (path) => !isWithin(path, folder),
    ),
  };
}

/** Whether a COPY leaves its files to root, so that only a RUN can give them away. */
function isStoredAgain(facts: Facts, given: readonly Copy[], copy: PlacedCopy): boolean {
  const inside = isWithin(copy.destination, facts.folder) && needsOwner(copy);
  const known = given.some(({ instruction }) => instruction === copy.instruction);
  return inside && !known && !isWhollyGiven(facts.givenBefore, copy.destination, copy.place);
}

/** A folder on the way to the application's, which `mkdir -p` or WORKDIR made besides. */
function isAbove(path: string, folder: string): boolean {
  return path !== folder && isWithin(folder, path);
}

/** Whether files lie in the folder that only `chown -R` can give away. */
function needsAll(facts: Facts): boolean {
  const { folder, steps, copies, stage } = facts;
  const late = (place: number): boolean => !isWhollyGiven(facts.givenBefore, folder, place);
  const inherited = copies.some(
    (copy) =>
      copy.step.stage !== stage &&
      isWithin(copy.destination, folder) &&
      needsOwner(copy) &&
      late(copy.place),
  );
  // A folder that no copy fills was filled by a RUN: an archive, a checkout, an install.
  const filled = copies.some(
    ({ destination }) => isWithin(destination, folder) || isWithin(folder, destination),
  );
  // A folder above the application's comes with it: COPY --from=build /srv /srv.
  const above = copies.some(
    (copy) =>
      copy.step.stage === stage &&
      copy.destination !== '/' &&
      isAbove(copy.destination, folder) &&
      needsOwner(copy) &&
      late(copy.place),
  );
  return (
    inherited ||
    above ||
    steps.some(
      (step, place) =>
        (makesFiles(step, folder) ||
          hooksMakeFiles(step, folder, (at) =>
            manifestIn(facts.project, step.stage, facts.stages, at),
          ) ||
          (!filled && step.instruction.keyword === 'RUN' && !fillsNothing(step))) &&
        late(place),
    )
  );
}

/**
 * npm 7 and 8 run scripts as the owner of the folder: were it node's before an install, a script
 * that root ran would run as node, with root's home. Node 15 to 18 bring them.
 */
function installsAsOwner(facts: Facts, reaches: boolean): boolean {
  const { stage, steps, folder } = facts;
  const major = nodeTagOf(rootOf(stage))?.major ?? 0;
  if (major < 15 || major > 18) return false;
  const copies = copiesToGive(facts, false);
  const first = Math.min(...copies.map(({ place }) => place));
  const installs = steps.filter(
    ({ instruction }, place) =>
      place > first &&
      instruction.keyword === 'RUN' &&
      /\b(?:npm|npx)\b/.test(instruction.argument),
  );
  const filled = (path: string | undefined): boolean =>
    copies.some(({ destination }) => path !== destination && isWithin(path ?? '/', destination));
  return (
    installs.length > 0 &&
    (isOwned(facts, copies, folder) ||
      installs.some(
        ({ instruction, environment }) =>
          reaches || elsewhere.test(instruction.argument) || filled(environment.workdir),
      ))
  );
}

/** What lets npm work in a folder below: a COPY brought it, and gave it away with what is in it. */
const elsewhere = /\bcd\s|--prefix|\s-C\s|--workspaces?\b|\s-ws?\s/;

/** Whether scripts of package.json may let npm work in folders below its own. */
function reachesFolders(file: Dockerfile, stage: Stage, project: Project): boolean {
  const scripts = manifestIn(project, stage, file.stages)?.scripts ?? new Map();
  return [...scripts.values()].some((text) => elsewhere.test(text) || /\blerna\b/.test(text));
}

function copiesToGive({ stage, folder, copies, givenBefore: given }: Facts, late: boolean) {
  return copies.filter((copy) => {
    const { destination, step, place } = copy;
    const inside = isWithin(destination, folder);
    if (step.stage !== stage || !needsOwner(copy) || isWhollyGiven(given, destination, place))
      return false;
    if (folder !== '/' && inside) return !late;
    return isPrivate(step.instruction) || (!isOthers(destination) && !isProgram(destination));
  });
}

/** `COPY --chmod=600 key.pem /etc/app/`: nobody but its owner may read it. */
function isPrivate({ flags }: Instruction): boolean {
  return flags.some(({ name, value = '' }) => name === 'chmod' && /^0?[0-7]{2}0$/.test(value));
}

/** A script beside the application is run, not written: `COPY entrypoint.sh /`. */
function isProgram(destination: string): boolean {
  return /\.(?:sh|bash)$|entrypoint/.test(destination);
}

/** Manifests alone are read, never written; anything else the program may change. */
export function needsOwner({ instruction, sources, stage }: Copy): boolean {
  if (instruction.flags.some(({ name }) => name === 'chown')) return false;
  return stage !== undefined || !sources.every((source) => manifestFile.test(source));
}

/** The working directories in and around the application's folder: WORKDIR makes them as root. */
function worked({ steps, folder, stage, copies }: Facts): string[] {
  const paths = [
    ...steps.map(({ environment }) => environment.workdir),
    finalEnvironment(stage).workdir,
  ];
  const filled = (path: string): boolean =>
    copies.some(({ destination }) => isWithin(destination, path));
  return [...new Set(paths)].filter(
    (path) =>
      path !== undefined &&
      path !== '/' &&
      folder !== '/' &&
      (isWithin(path, folder) || (!isOthers(path) && filled(path))),
  ) as string[];
}
