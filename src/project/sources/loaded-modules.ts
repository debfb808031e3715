import { builtinModules } from 'node:module';
import { lineAt } from '../../edits.js';
import { rememberedIn } from '../../memo.js';
import { type Files, folderOf, joinPath } from '../files.js';
import { importTargets } from './import-targets.js';
import { type Import, importsOf } from './imports.js';
import { joinedPaths } from './joined-paths.js';
import { aliased, isAsset, isPathLike, sourceAt, sourceOfBuilt } from './module-paths.js';
import { packageName } from './package-name.js';
import { settingsFiles } from './package-settings.js';
import type { Project } from '../project.js';
import { programSources } from './program-sources.js';
import { scriptsStartedBy } from './started-scripts.js';
import { typeScriptSettings } from './typescript-settings.js';

/** A package that a source names. */
export interface Use {
  readonly name: string;
  readonly path: string;
  /** Counted from 1. */
  readonly line: number;
}

/** What a program loads, as far as its sources tell. */
export interface Loaded {
  /** The packages that it loads or names, each with the first place. */
  readonly uses: readonly Use[];
  /** Sources that it runs. */
  readonly files: ReadonlySet<string>;
  /** The first module whose name only the running program knows; absent where there is none. */
  readonly dynamic?: Omit<Use, 'name'>;
  /** Why not everything that it loads is known; absent where it is. */
  readonly unknown?: string;
}

/** A program of the project. */
export interface Program {
  /** Where its package.json lies, from the repository's root. */
  readonly folder: string;
  /** Sources with which it starts, or the files that a build makes of them. */
  readonly entries: readonly string[];
  /** Whether it loads all its sources by where they lie. */
  readonly everything: boolean;
  /** Names of packages that count where a string is just that. */
  readonly names: ReadonlySet<string>;
  /** The folders of the project's own packages, by their names. */
  readonly workspaces: ReadonlyMap<string, string>;
  /** Whether a path is written by a bundler that takes packages into what it writes. */
  readonly isBundle: (path: string) => boolean;
}

/** Options of node, in a string of such, that load a module before the program. */
const loading = /(?:^|\s)(?:-r|--require|--import|--loader|--experimental-loader)[ =](\S+)/g;
/** A program that is named by its path. */
const binPath = /(?:^|\/)\.?bin\/([\w.-]+)$/;
/** Words that name a folder beside the program as often as something else. */
const aside = /^(?:__mocks__|__tests__|coverage|cypress|docs|e2e|examples?|specs?|tests?)$/;
const builtins = new Set(builtinModules);

/**
 * Follows what a program loads through the project's sources. Where a module can't be told (a
 * computed name, a pattern of files), all sources of the program count.
 */
export function loadedModules(project: Project, program: Program): Loaded {
  return new Walk(project, program).result();
}

class Walk {
  readonly #uses = new Map<string, Use>();
  readonly #files = new Set<string>();
  readonly #queue: string[] = [];
  #everything = false;
  #unknown: string | undefined;
  #dynamic: Omit<Use, 'name'> | undefined;

  constructor(
    readonly project: Project,
    readonly program: Program,
  ) {}

  result(): Loaded {
    for (const entry of this.program.entries) this.#enter(entry);
    if (this.program.everything) this.#takeAll();
    for (let path = this.#queue.pop(); path !== undefined; path = this.#queue.pop())
      this.#read(path);
    return {
      uses: [...this.#uses.values()],
      files: this.#files,
      ...(this.#dynamic && { dynamic: this.#dynamic }),
      ...(this.#unknown !== undefined && { unknown: this.#unknown }),
    };
  }

  /** A file that no source makes may be made of any of them. */
  #enter(entry: string): void {
    if (this.program.isBundle(entry)) return;
    const found = this.#source(entry);
    if (found === undefined) this.#takeAll();
    else this.#add(found);
  }

  #source(path: string): string | undefined {
    return sourceAt(this.project, path) ?? sourceOfBuilt(this.project, this.program.folder, path);
  }

  #add(path: string): void {
    if (this.#files.has(path)) return;
    this.#files.add(path);
    this.#queue.push(path);
  }

  #takeAll(): void {
    if (this.#everything) return;
    this.#everything = true;
    const all = programSources(this.project, this.program.folder);
    if (all.length === 0) this.#unknown ??= 'no source of the program is in the build context';
    for (const path of all) this.#add(path);
  }

  #read(path: string): void {
    const text = this.project.files.read(path);
    if (text === undefined) {
      this.#unknown ??= `${path} could not be read`;
      return;
    }
    const { modules, emptied, literals, beginnings, dynamic } = importsIn(this.project.files, path);
    const place = (at: number): Omit<Use, 'name'> => ({ path, line: lineAt(text, at) });
    for (const { specifier, at } of [...modules, ...(this.#keepsImports() ? emptied : [])])
      this.#module(path, specifier, place(at));
    const joined = joinedPaths(text);
    for (const literal of literals)
      if (!joined.some(({ start, end }) => literal.at >= start && literal.at < end))
        this.#literal(path, literal, place);
      else this.#name(literal, place);
    for (const { path: named, start } of joined)
      this.#literal(path, { specifier: named, at: start }, place);
    for (const script of scriptsStartedBy(text))
      for (const folder of [folderOf(path), this.program.folder]) this.#named(folder, script);
    // JSX is compiled to calls of it.
    if (path.endsWith('x')) this.#use('react', place(0));
    if (dynamic === undefined) return;
    this.#dynamic ??= place(dynamic);
    for (const { specifier, at } of beginnings)
      for (const name of this.program.names)
        if (name.startsWith(specifier)) this.#use(name, place(at));
    this.#takeAll();
  }

  /** Node takes the types out of a source and leaves the rest as it is; a compiler may be told to. */
  #keepsImports(): boolean {
    const { entries, folder } = this.program;
    return (
      entries.some((path) => /\.[cm]?ts$/.test(path)) ||
      typeScriptSettings(this.project, folder).some(({ keepsImports }) => keepsImports)
    );
  }

  #module(from: string, written: string, place: Omit<Use, 'name'>): void {
    const specifier = written.replace(/[?#!].*$/, '') || written;
    if (/^\.{0,2}(?:\/|$)/.test(specifier)) this.#relative(from, specifier);
    else if (specifier.startsWith('#')) this.#internal(place);
    else if (specifier.startsWith('node:') || builtins.has(specifier.split('/')[0] ?? '')) return;
    else this.#bare(specifier, place);
  }

  /** `#db` is what the field "imports" of package.json says; any of its targets counts. */
  #internal(place: Omit<Use, 'name'>): void {
    const path = joinPath(this.program.folder, 'package.json') ?? '';
    for (const target of importTargets(this.project.files.read(path) ?? ''))
      if (target.includes('*')) this.#takeAll();
      else this.#module(path, target, place);
  }

  #relative(from: string, specifier: string): void {
    const path = joinPath(folderOf(from), specifier);
    if (path === undefined || this.program.isBundle(path)) return;
    const found = this.#source(path);
    if (found !== undefined) this.#add(found);
    else if (!isAsset(path)) this.#takeAll();
  }

  #bare(specifier: string, place: Omit<Use, 'name'>): void {
    const name = packageName(specifier);
    const workspace = this.program.workspaces.get(name);
    const alias = aliased(this.project, this.program.folder, specifier);
    if (alias !== undefined) this.#add(alias);
    else if (workspace !== undefined)
      for (const path of programSources(this.project, workspace)) this.#add(path);
    else if (name === undefined) this.#takeAll();
    else this.#use(name, place);
  }

  #use(name: string, place: Omit<Use, 'name'>): void {
    const known = this.#uses.get(`${name} ${folderOf(place.path)}`);
    if (known) return;
    this.#uses.set(`${name} ${folderOf(place.path)}`, { name, ...place });
    for (const path of settingsFiles(this.project.files, this.program.folder, name))
      this.#add(path);
  }

  /** A string may be the name of a package, a file or folder that is loaded, or a pattern of files. */
  #literal(from: string, literal: Import, place: (at: number) => Omit<Use, 'name'>): void {
    const { specifier, at } = literal;
    this.#name(literal, place);
    for (const [, module = ''] of specifier.matchAll(loading))
      this.#module(from, module, place(at));
    if (!isPathLike(specifier)) return;
    if (/\*.*\.(?:[cm]?[jt]s|\{)/.test(specifier)) this.#takeAll();
    const path = specifier.replace(/\/\*\*?(?:\/.*)?$/, '');
    for (const folder of [folderOf(from), this.program.folder]) this.#named(folder, path);
  }

  #name({ specifier, at }: Import, place: (at: number) => Omit<Use, 'name'>): void {
    const name = binPath.exec(specifier)?.[1] ?? packageName(specifier);
    if (this.program.names.has(name)) this.#use(name, place(at));
  }

  #named(folder: string, specifier: string): void {
    const path = joinPath(folder, specifier);
    if (path === undefined || path === folder || path === '') return;
    if (this.project.files.isFolder(path)) {
      // `NODE_ENV === 'test'` loads nothing from the folder test.
      if (!aside.test(specifier.replace(/^\.\//, '')))
        for (const one of programSources(this.project, path)) this.#add(one);
    } else if (/\.[cm]?[jt]s$/.test(path) || /^\.|\//.test(specifier)) {
      const found = this.#source(path);
      if (found !== undefined) this.#add(found);
    }
  }
}

const importsIn = rememberedIn(
  (files: Files, path: string) => importsOf(files.read(path) ?? ''),
  10_000,
);
