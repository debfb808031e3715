import { posix } from 'node:path';
import { programDoes } from '../../../src/knowledge/program-traits.js';
import { type Dockerfile, finalEnvironment, type Stage } from '../../../src/dockerfile/index.js';
import { programIn } from '../../../src/knowledge/images/contents.js';
import {
  loadsByConvention,
  loadsNothing,
  programLoads,
} from '../../../src/knowledge/npm/loaded-by-name.js';
import {
  folderOf,
  importsOf,
  joinPath,
  makersOf,
  type Manifest,
  manifestIn,
  originOf,
  packageName,
  type Project,
  sourceAt,
  sourceOfBuilt,
  sourcesBelow,
} from '../../../src/project/index.js';
import type { StartedCall } from '../started/index.js';

/** A package that a start command names, by its own name or by that of a program of it. */
interface Named {
  readonly name: string;
  readonly kind: 'package' | 'program';
  /** A path in the folder from which it is looked up, from the repository's root, where that is known. */
  readonly from: string | undefined;
  readonly by: string;
}

/** Sources with which a program of one package.json starts. */
interface Entry {
  readonly manifest: Manifest;
  /** From the repository's root; absent where all sources count. */
  readonly path?: string;
}

export interface Beginnings {
  readonly entries: readonly Entry[];
  readonly named: readonly Named[];
  readonly unknown?: string;
}

/** What calls of the container begin with: sources of the project, programs and packages. */
export function beginningsOf(
  file: Dockerfile,
  stage: Stage,
  project: Project,
  calls: readonly StartedCall[],
): Beginnings {
  return new Finder(file, stage, project).find(calls);
}

/** Options of node that load a module before the program. */
const loading = /^(?:-r|--require|--import|--loader|--experimental-loader)(?:=(.*))?$/;
/** Options of node that take the next word. */
const valued =
  /^(?:-C|--conditions|--max-old-space-size|--env-file|--input-type|--title|--icu-data-dir)$/;
const sourceName = /\.(?:[cm]?[jt]s|tsx|jsx)$/;

class Finder {
  readonly #entries: Entry[] = [];
  readonly #named: Named[] = [];
  #unknown: string | undefined;

  constructor(
    readonly file: Dockerfile,
    readonly stage: Stage,
    readonly project: Project,
  ) {}

  find(calls: readonly StartedCall[]): Beginnings {
    const options = finalEnvironment(this.stage).scope.variable('NODE_OPTIONS') ?? '';
    for (const call of calls) {
      const [program = '', ...args] = call.words;
      const name = posix.basename(program);
      if (/^node(?:js)?$/.test(name)) this.#node(call, [...options.split(/\s+/), ...args]);
      else if (sourceName.test(program)) this.#entry(call, program);
      else this.#program(call, name, args);
    }
    return {
      entries: this.#entries,
      named: this.#named,
      ...(this.#unknown !== undefined && { unknown: this.#unknown }),
    };
  }

  #node(call: StartedCall, args: readonly string[]): void {
    for (let at = 0; at < args.length; at += 1) {
      const word = args[at] ?? '';
      const load = loading.exec(word);
      if (load) this.#module(call, load[1] ?? args[(at += 1)] ?? '');
      else if (/^(?:-e|-p|-pe|--eval|--print)$/.test(word)) {
        for (const { specifier } of importsOf(args[at + 1] ?? '').modules)
          this.#module(call, specifier);
        return;
      } else if (valued.test(word)) at += 1;
      else if (word !== '' && !word.startsWith('-')) {
        this.#script(call, word, args.slice(at + 1));
        return;
      }
    }
  }

  /** `node node_modules/.bin/next start` starts a program of a package. */
  #script(call: StartedCall, path: string, args: readonly string[]): void {
    const bin = /(?:^|\/)node_modules\/(?:\.bin\/([^/]+)|((?:@[^/]+\/)?[^/]+))/.exec(path);
    if (bin?.[1] !== undefined) this.#program(call, bin[1], args);
    else if (bin?.[2] !== undefined) {
      this.#name(call, packageName(bin[2]), 'package');
      this.#program(call, bin[2], args);
    } else {
      this.#entry(call, path);
      this.#words(call, args);
    }
  }

  #module(call: StartedCall, specifier: string): void {
    if (/^\.{0,2}\//.test(specifier)) this.#entry(call, specifier);
    else this.#name(call, packageName(specifier), 'package');
  }

  /** A program of node_modules, with what it loads of its own accord. */
  #program(call: StartedCall, name: string, args: readonly string[]): void {
    // What a script says to people names nothing that it starts.
    if (programDoes(name, 'says')) return;
    if (!programDoes(name, 'builtin')) this.#name(call, name, 'program');
    this.#words(call, args);
    const loads = programLoads(name);
    const manifest = this.#manifestAbove(this.stage, call.folder)?.manifest;
    // Nobody knows what another program loads: any source of the project, perhaps.
    const all = !loads && !loadsNothing(name) && !isOfSystem(name) && !isScript(call.words[0]);
    if (!manifest && (loads || all))
      this.#unknown ??= `no package.json is known above ${call.folder}, where ${name} starts`;
    if (manifest && all) {
      this.#entries.push({ manifest });
      this.#settings(manifest, settingsNamed(name));
    }
    if (!manifest || !loads) return;
    for (const one of loads.packages) this.#name(call, one, 'package');
    const settings = this.#settings(manifest, loads.files);
    // Where no source is there, settings may lie in the build context of which nobody knows.
    if (loads.files.length > 0 && sourcesBelow(this.project, folderOf(manifest.path)).length === 0)
      this.#unknown ??= 'no source of the program is in the build context';
    if (settings.some((path) => path.endsWith('ts'))) this.#typed(call, loads.typed);
    if (args.some((arg) => /\.[cm]?ts$/.test(arg))) this.#typed(call, loads.typed);
    if (loads.all) this.#entries.push({ manifest });
  }

  /** Files beside package.json that a program loads. */
  #settings(manifest: Manifest, names: readonly string[]): string[] {
    const found = names.flatMap(
      (name) => sourceAt(this.project, joinPath(folderOf(manifest.path), name) ?? name) ?? [],
    );
    this.#entries.push(...found.map((path) => ({ manifest, path })));
    return found;
  }

  /** Packages of which one reads settings in TypeScript. */
  #typed(call: StartedCall, packages: readonly string[]): void {
    for (const one of packages) this.#name(call, one, 'package');
  }

  /** The other words may name programs, packages and files, too: `wait-for-it db -- ts-node a.ts`. */
  #words(call: StartedCall, words: readonly string[]): void {
    for (const word of words.flatMap((one) => one.split(/[\s=]+/))) {
      if (/^[@\w][\w./@-]*$/.test(word)) {
        this.#name(call, packageName(word), 'package');
        this.#name(call, posix.basename(word), 'program');
      }
      if (sourceName.test(word)) this.#entry(call, word);
    }
  }

  #name({ folder, by }: StartedCall, name: string, kind: Named['kind']): void {
    const manifest = this.#manifestAbove(this.stage, folder)?.manifest;
    this.#named.push({ name, kind, from: manifest?.path, by });
  }

  #entry(call: StartedCall, path: string): void {
    const place = posix.resolve(call.folder, path);
    const { stage, file, project } = this;
    const own = originOf(project, stage, file.stages, place) !== undefined;
    const makers = makersOf(stage, file.stages, place);
    const found = [...makers, ...(own ? [{ stage, path: place }] : [])].flatMap(
      (one) => this.#source(one.stage, one.path) ?? [],
    );
    if (found.length === 0) this.#unknown ??= `no package.json is known above ${place}`;
    const told = found.filter((one) => this.#isTold(one));
    for (const entry of told.length > 0 ? told : found) {
      this.#entries.push(entry);
      const names = [...entry.manifest.dependencies.keys()];
      if (names.some(loadsByConvention)) this.#entries.push({ manifest: entry.manifest });
    }
  }

  /** The source behind a file that a stage makes. */
  #source(stage: Stage, place: string): Required<Entry> | undefined {
    const above = this.#manifestAbove(stage, place);
    if (!above) return undefined;
    const { manifest, folder } = above;
    const below = place === folder ? (manifest.main ?? 'index.js') : posix.relative(folder, place);
    const origin =
      place === folder ? undefined : originOf(this.project, stage, this.file.stages, place);
    const path = origin ?? joinPath(folderOf(manifest.path), below);
    return path === undefined ? undefined : { manifest, path };
  }

  #isTold({ manifest, path }: Required<Entry>): boolean {
    const built = sourceOfBuilt(this.project, folderOf(manifest.path), path);
    return sourceAt(this.project, path) !== undefined || built !== undefined;
  }

  /** The package.json that counts for a folder of a stage. */
  #manifestAbove(stage: Stage, from: string): { manifest: Manifest; folder: string } | undefined {
    for (let folder = from; ; folder = posix.dirname(folder)) {
      const manifest = manifestIn(this.project, stage, this.file.stages, folder);
      if (manifest) return { manifest, folder };
      if (folder === '/') return undefined;
    }
  }
}

/** As most programs name their settings: those of drizzle-kit are in drizzle.config.ts. */
function settingsNamed(program: string): string[] {
  const stem = program.replace(/-(?:cli|kit)$/, '');
  return [...new Set([program, stem])].flatMap((name) => [`${name}.config`, `${name}-config`]);
}

/** Programs of the base image; what they start stands among their words. */
function isOfSystem(program: string): boolean {
  return program !== 'node' && (programIn('node-debian', program) ?? false);
}

/** Shell scripts are read on their own, and `exec "$@"` starts what CMD says. */
function isScript(program = ''): boolean {
  return /\.(?:sh|bash)$|^["']?\$[@*]|^\.{0,2}\/(?!.*node_modules\/)/.test(program);
}
