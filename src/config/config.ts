import type { OwnModule } from '../knowledge/npm/native-modules.js';
import type { Init, Runtime, StaticFiles } from '../transform.js';
import { UserError } from '../user-error.js';
import { problemWith } from './problem.js';
import { configSchema } from './schema.js';

/** What can be set for all files, or for some. Each key is described in docs/config.schema.json. */
export interface Settings {
  readonly transforms?: readonly string[];
  readonly skip?: readonly string[];
  readonly runtime?: Runtime;
  readonly init?: Init;
  readonly static?: StaticFiles;
  readonly strip?: boolean;
  readonly slimFallback?: boolean;
  readonly numericUser?: boolean;
  readonly readonlyApp?: boolean;
  readonly assumePureJs?: boolean;
  readonly context?: string;
  readonly imageMirrors?: readonly string[];
  readonly images?: Readonly<Record<string, string>>;
  readonly packages?: Readonly<Record<string, string | readonly string[] | null>>;
  readonly nativeModules?: Readonly<Record<string, OwnModule['musl'] | OwnModule>>;
}

/** What a configuration file says. */
export interface Config extends Settings {
  readonly $schema?: string;
  readonly ignore?: readonly string[];
  readonly overrides?: readonly Override[];
}

/** Settings for some files. */
interface Override extends Settings {
  readonly files: readonly string[];
}

/**
 * A value that is a configuration.
 *
 * @param file where it comes from, for messages
 * @throws UserError that names file, key and the nearest valid one
 */
export function checkedConfig(value: unknown, file: string): Config {
  const problem = problemWith(value, configSchema);
  if (!problem) return value as Config;
  throw new UserError(`${file}: ${problem.message}`, problem.advice);
}
