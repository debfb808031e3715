import { posix } from 'node:path';
import { healthcheckOf, startCommands } from '../../../src/command/index.js';
import type { Dockerfile, Stage } from '../../../src/dockerfile/index.js';
import { joinPath, type Manifest, originOf, type Project } from '../../../src/project/index.js';
import { programOf } from '../../../src/shell/index.js';
import { type Declined, decline } from '../../../src/transform.js';

/** The major of a server: of package.json, or of a global install; undefined is the newest. */
export function majorOfServer(
  program: string,
  { instructions }: Stage,
  manifest: Manifest | undefined,
): number | undefined {
  const range = manifest?.dependencies.get(program) ?? manifest?.devDependencies.get(program);
  const named = new RegExp(String.raw`(?<![\w/-])${program}@\D?(\d+)`);
  const installed = instructions
    .filter(({ keyword }) => keyword === 'RUN')
    .map(({ argument }) => named.exec(argument)?.[1])
    .find((major) => major !== undefined);
  const major = (range === undefined ? undefined : /\d+/.exec(range)?.[0]) ?? installed;
  return major === undefined ? undefined : Number(major);
}

/** Files in which a server is told more than on its command line. */
export function ownConfiguration(
  file: Dockerfile,
  stage: Stage,
  project: Project,
  program: string,
  folder: string,
): Declined | undefined {
  const { context, files } = project;
  const has = (name: string): string | undefined => {
    const path = context === undefined ? undefined : joinPath(context, name);
    return path !== undefined && files.has(path) ? path : undefined;
  };
  const found =
    program === 'serve'
      ? (originOf(project, stage, file.stages, posix.join(folder, 'serve.json')) ??
        has('public/serve.json') ??
        has('static/serve.json'))
      : program === 'vite'
        ? ['js', 'mjs', 'cjs', 'ts', 'mts', 'cts']
            .map((ending) => has(`vite.config.${ending}`))
            .find((path) =>
              /\b(?:appType|base|outDir|preview|root)\s*:/.test(files.read(path ?? '') ?? ''),
            )
        : undefined;
  return found === undefined
    ? undefined
    : decline(
        'split-stages/static-server',
        stage.from,
        `${found} tells the static server more than its command line does.`,
        'Write the configuration of nginx yourself, or leave out --static.',
      );
}

/** What a HEALTHCHECK of nginx's image can run. */
const there = new Set(['curl', 'wget', 'exit', 'true', 'false', '[', 'test', 'echo', 'grep', 'nc']);

/** A HEALTHCHECK that runs node would fail in an image without it. */
export function healthObstacle(stage: Stage): Declined | undefined {
  const check = healthcheckOf(stage);
  if (!check) return undefined;
  const programs = startCommands(check, stage)?.map(programOf) ?? [undefined];
  const missing = programs.find((name) => name === undefined || !there.has(name));
  return programs.every((name) => name !== undefined && there.has(name))
    ? undefined
    : decline(
        'split-stages/static-server',
        check,
        `HEALTHCHECK runs ${missing === undefined ? 'something' : `"${missing}"`}, which the nginx image does not have.`,
        'Use curl, or leave out --static.',
      );
}
