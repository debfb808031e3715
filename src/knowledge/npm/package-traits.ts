import data from './package-traits.json' with { type: 'json' };

/** What a package asks of its surroundings, in a word; the table says what each means. */
type Trait = keyof typeof data.about;

const traits = new Map<string, ReadonlySet<string>>(
  Object.entries(data.packages).map(([name, words]) => [name, new Set(words.split(' '))]),
);

/** Whether a package of npm does something; of one that the table lacks nothing is known. */
export function packageDoes(name: string, trait: Trait): boolean {
  return traits.get(name)?.has(trait) ?? false;
}
