import type { Instruction, Stage } from '../../src/dockerfile/index.js';
import type { Edit, Span } from '../../src/edits.js';
import type { Declined, Effect, Finding } from '../../src/transform.js';
import type { Caller } from './move.js';

/**
 * Packages of the target's that a stage has to have before an instruction runs, or in the
 * container. `changes/additions.ts` sees to it that each is installed once.
 */
export interface Need {
  readonly kind: 'need';
  readonly stage: Stage;
  /** By the names that the target's package manager knows. */
  readonly packages: readonly string[];
  /** The line that leads to the need; it counts where the container has it. */
  readonly at: Instruction;
  /** A clause for the message: `HEALTHCHECK runs curl`. */
  readonly because: string;
  /** The container needs them when it runs, wherever `at` stands. */
  readonly inContainer: boolean;
  /**
   * The image before did not have them either: something in the stage has to install them, or else
   * this is in the way.
   */
  readonly otherwise?: Declined;
  /** Where in the file the command stands that needs them, where it is text of `at`. */
  readonly from?: number;
  /** The one command of `at` that needs them, where the image is to be without them afterwards. */
  readonly during?: Span;
}

/** Another text for a part of an instruction, in which the target differs. */
export interface Rewording {
  readonly kind: 'rewording';
  readonly rule: string;
  readonly stage: Stage;
  readonly at: Instruction;
  readonly because: string;
  /** All inside `at`; several rewordings of one instruction are made together. */
  readonly edits: readonly Edit[];
  /** What else of the final image changes with the text. */
  readonly effect?: Pick<Effect, 'image' | 'shell'>;
  /** Where these packages are added anyway the text stays as it is. */
  readonly unless?: Need;
  /** Present where the new text is an `apk add`. */
  readonly installs?: Installation;
  readonly cautions?: readonly Finding[];
  /** Nothing is left of the instruction: it goes, and its comments stay. */
  readonly vanishes?: true;
  /** Comments inside the instruction that stood below all that is left of it. */
  readonly displaced?: readonly string[];
}

/** The packages that a reworded instruction installs, and how more are added to them. */
export interface Installation {
  readonly packages: readonly string[];
  /** Those that the instruction takes away again. */
  readonly passing?: readonly string[];
  /** Something decides whether it runs at all: what others need does not come from it. */
  readonly unsure?: true;
  /** Where further names go, an offset in the file; absent where none may be added. */
  readonly end?: number;
  /** What stands before each further name: a blank, or a line break with an indent. */
  readonly separator?: string;
}

/** What a move to another image asks for beside another tag. */
export type Demand = Declined | Need | Rewording;

/** From where something is needed. */
export type Place = Pick<Caller, 'stage' | 'at' | 'inContainer'>;

/** @param because a clause, as `HEALTHCHECK runs curl` */
export function need(
  { stage, at, inContainer }: Place,
  packages: readonly string[],
  because: string,
  otherwise?: Declined,
): Need {
  return {
    kind: 'need',
    stage,
    at,
    inContainer,
    packages,
    because,
    ...(otherwise && { otherwise }),
  };
}

/** What was found, to be yielded: nothing where nothing was. */
export function given<Found>(one: Found | undefined): Found[] {
  return one === undefined ? [] : [one];
}
