import type { Edit, Span } from '../../../src/edits.js';
import type { Command, Link } from '../../../src/shell/index.js';
import type { Named } from './installs.js';

/** What happens to the parts of a RUN; places are offsets of its script. */
export interface Plan {
  /** Members of chains that have nothing to do on Alpine. */
  readonly goes: ReadonlySet<Link>;
  /** Words that go. */
  readonly gone: readonly Span[];
  readonly written: readonly Edit[];
  /** What is installed for good. */
  readonly packages: ReadonlySet<string>;
  /** What is installed and taken away again. */
  readonly passing: ReadonlySet<string>;
  /** The packages of each install, in the order of the text. */
  readonly named: readonly Named[];
  /** Commands that only told apt where to find packages. */
  readonly idle: readonly Command[];
  /** The last package of the first install that keeps what it installs. */
  readonly last?: Span;
}

/** A plan that is being made. */
export class Planning implements Plan {
  readonly goes = new Set<Link>();
  readonly gone: Span[] = [];
  readonly written: Edit[] = [];
  readonly packages = new Set<string>();
  readonly passing = new Set<string>();
  readonly named: Named[] = [];
  readonly idle: Command[] = [];
  last?: Span;
  /** Installs whose words are still to be written, and their packages. */
  readonly installs = new Map<Command, readonly Named[]>();
  /** Names of Alpine's that a later command takes away again. */
  readonly deleted = new Set<string>();
}
