import { namesByWord, wordSet } from '../grouping.js';
import { onDemand, rememberedByText } from '../memo.js';
import data from './program-traits.json' with { type: 'json' };

/** What a program does, in a word; the table says what each means. */
type Trait = keyof typeof data.about;

const traits = new Map(Object.entries(data.programs));
const programs = onDemand(() => namesByWord(data.programs));

const traitsOf = rememberedByText((program): ReadonlySet<string> | undefined => {
  const words = traits.get(program) ?? traits.get(unnumbered(program));
  return words === undefined ? undefined : wordSet(words);
});

/** Whether a program, by its bare name, does any of some things; of one that the table lacks nothing is known. */
export function programDoes(program: string | undefined, ...any: readonly Trait[]): boolean {
  const own = program === undefined ? undefined : traitsOf(program);
  return own !== undefined && any.some((trait) => own.has(trait));
}

/** `pip3.11` is pip. */
function unnumbered(program: string): string {
  return program.replace(/[\d.]+$/, '');
}

/** The programs that do something, by their names. */
export function programsThat(trait: Trait): readonly string[] {
  return programs().get(trait) ?? [];
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
