import { environmentAt, mountsOf } from '../../../src/dockerfile/index.js';
import { folderOf, joinPath } from '../../../src/project/index.js';
import { lastStepIndex } from '../runtime-stage/settings.js';
import type { InstallIn } from './placed.js';

/** `${NAME}`; `${NAME-default}` and `${NAME?}` say what to do without. */
const variable = /\$\{(\w+)\}/g;

/**
 * Why a prune would end with an error: Yarn and npm up to 6 read their settings first, and a variable
 * there that is not set is one (run with npm 6 and Yarn 1.22; npm 7 and later go on). A sentence.
 */
export function unsetVariable(install: InstallIn): string | undefined {
  const { step, major = 7, stage, project, provision } = install;
  if (step.manager !== 'yarn' && (step.manager !== 'npm' || major > 6)) return undefined;
  const name = step.manager === 'yarn' && major > 1 ? '.yarnrc.yml' : '.npmrc';
  const path = joinPath(folderOf(provision.root.path), name);
  const text = path === undefined ? undefined : project.files.read(path);
  const { scope } = environmentAt(stage, lastStepIndex(stage) + 1);
  const isSet = (one: string): boolean =>
    scope.declares(one) || typeof scope.variable(one) === 'string' || isMounted(install, one);
  const unset = [...(text ?? '').matchAll(variable)].find(([, one = '']) => !isSet(one))?.[1];
  return unset === undefined
    ? undefined
    : `${path} uses ${unset}, which is set for the install alone, and ${step.manager} does nothing without it.`;
}

/** The prune has the mounts of its install again. */
function isMounted({ step: { run, manager } }: InstallIn, name: string): boolean {
  return manager !== 'npm' && mountsOf(run).some(({ options }) => options.get('env') === name);
}

/** npm from 7 on asks a registry for every package then, and does not go by what is installed (run with 7 to 11). */
export function lockfilesOff({
  step,
  major = 7,
  stage,
  project,
  provision,
}: InstallIn): string | undefined {
  if (step.manager !== 'npm' || major < 7) return undefined;
  const path = joinPath(folderOf(provision.root.path), '.npmrc');
  const text = path === undefined ? undefined : project.files.read(path);
  const { scope } = environmentAt(stage, lastStepIndex(stage) + 1);
  const name = [...scope.env().keys()].find((one) =>
    /^npm_config_(?:package_lock|shrinkwrap)$/i.test(one),
  );
  const where = /^[ \t]*(?:package-lock|shrinkwrap)[ \t]*=[ \t]*false\b/m.test(text ?? '')
    ? path
    : name;
  return where && `${where} switches lockfiles off, and without them npm does not prune offline.`;
}
