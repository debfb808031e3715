import { type Command, operandWords, programOf, type Word } from '../../../src/shell/index.js';

/** The one package file that a stage fetches, where Alpine has its program as a package. */
export interface Deb {
  /** The package on Alpine. */
  readonly name: string;
  /** The address as written, which may hold variables. */
  readonly url: string;
}

/** Programs whose releases offer a package for Debian, and Alpine packages of the same name and path. */
const releases: readonly (readonly [RegExp, string])[] = [
  [/github\.com\/Yelp\/dumb-init\/releases\//, 'dumb-init'],
];
const address = /https?:\/\/[^\s"']+\.deb(?=["'\s;&]|$)/g;

/** The package file that texts of RUNs fetch; undefined where there are others, too. */
export function debIn(texts: readonly string[]): Deb | undefined {
  const [url, ...others] = new Set(texts.flatMap((text) => text.match(address) ?? []));
  const name = url && releases.find(([from]) => from.test(url))?.[1];
  return url !== undefined && name !== undefined && others.length === 0 ? { name, url } : undefined;
}

/** What a command does with the package file: fetch it, install it, or take it away. */
export function useOf(command: Command, deb: Deb): 'fetch' | 'install' | 'remove' | undefined {
  const program = programOf(command) ?? '';
  if (program === 'curl' || program === 'wget')
    return command.words.some(({ text }) => text.includes(deb.url)) ? 'fetch' : undefined;
  const files = operandWords(command);
  if (files.length === 0 || !files.every((word) => isFileOf(word, deb))) return undefined;
  if (program === 'rm') return 'remove';
  const installs = command.words.some(({ value }) => value === '-i' || value === '--install');
  return program === 'dpkg' && installs ? 'install' : undefined;
}

/** `dumb-init_*.deb`, `/tmp/dumb-init.deb`. */
function isFileOf({ text }: Word, { name }: Deb): boolean {
  return new RegExp(`^"?(?:[^\\s"]*/)?${name}[^/\\s"]*\\.deb"?$`).test(text);
}
