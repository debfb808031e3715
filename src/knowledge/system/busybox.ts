import data from './busybox.json' with { type: 'json' };
import { onDemand, rememberedByText } from '../../memo.js';
import { compareVersions } from '../version-order.js';
import { wordSet } from '../../grouping.js';
import { readOptions, type OptionTable, optionTable } from './getopt.js';

const options = new Map(Object.entries(data.options));
const tableOf = rememberedByText((program): OptionTable | undefined => {
  const row = options.get(program);
  return row === undefined ? undefined : optionTable(row);
});
const findLacks: ReadonlySet<string> = wordSet(data.findLacks);
const packages = onDemand(
  () =>
    new Map(
      Object.entries(data.gnuPackages).flatMap(([name, programs]) =>
        programs.split(' ').map((program) => [program, name] as const),
      ),
    ),
);

/**
 * The first option (or `find` test, or date) in a command line that works with the GNU program and
 * not with the one in Alpine's busybox: `-P` of `grep -oP`. Undefined when all is fine, and for
 * programs that busybox does not have or whose options are not known.
 */
export function busyboxLacks(program: string, args: readonly string[]): string | undefined {
  if (program === 'find') return lackingTest(args);
  const table = tableOf(program);
  if (!table) return undefined;
  const { unknown, values, operands } = readOptions(table, program === 'tar' ? dashed(args) : args);
  return unknown ?? lackingForm(program, values, operands);
}

/**
 * Whether busybox's wget reaches addresses of https: in older releases it looks for an `ssl_helper`
 * that no package has, also where a server of http sends it on.
 *
 * @param release of Alpine, such as `3.4`
 */
export function wgetReachesHttps(release: string): boolean {
  return compareVersions(release, data.plainWget.until) > 0;
}

/** The Alpine package with the GNU (or Debian's) form of a program that busybox has too. */
export function gnuPackage(program: string): string | undefined {
  return packages().get(program);
}

/**
 * Whether `echo` writes something else under Debian's sh (dash) than under Alpine's (ash): dash
 * expands `\n` always and prints `-e`, ash expands it after `-e` only.
 */
export function echoDiffers(args: readonly string[]): boolean {
  return /^-n?e/.test(args[0] ?? '') || args.some((arg) => /\\[abcfnrtv0\\]/.test(arg));
}

/** Whether `-e` lets ash write what dash writes without it: dash knows no `\\x41` and prints an `-e`. */
export function echoNeedsOption(args: readonly string[]): boolean {
  const escapes = args.flatMap((arg) => arg.match(/\\./g) ?? []);
  return (
    escapes.length > 0 &&
    escapes.every((escape) => /[abcfnrtv0\\$"'`]$/.test(escape)) &&
    !/^-\w*e/.test(args[0] ?? '')
  );
}

/** What follows `-exec` up to `;` or `+` belongs to another command. */
function lackingTest(args: readonly string[]): string | undefined {
  let inside = false;
  for (const [index, arg] of args.entries()) {
    if (!inside && findLacks.has(arg)) return arg;
    if (!inside && arg === '-size' && /[GM]$/.test(args[index + 1] ?? ''))
      return `-size ${args[index + 1]}`;
    inside = inside ? !/^(?:\\?;|\+)$/.test(arg) : arg === '-exec';
  }
  return undefined;
}

/** `tar xzf` is `tar -xzf`. */
function dashed([first, ...rest]: readonly string[]): readonly string[] {
  return first === undefined || first.startsWith('-')
    ? [first ?? '', ...rest]
    : [`-${first}`, ...rest];
}

const date =
  /^(?:@-?\d+|(?:\d{4}-\d\d?-\d\d? )?\d\d?:\d\d(?::\d\d)?|\d{4}-\d\d?-\d\d?|\d{8,14}(?:\.\d\d)?)$/;

/** Values that only GNU understands: words for a date, `%N`, a suffix after a template's X. */
function lackingForm(
  program: string,
  values: ReadonlyMap<string, string>,
  operands: readonly string[],
): string | undefined {
  const lacks: Readonly<Record<string, string | undefined>> = {
    date:
      wordsIn(values) ?? operands.find((format) => /^\+.*%(?:[-_0^#]*\d*[Nq]|:+z)/.test(format)),
    touch: wordsIn(values),
    mktemp: operands.find((template) => !/XXXXXX$|\$/.test(template)),
  };
  return lacks[program];
}

function wordsIn(values: ReadonlyMap<string, string>): string | undefined {
  const value = values.get('d') ?? values.get('date');
  return value === undefined || date.test(value) || /[$`]/.test(value) ? undefined : `-d ${value}`;
}
