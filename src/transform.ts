import type { Dockerfile, Instruction } from './dockerfile/index.js';
import type { Edit, Span } from './edits.js';
import type { ImageState } from './image-state.js';
import type { OwnPackages } from './knowledge/system/alpine-packages.js';
import type { OwnModules } from './knowledge/npm/native-modules.js';
import type { Project } from './project/project.js';

/** Something that a user is told: which rule, where, why, and what to do about it. */
export interface Finding {
  /** `transform/reason`: stable and documented. */
  readonly rule: string;
  readonly at: Span;
  /** One sentence. */
  readonly because: string;
  /** What the user can do; names only options that exist. */
  readonly advice?: string;
}

/**
 * What a change is meant to do to the file and to the final image. The self-check lets exactly
 * this pass and nothing else.
 */
export interface Effect {
  /** Instructions of the input that go away or get another text. */
  readonly rewrites?: readonly Instruction[];
  /** The texts of the instructions that are new, repeated ones included. */
  readonly writes?: readonly string[];
  /** Properties of the final image that get another value, with that value. */
  readonly image?: Partial<ImageState>;
  /** Comments that get another text. */
  readonly comments?: readonly { readonly before: string; readonly after: string }[];
  /** How many stages are added at the end. */
  readonly stages?: number;
  /** A shell that reads from now on what another one read. */
  readonly shell?: { readonly from: readonly string[]; readonly to: readonly string[] };
}

/** A change is atomic: all its edits are made, or none. */
export interface Change extends Finding {
  readonly outcome: 'changed';
  readonly edits: readonly Edit[];
  readonly effect: Effect;
  /** Changed, but check this. */
  readonly cautions: readonly Finding[];
}

export interface Declined extends Finding {
  readonly outcome: 'declined';
  /**
   * What was asked for and can't be had: the whole rewrite goes as with these options instead. An
   * earlier transform may have left something alone for its sake.
   */
  readonly instead?: Partial<Options>;
}

export type Outcome = Change | Declined;

/** Digests of images by reference, as registries said them; null for an image that is not there. */
export type Images = Readonly<Record<string, string | null>>;

export type Runtime = 'official' | 'minimal' | 'slim' | 'distroless';

/** The init that starts the program, when one is asked for. */
export type Init = 'none' | 'tini';

/** What serves a site of files in place of its own static server. */
export type StaticFiles = 'none' | 'nginx';

/** What the user asks for; the defaults are in {@link defaultOptions}. */
export interface Options {
  /** What the final image is made of (architecture, decision 3). */
  readonly runtime: Runtime;
  /** Add an init to the final image. */
  readonly init: Init;
  /** Serve built sites by another server than their own. */
  readonly static: StaticFiles;
  /** Take the symbols out of the node binary that a minimal runtime copies. */
  readonly strip: boolean;
  /** Go to the slim image of the same release where Alpine is declined. */
  readonly slimFallback: boolean;
  /** Take it for granted that no native module is installed where no project is known. */
  readonly assumePureJs: boolean;
  /** Write `USER 1000:1000` instead of `USER node`. */
  readonly numericUser: boolean;
  /** Leave the application's files to root. */
  readonly readonlyApp: boolean;
  /**
   * Prefixes under which the user's registry serves Docker's official images, or `name=official`
   * for an image of another name.
   */
  readonly imageMirrors: readonly string[];
  /** What Alpine calls packages of Debian, by the user. */
  readonly packages: OwnPackages;
  /** How npm packages fare on Alpine, by the user. */
  readonly nativeModules: OwnModules;
  /** What registries were asked for (`--online`); what is missing was not asked. */
  readonly images: Images;
  /** The names of the transforms that run in this rewrite. */
  readonly transforms: readonly string[];
  /** Every rule that there is, for comments that name one; none where that is not known. */
  readonly rules: readonly string[];
}

export const defaultOptions: Options = {
  runtime: 'official',
  init: 'none',
  static: 'none',
  strip: false,
  slimFallback: true,
  assumePureJs: false,
  numericUser: false,
  readonlyApp: false,
  imageMirrors: [],
  packages: {},
  nativeModules: {},
  images: {},
  transforms: [],
  rules: [],
};

/** What `--explain` and the documentation say of a rule. */
export interface Rule {
  /** What the rule is about, in a few words. */
  readonly title: string;
  /** Why it is so and what to do, in a few sentences. */
  readonly explanation: string;
  /** What to do about a finding that does not say it by itself. */
  readonly advice?: string;
}

/** A transform is a pure function of what it is given; it reads a finished model and yields. */
export interface Transform {
  readonly name: string;
  /** One line for `--list`. */
  readonly summary: string;
  /** The rules that it reports, by the part of their slug after the slash. */
  readonly rules: Readonly<Record<string, Rule>>;
  /**
   * What has to be written before any transform, and the rules on a file as a whole, look at it:
   * a pass of its own, with a self-check of its own.
   */
  prepare?(file: Dockerfile, project: Project, options: Options): Iterable<Change>;
  run(file: Dockerfile, project: Project, options: Options): Iterable<Outcome>;
}

/** Declares a transform; its rules get their slugs checked here. */
export function defineTransform(transform: Transform): Transform {
  const wrong = [transform.name, ...Object.keys(transform.rules)].find(
    (slug) => !/^[a-z][a-z0-9-]*$/.test(slug),
  );
  if (wrong !== undefined)
    throw new TypeError(`"${wrong}" must be lower case words joined by hyphens`);
  return transform;
}

/** What a finding may say beside its rule, place and reason. */
interface Extra {
  readonly advice?: string;
}

/** A change: what it is, where, why, how, and what the self-check should let pass. */
export function change(
  rule: string,
  at: Span,
  because: string,
  edits: readonly Edit[],
  effect: Effect,
  cautions: readonly Finding[] = [],
): Change {
  return { outcome: 'changed', rule, at: span(at), because, edits, effect, cautions };
}

/** Leaves something alone and says why. */
export function decline(rule: string, at: Span, because: string, advice?: string): Declined {
  return { outcome: 'declined', ...caution(rule, at, because, { ...(advice && { advice }) }) };
}

/** Something that the user should check. */
export function caution(rule: string, at: Span, because: string, extra: Extra = {}): Finding {
  return { rule, at: span(at), because, ...extra };
}

/** Writes a text in place of a span. */
export function replace(at: Span, text: string): Edit {
  return { start: at.start, end: at.end, text };
}

/** Writes a text at an offset. */
export function insert(offset: number, text: string): Edit {
  return { start: offset, end: offset, text };
}

/** Takes a span away. */
export function remove(at: Span): Edit {
  return replace(at, '');
}

/** Findings outlive the model they come from: keep the numbers, not the instruction. */
function span({ start, end }: Span): Span {
  return { start, end };
}
