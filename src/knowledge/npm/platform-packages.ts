import { wordSet } from '../../grouping.js';
import { rememberedByText } from '../../memo.js';
import data from './platform-packages.json' with { type: 'json' };

/** An optional dependency that holds the binaries for one platform. */
interface PlatformPackage {
  /** As in npm's `os`: `linux`, `darwin`, `win32`, … */
  readonly os: string;
  /** As the name spells it: `x64`, `64`, `arm64`, `aarch64`, … */
  readonly cpu: string;
  /** `any` for a static binary or one of each; absent when the name does not tell. */
  readonly libc?: 'glibc' | 'musl' | 'any';
  /** The name that the same package for musl has, or would have; absent where there is none. */
  readonly siblingForMusl?: string;
}

const platforms = 'linux|darwin|win32|windows|freebsd|openbsd|netbsd|android|sunos|aix|openharmony';
const cpus =
  'x64|x86_64|64|arm64|aarch64|armv[67]l?|arm|ia32|i686|x86|32|ppc64(?:le|el)?|riscv64|s390x|loong64|mips64el|universal';
const form = new RegExp(
  `^(?<family>.*[-/])(?<os>${platforms})(?<musl>-?musl)?-(?<cpu>${cpus})(?:-(?<abi>[a-z0-9-]+))?$`,
);
const anyLibc: ReadonlySet<string> = wordSet(data.anyLibc);
const glibc = new Map<string, string | null>(Object.entries(data.glibc));

/**
 * Reads the name of an optional platform package: `@rollup/rollup-linux-x64-gnu`,
 * `@img/sharp-linuxmusl-arm64`, `@esbuild/linux-x64`. Undefined for any other name.
 */
export const platformPackage = rememberedByText((name): PlatformPackage | undefined => {
  const parts = form.exec(name)?.groups;
  if (!parts) return undefined;
  const { family = '', os = '', cpu = '', abi = '', musl } = parts;
  if (os !== 'linux' || abi.endsWith('android')) return { os: systemOf(os, abi), cpu };
  const libc =
    musl || abi.startsWith('musl') || abi.endsWith('-musl') ? 'musl' : libcOf(family, abi);
  const sibling = libc === 'glibc' ? siblingOf(name, family, cpu) : undefined;
  return {
    os,
    cpu,
    ...(libc && { libc }),
    ...(sibling !== undefined && { siblingForMusl: sibling }),
  };
});

function systemOf(os: string, abi: string): string {
  if (abi.endsWith('android')) return 'android';
  return os === 'windows' ? 'win32' : os;
}

function libcOf(family: string, abi: string): 'glibc' | 'any' | undefined {
  if (/^(?:gnu|glibc)/.test(abi) || glibc.has(family)) return 'glibc';
  return anyLibc.has(family) ? 'any' : undefined;
}

/** `-gnu`, `-glibc` and `-gnueabihf` become `-musl` and `-musleabihf`; other names by the table. */
function siblingOf(name: string, family: string, cpu: string): string | undefined {
  const pattern = glibc.get(family);
  if (pattern === undefined) return name.replace(/-(?:gnu|glibc)(eabi(?:hf)?)?$/, '-musl$1');
  return pattern === null ? undefined : family + pattern.replace('{cpu}', cpu);
}
