/** A path that a source puts together of words: `path.join(__dirname, '..', 'client', 'dist')`. */
interface JoinedPath {
  readonly path: string;
  /** Where its words stand. */
  readonly start: number;
  readonly end: number;
}

const word = String.raw`(?:'[^'"\`\n]{1,80}'|"[^'"\`\n]{1,80}")`;
/** A call with nothing but words behind what may name a folder; more than ten are none of a path. */
const joining = new RegExp(
  String.raw`\b(?:join|resolve)\((?:([\w.]{1,80})(?:\(\))?,\s?)?(${word}(?:,\s?${word}){0,10})\)`,
  'g',
);
const ownFolder = /^(?:__dirname|import\.meta\.dirname)$/;

/** The paths that calls of `join` and `resolve` put together, as far as the words tell. */
export function joinedPaths(text: string): readonly JoinedPath[] {
  return [...text.matchAll(joining)].flatMap(
    ({ 0: call, 1: folder = '', 2: words = '', index }) => {
      const own = ownFolder.test(folder) ? ['.'] : [];
      const parts = [
        ...own,
        ...[...words.matchAll(/['"]([^'"]+)['"]/g)].map(([, part = '']) => part),
      ];
      if (parts.length < 2) return [];
      return [{ path: parts.join('/'), start: index, end: index + call.length }];
    },
  );
}
