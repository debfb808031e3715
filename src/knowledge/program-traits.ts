import data from './program-traits.json' with { type: 'json' };

/** What a program does, in a word; the table says what each means. */
type Trait = keyof typeof data.about;

const traits = new Map<string, ReadonlySet<string>>(
  Object.entries(data.programs).map(([program, words]) => [program, new Set(words.split(' '))]),
);

/** Whether a program, by its bare name, does any of some things; of one that the table lacks nothing is known. */
export function programDoes(program: string | undefined, ...any: readonly Trait[]): boolean {
  const own =
    program === undefined ? undefined : (traits.get(program) ?? traits.get(unnumbered(program)));
  return own !== undefined && any.some((trait) => own.has(trait));
}

/** `pip3.11` is pip. */
function unnumbered(program: string): string {
  return program.replace(/[\d.]+$/, '');
}

/** The programs that do something, by their names. */
export function programsThat(trait: Trait): readonly string[] {
  return [...traits].filter(([, own]) => own.has(trait)).map(([program]) => program);
}

/** What works on the files that it is given, and on nothing else. */
export const worksOnFiles = [
  'modes',
  'makesFolders',
  'makesFiles',
  'removes',
  'moves',
  'copies',
  'links',
  'edits',
  'unpacks',
  'writesInput',
] as const satisfies readonly Trait[];
