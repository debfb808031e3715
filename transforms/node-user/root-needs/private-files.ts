import { finalEnvironment } from '../../../src/dockerfile/index.js';
import { literally } from '../../../src/literally.js';
import { isWithin } from '../../../src/path-folders.js';
import { isInstall } from '../../../src/command/index.js';
import { findInApplication, manifestIn } from '../../../src/project/index.js';
import { knownWords, wordValues } from '../../../src/shell/index.js';
import { decline, type Declined } from '../../../src/transform.js';
import { stepsOf } from '../folders.js';
import { givenBefore, isGiven } from '../ownership/given.js';
import { commandsIn, type Placed, pathsOf } from '../run-commands.js';
import type { Subject } from './index.js';

/** A mode that leaves nothing to others: `600`, `0750`, `go-rwx`. */
const forOwner = /^(?:[0-7]?[0-7]{2}0|(?:u[=+][rwxX]+,)?(?:g?o|og)(?:-rwx|=))$/;

/**
 * Something outside the application's folder that a RUN makes for root alone, and that the program reads
 * by its name: a token with `chmod 400`, the key of `openssl req -keyout` (mode 600 of itself).
 */
export function privateNeed({ file, stage, project, own }: Subject): Declined | undefined {
  const steps = stepsOf(stage);
  const given = givenBefore(steps, own.account);
  const { scope } = finalEnvironment(stage);
  for (const command of commandsIn(steps)) {
    for (const path of madePrivate(command)) {
      const isOurs = [own.folder, ...own.outside].some((one) => one !== '/' && isWithin(path, one));
      if (isOurs || isGiven(given, path, command.place)) continue;
      const quoted = new RegExp(String.raw`['"\`]${literally(path)}(?:/|['"\`])`);
      const named = [...scope.env()].find(([, value = '']) => isWithin(value, path))?.[0];
      const place = findInApplication(project, stage, file.stages, quoted);
      const reader = place ? `${place.path}:${place.line}` : named && `ENV ${named}`;
      const at = steps[command.place]?.instruction;
      if (reader === undefined || at === undefined) continue;
      const because = `${path} is for root alone after this, and ${reader} names it.`;
      const advice = `Give it to ${own.account.name} here, and add USER ${own.account.name} above CMD.`;
      return decline('node-user/root-required', at, because, advice);
    }
  }
  return undefined;
}

/** A recursive mode that leaves packages to root alone, which installed them and keeps them. */
export function privateModulesNeed(subject: Subject): Declined | undefined {
  const { file, stage, project, own } = subject;
  const steps = stepsOf(stage);
  const given = givenBefore(steps, own.account);
  const holdsModules = (path: string): boolean =>
    isWithin(own.folder, path) ||
    path.split('/').includes('node_modules') ||
    manifestIn(project, stage, file.stages, path) !== undefined;
  const commands = commandsIn(steps);
  const found = commands.find(
    (command, index) =>
      command.program === 'chmod' &&
      isRecursive(command) &&
      commands.slice(0, index).some(({ command: one }) => isInstall(knownWords(one))) &&
      madePrivate(command).some(
        (path) => holdsModules(path) && !isGiven(given, path, command.place),
      ),
  );
  const at = found && steps[found.place]?.instruction;
  if (!at || subject.hasModules()) return undefined;
  const because = 'Packages are for root alone after this, and stay root’s.';
  const advice = `Leave node_modules out of it, or give them to ${own.account.name}.`;
  return decline('node-user/root-required', at, because, advice);
}

function isRecursive({ command }: Placed): boolean {
  return command.words.some(({ text }) => /^(?:-\w*R\w*|--recursive)$/.test(text));
}

/** The paths that a command leaves to their owner alone. */
function madePrivate(
  command: Placed & { readonly program: string | undefined },
): readonly string[] {
  const values = wordValues(command.command);
  const behind = (option: RegExp): string | undefined =>
    values[values.findIndex((value) => option.test(value ?? '')) + 1];
  switch (command.program) {
    case 'chmod':
      return values.some((value) => forOwner.test(value ?? '')) ? pathsOf(command, 1) : [];
    case 'mkdir':
    case 'install':
      return forOwner.test(behind(/^(?:-\w*m|--mode)$/) ?? '') ? pathsOf(command).slice(1) : [];
    case 'openssl': {
      const key = values[1] === 'req' ? behind(/^-keyout$/) : undefined;
      return key?.startsWith('/') ? [key] : [];
    }
    default:
      return [];
  }
}
