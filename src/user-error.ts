/** Something that the user can put right: told as one sentence, without a stack. */
export class UserError extends Error {
  override readonly name = 'UserError';

  /**
   * @param message what is wrong, a sentence
   * @param advice what to do next, a sentence
   */
  constructor(
    message: string,
    readonly advice?: string,
  ) {
    super(message);
  }
}

/** Why the system refused, in words: `no permission` for EACCES. */
export function systemReason(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  return reasons[code ?? ''] ?? message;
}

const reasons: Readonly<Record<string, string>> = {
  EACCES: 'no permission',
  EPERM: 'no permission',
  EBUSY: 'another program holds it',
  EISDIR: 'it is a folder',
  ELOOP: 'its symbolic links lead in a circle',
  EMFILE: 'too many files are open',
  ENAMETOOLONG: 'the name is too long',
  ENOENT: 'it does not exist',
  ENOSPC: 'the disk is full',
  ENOTDIR: 'a part of the path is no folder',
  EROFS: 'the disk is read-only',
};
