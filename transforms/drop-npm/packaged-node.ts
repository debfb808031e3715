import { startedCommands } from '../../src/command/index.js';
import { chainOf, type Instruction, rootOf, type Stage } from '../../src/dockerfile/index.js';
import { rememberedFor } from '../../src/memo.js';
import { type PackageCommand, packageCommandOf } from '../../src/packages/index.js';
import { programOf, runsIn } from '../../src/shell/index.js';

/** Node.js of Alpine's own packages, with the package managers that apk can take away again. */
export interface PackagedNode {
  /** The names of their packages. */
  readonly managers: readonly string[];
  /** The RUN of the stage itself that installed one of them last. */
  readonly broughtBy?: Instruction;
}

/** pkgs.alpinelinux.org, 2026-11; what is npm today was `nodejs-npm` from Alpine 3.6 to 3.12. */
const nodes = ['nodejs', 'nodejs-current', 'nodejs-lts'];
const managers = ['npm', 'nodejs-npm', 'yarn', 'pnpm'];
/** What names apk itself may take it away, and then none of its packages can go. */
const removesApk = /\bapk-tools\b|\/(?:lib|sbin)\/apk\b/;

/** What apk installs of it on plain Alpine; undefined on any other image, and where none is named. */
export const packagedNode = rememberedFor((stage: Stage): PackagedNode | undefined => {
  if (rootOf(stage).official !== 'alpine') return undefined;
  const runs = chainOf(stage).flatMap(runsIn);
  const there = new Map<string, Instruction>();
  for (const { run, commands = [] } of runs)
    for (const command of commands) {
      const called = command.nested ? undefined : packageCommandOf(command);
      for (const { name = '' } of called?.packages ?? [])
        if (called && installs(called)) there.set(name, run);
        else if (called?.action === 'remove') there.delete(name);
    }
  if (!nodes.some((name) => there.has(name))) return undefined;
  if (runs.some(({ run }) => removesApk.test(run.argument))) return { managers: [] };
  const found = managers.filter((name) => there.has(name));
  const own = found
    .flatMap((name) => there.get(name) ?? [])
    .filter((run) => stage.instructions.includes(run));
  const [broughtBy] = own.toSorted((a, b) => b.start - a.start);
  return { managers: found, ...(broughtBy && { broughtBy }) };
});

/** A virtual package holds what it brought: then apk takes no single one of them away. */
function installs({ action, options }: PackageCommand): boolean {
  return (
    action === 'install' &&
    !options.some(({ names }) => names.some((name) => /^(?:-t|--virtual|-p|--root)$/.test(name)))
  );
}

/** Whether the container starts node by itself. */
export function runsNode(stage: Stage): boolean {
  return startedCommands(stage).some((command) => programOf(command) === 'node');
}
