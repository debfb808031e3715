import data from './deb-to-apk.json' with { type: 'json' };
import { onDemand } from '../../memo.js';
import { compareVersions } from '../version-order.js';
import { wordSet } from '../../grouping.js';

/** What Alpine has for a package of Debian's. */
type AlpineCounterpart =
  | {
      readonly kind: 'packages';
      /** None where Alpine needs nothing for it: `apt-transport-https`. */
      readonly names: readonly string[];
      /** A second source has the names; else they are own knowledge. */
      readonly confirmed: boolean;
    }
  | { readonly kind: 'none'; readonly why: string }
  | { readonly kind: 'unknown' };

/** The user's own names by Debian's; null where Alpine has nothing for one. */
export type OwnPackages = Readonly<Record<string, readonly string[] | null>>;

/** The Alpine that packages are wanted for. */
interface Wanted {
  /** Such as `3.19`; the newest when it is not known. */
  readonly release?: string | undefined;
  readonly own?: OwnPackages;
}

/** Names that hold up to a release, oldest first; the last row may hold to this day. */
interface Row {
  readonly upTo?: string;
  readonly from?: string;
  readonly names: readonly string[];
}

const rows = onDemand(() => {
  const found = new Map<string, readonly Row[]>();
  for (const name of data.same.split(' ')) found.set(name, [{ names: [name] }]);
  for (const name of data.unneeded.split(' ')) found.set(name, [{ names: [] }]);
  for (const [names, packages] of Object.entries(data.names))
    for (const name of packages.split(' ')) found.set(name, [{ names: names.split(' ') }]);
  for (const [name, text] of Object.entries(data.releases))
    found.set(name, text.split(', ').map(rowOf));
  return found;
});
const none = onDemand(() => {
  const reasons = Object.entries(data.none).flatMap(([why, packages]) =>
    packages.split(' ').map((name) => [name, why] as const),
  );
  return new Map(reasons);
});
const unconfirmed = onDemand(() => wordSet(data.unconfirmed));

/** `<=3.15 python2`, `>=3.17 font-ipa`, or names alone; `-` where that release needs nothing. */
function rowOf(text: string): Row {
  const [, sign, release, names = text] = /^([<>])=(\S+) (.*)$/.exec(text) ?? [];
  return {
    ...(sign === '<' && release !== undefined && { upTo: release }),
    ...(sign === '>' && release !== undefined && { from: release }),
    names: names === '-' ? [] : names.split(' '),
  };
}

/** Packages that come with others, or are others under an older name (their APKBUILDs, 3.12 to 3.22). */
const brings: Readonly<Record<string, string>> = {
  'alpine-sdk': 'build-base binutils file g++ gcc git make musl-dev patch',
  'build-base': 'binutils file g++ gcc libc-dev make musl-dev patch',
  'cairo-dev': 'cairo fontconfig fontconfig-dev pixman pixman-dev',
  'g++': 'binutils gcc musl-dev',
  gcc: 'binutils',
  'giflib-dev': 'giflib',
  'libjpeg-turbo-dev': 'libjpeg-turbo',
  'librsvg-dev': 'librsvg',
  'mariadb-client': 'mysql-client',
  'pango-dev': 'pango',
  'pixman-dev': 'pixman',
  'vips-dev': 'vips vips-cpp',
  openssh: 'openssh-client openssh-keygen openssh-server',
};

/** What an Alpine package brings along, as far as others ask for it by name. */
export function broughtBy(name: string): readonly string[] {
  return Object.hasOwn(brings, name) ? brings[name]!.split(' ') : [];
}

/** Debian numbers what Alpine has once: the names are rules, checked against Alpine's own. */
const numbered: readonly (readonly [RegExp, string])[] = [
  [/^gcc-\d[\d.]*$/, 'gcc musl-dev'],
  [/^g\+\+-\d[\d.]*$/, 'g++'],
  [/^python3\.\d+$/, 'python3'],
  [/^python3\.\d+-dev$/, 'python3-dev'],
  [/^libicu\d+$/, 'icu-libs'],
  [/^libboost-[a-z0-9-]+-dev$/, 'boost-dev'],
  [/^ruby\d(?:\.\d)?$/, 'ruby'],
  [/^ruby\d(?:\.\d)?-dev$/, 'ruby-dev'],
  [/^linux-headers-\S+$/, 'linux-headers'],
  [/^libstdc\+\+-\d+-dev$/, 'libstdc++-dev'],
  // The languages of community/tesseract-ocr/APKBUILD, 4.1 and 5.
  [
    /^tesseract-ocr-(afr|ara|aze|bel|ben|bul|cat|ces|dan|deu|ell|est|eus|fin|fra|glg|heb|hin|hrv|hun|ind|isl|ita|jpn|kan|kor|lav|lit|mal|mkd|mlt|msa|nld|nor|pol|por|ron|rus|slk|slv|spa|sqi|srp|swa|swe|tam|tel|tha|tur|ukr|vie)$/,
    'tesseract-ocr-data-$1',
  ],
  [/^tesseract-ocr-chi-(sim|tra)$/, 'tesseract-ocr-data-chi_$1'],
];

/** What Alpine has for a package of Debian's; what the user says of it counts first. */
export function alpineCounterpart(
  name: string,
  { release, own = {} }: Wanted = {},
): AlpineCounterpart {
  if (Object.hasOwn(own, name)) {
    const names = own[name] ?? null;
    return names === null
      ? { kind: 'none', why: 'the configuration of slim-dockerfile says so' }
      : { kind: 'packages', names, confirmed: true };
  }
  const why = none().get(name);
  if (why !== undefined) return { kind: 'none', why };
  const known = rows().get(name);
  if (known) return counterpartIn(name, known, release);
  const rule = numbered.find(([form]) => form.test(name));
  return rule
    ? { kind: 'packages', names: name.replace(...rule).split(' '), confirmed: true }
    : { kind: 'unknown' };
}

function counterpartIn(name: string, known: readonly Row[], release?: string): AlpineCounterpart {
  const row = known.find(({ upTo }) => upTo === undefined || isUpTo(release, upTo));
  if (!row) return { kind: 'none', why: `it left Alpine after ${known.at(-1)?.upTo}` };
  if (row.from !== undefined && release !== undefined && compareVersions(release, row.from) < 0)
    return { kind: 'none', why: `it is known from Alpine ${row.from} on, and this is ${release}` };
  return { kind: 'packages', names: row.names, confirmed: !unconfirmed().has(name) };
}

function isUpTo(release: string | undefined, last: string): boolean {
  return release !== undefined && compareVersions(release, last) <= 0;
}
