import { constants } from 'node:fs';
import { access, mkdir, readFile, realpath, stat, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import writeFileAtomic from 'write-file-atomic';
import { systemReason, UserError } from '../user-error.js';

/** On Windows a file that a virus scanner or an editor has open refuses for a moment. */
const pauses = [20, 60, 180];
const passing = new Set(['EPERM', 'EBUSY', 'EACCES']);

/**
 * Writes a file whole or not at all: to a temporary file beside it, then renamed. Mode and owner
 * stay; of a symbolic link, the target is written.
 *
 * @param before what the file must still hold: someone else's work is not written over
 * @throws UserError when the file can't or must not be written
 */
export async function replaceFile(path: string, before: string, after: string): Promise<void> {
  const target = await realpath(path).catch((error: unknown) => refuse(path, systemReason(error)));
  await checkWritable(path, target);
  const found = await readFile(target);
  if (!found.equals(Buffer.from(before)))
    throw new UserError(
      `${path} was changed by another program while slim-dockerfile read it; nothing was written.`,
      'Run slim-dockerfile again.',
    );
  await retried(() => writeWhole(target, after)).catch((error: unknown) =>
    refuse(path, systemReason(error)),
  );
}

/**
 * Puts a file of ours in its place, whole or not at all, with the folders above it.
 *
 * @throws UserError when it can't be written
 */
export async function placeFile(path: string, content: string | Uint8Array): Promise<void> {
  try {
    await mkdir(dirname(path), { recursive: true });
    await retried(() => writeWhole(path, content));
  } catch (error) {
    refuse(path, systemReason(error));
  }
}

/** A rename would replace a read-only file all the same, and root may write anything. */
async function checkWritable(path: string, target: string): Promise<void> {
  const { mode } = await stat(target);
  const mayWrite = await access(target, constants.W_OK).then(
    () => true,
    () => false,
  );
  if ((mode & 0o222) === 0 || !mayWrite)
    throw new UserError(
      `${path} is read-only; it was left as it is.`,
      'Make the file writable and run again.',
    );
  await access(dirname(target), constants.W_OK).catch((error: unknown) =>
    refuse(path, `its folder can't take a new file: ${systemReason(error)}`),
  );
}

function refuse(path: string, reason: string): never {
  throw new UserError(`${path} can't be written: ${reason}.`);
}

/**
 * The library writes once and does not look how much of it the disk took, so that a full disk
 * would leave half a file; its temporary file is filled here instead.
 */
async function writeWhole(target: string, text: string | Uint8Array): Promise<void> {
  await writeFileAtomic(target, '', {
    tmpfileCreated: (temporary) => writeFile(temporary, text),
  });
}

async function retried(attempt: () => Promise<void>): Promise<void> {
  for (const pause of pauses) {
    try {
      return await attempt();
    } catch (error) {
      if (!passing.has((error as NodeJS.ErrnoException).code ?? '')) throw error;
      await wait(pause);
    }
  }
  return attempt();
}
