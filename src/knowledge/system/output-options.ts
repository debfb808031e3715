/** How a program that fetches or unpacks is told where its output goes. */
interface Row {
  /** The short options that take a value; those of `places` among them. */
  readonly valued: string;
  /** Short options and long names whose value is the place. */
  readonly places: readonly string[];
}

/** curl(1) 8.5, wget(1) 1.21, tar(1) 1.34 and unzip(1) 6.0; `-nv` of wget is one option. */
const rows: Readonly<Record<string, Row>> = {
  curl: { valued: 'AbcCdDeEFhHKmoPQrtTuUwxXyYz', places: ['o', 'output', 'output-dir'] },
  wget: {
    valued: 'aABDeiIlnoOPQRtTUwX',
    places: ['O', 'P', 'output-document', 'directory-prefix'],
  },
  tar: { valued: 'bCfFgHIKLNTVX', places: ['C', 'directory'] },
  unzip: { valued: 'dPx', places: ['d'] },
};

type Value = string | undefined;

/** Whether options of sed let it change the files that it reads: `-i`, `-ni`, `--in-place=.bak`. */
export function editsInPlace(words: readonly string[]): boolean {
  return words.some((word) => /^(?:-\w*i|--in-place)/.test(word));
}

/** Whether a program fetches or unpacks, and can be told where to. */
export function takesOutputPlace(program: string): boolean {
  return Object.hasOwn(rows, program);
}

/**
 * The places that the arguments of a program name for its output, wherever they stand: `-O f`,
 * `-qOf`, `--output-document=f`; undefined for one that can't be told.
 */
export function outputPlaces(program: string, args: readonly Value[]): readonly Value[] {
  const row = rows[program];
  return row
    ? args.flatMap((arg = '', index): readonly Value[] => {
        const option = optionIn(arg, row);
        if (!option || !row.places.includes(option.name)) return [];
        const { value = args[index + 1] } = option;
        return [value?.includes('$') ? undefined : value];
      })
    : [];
}

/** The option of a word that takes a value, with the value where that is attached. */
function optionIn(word: string, { valued }: Row): { name: string; value?: string } | undefined {
  const [, long, given] = /^--([^=]+)(?:=(.*))?$/s.exec(word) ?? [];
  if (long !== undefined) return { name: long, ...(given !== undefined && { value: given }) };
  const at = /^-\w/.test(word) ? [...word].findIndex((letter) => valued.includes(letter)) : -1;
  if (at === -1) return undefined;
  const value = word.slice(at + 1);
  return { name: word[at]!, ...(value !== '' && { value }) };
}
