import { rememberedByText } from '../../memo.js';
import { type OptionsRead, type OptionTable, optionTable, readOptions } from './getopt.js';

/** Options as shadow 4.13 and adduser 3.134 of Debian 12 take them (useradd(8), groupadd(8), usermod(8), groupmod(8), userdel(8), adduser(8)). */
const rows = {
  useradd:
    'b:c:d:De:f:g:G:k:K:lmMNop:rs:u:U base-dir= comment= create-home expiredate= gid= groups= home-dir= inactive= key= no-create-home no-log-init no-user-group non-unique password= shell= skel= system uid= user-group',
  groupadd: 'fg:K:op:r force gid= key= non-unique password= system',
  usermod:
    'ac:d:e:f:g:G:l:Lmop:rs:u:U append comment= gid= groups= home= lock login= move-home non-unique password= shell= uid= unlock',
  groupmod: 'ag:n:op:U: append gid= new-name= non-unique password= users=',
  addgroup: 'g:S gid= quiet system',
  userdel: 'fr force remove',
  adduser:
    ' comment= disabled-login disabled-password force-badname gecos= gid= group home= ingroup= no-create-home quiet shell= system uid=',
};

const tableOf = rememberedByText((program): OptionTable | undefined =>
  Object.hasOwn(rows, program) ? optionTable(rows[program as keyof typeof rows]) : undefined,
);

const letters: Readonly<Record<string, string>> = {
  append: 'a',
  comment: 'c',
  'create-home': 'm',
  gid: 'g',
  groups: 'G',
  'home-dir': 'd',
  'no-create-home': 'M',
  'no-log-init': 'l',
  'no-user-group': 'N',
  remove: 'r',
  shell: 's',
  system: 'r',
  uid: 'u',
  'user-group': 'U',
};

/** An option line with each option by its letter. */
export interface LetterOptions {
  readonly value: (letter: string) => string | undefined;
  readonly has: (letter: string) => boolean;
  readonly operands: readonly string[];
}

/** The options of a command for users as Debian's program takes them; undefined for one it does not know. */
export function readUserOptions(program: string, args: readonly string[]): OptionsRead | undefined {
  const table = tableOf(program);
  const read = table && readOptions(table, args);
  return read?.unknown === undefined ? read : undefined;
}

/** The options of shadow's programs by their letters. */
export function byLetter({ values, flags, operands }: OptionsRead): LetterOptions {
  const named = new Map([...values].map(([name, value]) => [letters[name] ?? name, value]));
  const set = new Set([...flags].map((name) => letters[name] ?? name));
  return {
    operands,
    value: (letter) => named.get(letter),
    has: (letter) => set.has(letter) || named.has(letter),
  };
}

/** Whether any of these letters was given. */
export function hasAny({ has }: LetterOptions, all: string): boolean {
  return [...all].some(has);
}
