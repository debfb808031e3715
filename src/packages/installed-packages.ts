import { type Instruction, type Stage } from '../dockerfile/index.js';
import { rememberedFor } from '../memo.js';
import { runsIn } from '../shell/index.js';
import { packageCommandOf } from './package-command.js';
import type { PackageManager } from './programs.js';

/** What a command of a RUN installs of the system's packages. */
interface InstalledPackages {
  readonly run: Instruction;
  readonly manager: PackageManager;
  /** The names that are known. */
  readonly names: readonly string[];
}

/** What the RUNs of a stage that can be read install by the system's package manager, in order. */
export const installedPackages = rememberedFor((stage: Stage): readonly InstalledPackages[] =>
  runsIn(stage).flatMap(({ run, commands = [] }) =>
    commands.flatMap((command) => {
      const called = packageCommandOf(command);
      if (called?.action !== 'install') return [];
      const names = called.packages.flatMap(({ name }) => name ?? []);
      return [{ run, manager: called.manager, names }];
    }),
  ),
);
