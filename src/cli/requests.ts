import { Configuration, type Configured, type Layer, type Settings } from '../config/index.js';
import { merged, optionsOf } from '../config/index.js';
import { didYouMean } from '../nearest.js';
import type { Told } from '../rewrite/index.js';
import { rulesOf } from '../rewrite/rules.js';
import type { FileSettings, Request } from '../run/index.js';
import type { Transform } from '../transform.js';
import { UserError } from '../user-error.js';
import { transforms as catalogue } from '../../transforms/index.js';
import type { Arguments } from './arguments.js';
import { chosenTransforms } from './transforms.js';

/**
 * What the command line and the configuration ask of a run. The command line beats a configuration.
 *
 * @param repositories work trees that are scanned, whose code is never run
 * @throws UserError for a transform that does not exist, or a configuration that is wrong
 */
export async function requestFor(
  given: Arguments,
  cwd: string,
  repositories?: readonly string[],
): Promise<Request> {
  const { paths, context, write, online, config } = given;
  const configuration =
    config === false
      ? undefined
      : await Configuration.open({
          cwd,
          ...(config !== undefined && { file: config }),
          ...(repositories && { repositories }),
        });
  const choice = await Choice.of(given, configuration?.own, cwd);
  return {
    paths,
    cwd,
    transforms: choice.all,
    options: { ...optionsOf(given.settings), rules: choice.rules },
    write,
    online,
    input: () => process.stdin,
    ...(context !== undefined && { context }),
    ...(configuration && {
      configuration: configuration.own?.config,
      settingsOf: async (path) => settingsOf(await configuration.of(path), given, choice),
    }),
  };
}

function settingsOf(found: Configured, given: Arguments, choice: Choice): FileSettings {
  const settings = merged([found.settings, given.settings]);
  return {
    options: { ...optionsOf(settings), rules: choice.rules },
    transforms: choice.by(settings, found.file),
    cautions: found.notRun ? [notRun(found.notRun)] : [],
    ...(settings.context !== undefined && { context: settings.context }),
    ...(found.ignoredBy !== undefined && { ignoredBy: found.ignoredBy }),
  };
}

function notRun({ code, file }: NonNullable<Configured['notRun']>): Told {
  const where = file === '' ? code : `${code}, which ${file} names,`;
  return {
    rule: 'file/config-not-run',
    line: 1,
    because: `${where} is a program in a scanned folder, so it was not run, and what it says is not known.`,
    advice:
      'Write the settings as slim-dockerfile.config.json, or go to that folder, or name the file with --config.',
  };
}

/** Which transforms run on which file. */
class Choice {
  /** Every rule that a comment may name. */
  readonly rules: readonly string[];
  /** By what a configuration calls them. */
  readonly #table = new Map<string, readonly Transform[]>();

  private constructor(
    /** All that run on some file, in their order. */
    readonly all: readonly Transform[],
    /** Those that run where no configuration says anything. */
    readonly usual: readonly Transform[],
    /** The command line says which, whatever a configuration says. */
    readonly isFixed: boolean,
  ) {
    this.rules = [...rulesOf([...catalogue, ...all]).keys()];
    for (const transform of all) this.#table.set(transform.name, [transform]);
  }

  static async of(
    { transform, skip }: Arguments,
    own: Layer | undefined,
    cwd: string,
  ): Promise<Choice> {
    if (transform.length > 0 || !own) {
      const usual = await chosenTransforms(transform, skip, cwd);
      return new Choice(usual, usual, transform.length > 0);
    }
    const named = await namedIn(own);
    const all = [...named.values()].flat();
    const others = all.filter((one) => !catalogue.includes(one));
    const ours = skip.filter((name) => !others.some((one) => one.name === name));
    const usual = await chosenTransforms([], ours, cwd);
    const left = [...usual, ...others].filter(({ name }) => !skip.includes(name));
    const choice = new Choice([...new Set(left)], usual, false);
    for (const [name, transforms] of named) choice.#table.set(name, transforms);
    return choice;
  }

  /** @throws UserError for a name that the scanned configuration invents */
  by({ transforms, skip = [] }: Settings, file: string | undefined): readonly Transform[] {
    if (this.isFixed) return this.all;
    const chosen = transforms?.flatMap((name) => this.#known(name, file)) ?? this.usual;
    const left = new Set(skip.flatMap((name) => this.#known(name, file)));
    return this.all.filter((one) => chosen.includes(one) && !left.has(one));
  }

  #known(name: string, file = 'the configuration'): readonly Transform[] {
    const found = this.#table.get(name);
    if (found) return found;
    const names = [...this.#table.keys()];
    throw new UserError(
      `${file}: there is no transform "${name}".${didYouMean(name, names, '"')}`,
      `The transforms are ${names.join(', ')}.`,
    );
  }
}

/** The transforms that the user's own configuration names, its own modules loaded. */
async function namedIn({
  config,
  file,
  folder,
}: Layer): Promise<Map<string, readonly Transform[]>> {
  const all = [config, ...(config.overrides ?? [])];
  const names = all.flatMap(({ transforms = [], skip = [] }) => [...transforms, ...skip]);
  const found = new Map<string, readonly Transform[]>();
  for (const name of new Set(names)) {
    try {
      found.set(name, await chosenTransforms([name], [], folder));
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      throw new UserError(`${file}: ${error.message}`, error.advice);
    }
  }
  return found;
}
