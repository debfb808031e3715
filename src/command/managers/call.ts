import type { Manager } from './managers.js';

/** Where a package manager is told to run something, other than where it is called. */
export type Elsewhere =
  | { readonly kind: 'folder'; readonly path: string }
  /** A package of the workspace, by its name or its folder. */
  | { readonly kind: 'workspace'; readonly name: string }
  /** The packages of the workspace that a filter of pnpm chooses. */
  | { readonly kind: 'filter'; readonly filter: string }
  /** All packages of the workspace but its root. */
  | { readonly kind: 'each' }
  /** The root of the workspace. */
  | { readonly kind: 'root' };

interface Asked {
  readonly manager: Manager;
  readonly args: readonly string[];
  readonly where?: Elsewhere;
  /** The version of the manager, where npx fetches it: `npx pnpm@9 start`; 'newest' where none is asked for. */
  readonly fetched?: string;
  /** An option that makes npm set NODE_ENV=production for what it starts. */
  readonly production?: 'production' | 'omit';
}

/** A script of package.json. */
export interface ScriptCall extends Asked {
  readonly kind: 'script';
  readonly script: string;
  /** Whether `--` stood before the arguments: pnpm from 7 on and yarn from 2 on pass it to the script. */
  readonly dashes?: true;
}

/** A program of node_modules. */
export interface BinCall extends Asked {
  readonly kind: 'bin';
  readonly bin: string;
}

/** Something else: an install, several packages, an option that is not understood. */
export interface OtherCall {
  readonly kind: 'other';
  /** Half a sentence. */
  readonly why: string;
}

/** A package manager asked to start something. */
export type ManagerCall = ScriptCall | BinCall | OtherCall;

/** What options say beside the command: where to run, and what is set. */
export type Setting = Pick<Asked, 'where' | 'production'>;

/** @param why half a sentence */
export function other(why: string): OtherCall {
  return { kind: 'other', why };
}

/** An option may change everything. */
export function unknownOption(option: string): OtherCall {
  return other(`the option "${option}" is not understood`);
}

/** A script with its arguments; `--` in front of them is taken off and remembered. */
export function scriptCall(
  manager: Manager,
  script: string,
  args: readonly string[],
  setting: Setting = {},
): ScriptCall {
  const dashes = args[0] === '--';
  return {
    kind: 'script',
    manager,
    script,
    args: dashes ? args.slice(1) : args,
    ...(dashes && { dashes }),
    ...setting,
  };
}

/** A program of node_modules with its arguments. */
export function binCall(
  manager: Manager,
  bin: string,
  args: readonly string[],
  setting: Setting = {},
): BinCall {
  return { kind: 'bin', manager, bin, args, ...setting };
}
