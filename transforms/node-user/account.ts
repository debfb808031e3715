import { programsThat } from '../../src/knowledge/program-traits.js';
import { isCopy } from '../../src/project/index.js';
import { startedCommands } from '../../src/command/index.js';
import {
  environmentAt,
  finalEnvironment,
  type Instruction,
  instructionsOf,
  referenceOf,
  rootOf,
  type Stage,
} from '../../src/dockerfile/index.js';
import { wordSet } from '../../src/grouping.js';
import {
  type Account,
  accountIn,
  nodeAccount,
  nodeHasUser,
} from '../../src/knowledge/images/accounts.js';
import { nodeTag } from '../../src/knowledge/images/node-tags.js';
import { programOf } from '../../src/shell/index.js';
import { decline, type Declined } from '../../src/transform.js';

/** Whether a user is root by name or by number. */
export function isRoot(user: string): boolean {
  return /^(?:root|0)(?::(?:root|0|node))?$/.test(user);
}

/** As whom a container of a stage can run, or why nobody is known (handbook D.1). */
export function accountOf(stage: Stage): Account | Declined {
  const account = isMade(stage) ? nodeAccount() : imageAccount(stage);
  if ('outcome' in account || account.create === undefined) return account;
  return creationObstacle(stage) ?? account;
}

function imageAccount(stage: Stage): Account | Declined {
  const root = rootOf(stage);
  const image = referenceOf(root);
  const { official } = root;
  if (image.text === 'scratch') return unknownProgram(stage);
  if (image.text.includes('$') && official === undefined) return unknownBase(stage);
  const taken = runsOf(stage).find(isTakenAway);
  if (taken) return withoutUser(taken);
  if (official === 'node')
    return tagHasUser(image.tag, image.digest !== undefined) ? nodeAccount() : unknownBase(stage);
  if (official === 'nginx' || official === 'httpd') return webServer(stage, official);
  if (image.digest !== undefined && image.tag === undefined) return unknownBase(stage);
  return accountIn(official ?? image.name, image.tag) ?? unknownBase(stage);
}

const makesNode =
  /\b(?:adduser\b[^&|;]*\s-u|useradd\b[^&|;]*\s(?:-u|--uid))[\t =]1000\b[^&|;]*\snode\b/;

/** Whether a RUN on a plain image makes the user node, as that of the minimal runtime does. */
function isMade(stage: Stage): boolean {
  const { official } = rootOf(stage);
  const plain = official === 'alpine' || official === 'debian';
  return plain && runsOf(stage).some(({ argument }) => makesNode.test(argument));
}

const takesUserAway = /\b(?:deluser|userdel|usermod)\b[^&|;]*\b(?:node|ubuntu)\b/;
const changesUsers = /\b(?:deluser|userdel|usermod)\b/;

function isTakenAway({ argument }: Instruction): boolean {
  return takesUserAway.test(argument) || (changesUsers.test(argument) && /\bbun\b/.test(argument));
}

function withoutUser(run: Instruction): Declined {
  const because = 'This RUN changes or removes the user that the image has for programs.';
  const advice = 'Write USER with the name of the user that the container is meant for.';
  return decline('node-user/unknown-base', run, because, advice);
}

function unknownBase(stage: Stage): Declined {
  const because = `It is not known which users "${rootOf(stage).image.text}" has.`;
  const advice =
    'Add a user yourself, or name your mirror of the official images with --image-mirror.';
  return decline('node-user/unknown-base', stage.from, because, advice);
}

/** A plain image without Node.js in it: what runs there may be anything. */
function unknownProgram(stage: Stage): Declined {
  const because = `It is not known whether the program on "${rootOf(stage).image.text}" does without root.`;
  const advice = 'If it does, write USER 1000:1000 above its start.';
  return decline('node-user/unknown-base', stage.from, because, advice);
}

/** Handbook D05: the master process opens port 80 and gives up root by itself. */
function webServer(stage: Stage, server: string): Declined {
  const because = `The master process of ${server} begins as root, for port 80, and its workers do not.`;
  const advice = 'nginxinc/nginx-unprivileged does without, on port 8080.';
  return decline('node-user/root-required', stage.from, because, advice);
}

const starters = wordSet('node nodejs npm npx yarn pnpm');
const makers = [...programsThat('makesUsers'), ...programsThat('makesListedUsers')];
const makesUser = new RegExp(String.raw`\b(?:${makers.join('|')})\b`);

/** A user is made where node runs on a plain image, and nobody has made one yet (D02, D03). */
function creationObstacle(stage: Stage): Declined | undefined {
  const programs = startedCommands(stage).map(programOf);
  if (!programs.some((name) => name !== undefined && starters.has(name)))
    return unknownProgram(stage);
  const made = runsOf(stage).find(({ argument }) => makesUser.test(argument));
  if (made)
    return decline(
      'node-user/other-user',
      made,
      'The file makes a user and never changes to it; who it is for is not known.',
      'Add USER with its name above CMD.',
    );
  const places = stage.instructions.map((_, index) => environmentAt(stage, index));
  const shell = finalEnvironment(stage).shell?.join(' ');
  const plain = places.every(({ user }) => user !== undefined && isRoot(user));
  return plain && (shell === undefined || shell === '/bin/sh -c') ? undefined : unknownBase(stage);
}

/** `USER node  # comment`: an instruction has no comment at its end, so that no image has this user (A02). */
export function misnamedUser(stage: Stage): Declined | undefined {
  const { user = '' } = finalEnvironment(stage);
  const at = lastUser(stage);
  return at && /\s/.test(user)
    ? decline(
        'node-user/unknown-user',
        at,
        `USER takes the whole line for a name, and no image has the user "${user}".`,
        'Move what follows the name to a line of its own.',
      )
    : undefined;
}

/** Why the user of a stage can't be changed, if it can't. */
export function userObstacle(stage: Stage): Declined | undefined {
  const explicit = lastUser(stage);
  if (finalEnvironment(stage).user === undefined)
    return decline(
      'node-user/unknown-user',
      explicit ?? stage.from,
      'USER takes its value from a variable.',
    );
  if (!explicit || isForSteps(stage, explicit)) return undefined;
  return decline(
    'node-user/explicit-root',
    explicit,
    'The file asks for root.',
    'Remove the line if nothing needs root any more.',
  );
}

/**
 * `USER root` above the steps, with nobody else before it: it makes sure that they run as root, and
 * says nothing of the container. One below them, or one that goes back to root, does (D14).
 */
function isForSteps(stage: Stage, user: Instruction): boolean {
  const all = instructionsOf(stage);
  const at = all.indexOf(user);
  const alone = instructionsOf(stage, 'USER').length === 1;
  return (
    alone &&
    all.slice(at).some(({ keyword }) => keyword === 'RUN') &&
    !all.slice(0, at).some(isStep)
  );
}

function isStep(one: Instruction): boolean {
  return one.keyword === 'RUN' || isCopy(one);
}

function lastUser(stage: Stage): Instruction | undefined {
  return instructionsOf(stage, 'USER').at(-1);
}

function runsOf(stage: Stage): readonly Instruction[] {
  return instructionsOf(stage, 'RUN');
}

function tagHasUser(tag: string | undefined, pinned: boolean): boolean {
  if (pinned && tag === undefined) return false;
  const known = nodeTag(tag ?? 'latest');
  if (known?.major !== undefined) return nodeHasUser(known.major, known.exact);
  return known?.moving === true;
}
