import {
  containerCommand,
  managerNamed,
  startedScripts,
  startText,
  startTexts,
} from '../../../src/command/index.js';
import {
  chainOf,
  environmentAt,
  finalEnvironment,
  rootOf,
  type Stage,
} from '../../../src/dockerfile/index.js';
import { type HomeInstaller, homeInstallers } from '../../../src/knowledge/npm/home-installers.js';
import { isInstallVerb } from '../../../src/knowledge/npm/install-verbs.js';
import { homeCache, type HomeFolder } from '../../../src/knowledge/npm/start-tools.js';
import {
  type Application,
  applicationIn,
  folderOf,
  joinPath,
  lockedPackages,
  manifestIn,
  type Project,
  workspaceOf,
} from '../../../src/project/index.js';
import { type Declined, decline } from '../../../src/transform.js';
import { isRoot } from '../account.js';
import { stepsOf } from '../folders.js';
import { installedApplications } from './installed-applications.js';
import type { Subject } from './index.js';
import { commandsIn } from '../run-commands.js';

/** Tools that a RUN installs below root's home, and that the container needs. */
export function installerNeed({ stage }: Subject): Declined | undefined {
  for (const one of chainOf(stage))
    for (const [index, run] of one.instructions.entries()) {
      const { user, scope } = environmentAt(one, index);
      if (run.keyword !== 'RUN' || user === undefined || !isRoot(user)) continue;
      const tool = homeInstallers(run.line.joined.text).find(
        ({ variable, bringsNode }) =>
          !isMoved(scope.variable(variable)) &&
          !isMoved(scope.variable('HOME')) &&
          !(bringsNode && hasNode(stage)),
      );
      if (tool) return inHome(run, tool);
    }
  return undefined;
}

/** null: the variable is not set, so that the tool goes to its own place. */
function isMoved(value: string | null | undefined): boolean {
  return typeof value === 'string' && !/^(?:\/root|~)(?:\/|$)/.test(value);
}

/** The official image starts its own node, whatever lies below a home. */
function hasNode(stage: Stage): boolean {
  return rootOf(stage).official === 'node';
}

function inHome(at: Declined['at'], { name, folder, variable }: HomeInstaller): Declined {
  const because = `${name} installs to /root/${folder}, which node can't enter.`;
  const advice = `Set ${variable} to a folder that everybody may read, above this line.`;
  return decline('node-user/home-cache', at, because, advice);
}

const moved = /^(?:PUPPETEER_(?:CACHE_DIR|EXECUTABLE_PATH|SKIP_\w+)|PLAYWRIGHT_\w+|CYPRESS_\w+)$/;
/** Packages that download a program when they are installed, whoever asked for them. */
const downloading = new Set(['puppeteer', 'electron']);

/** Packages that find their programs below the home of the user who installed them. */
export function packageCacheNeed(subject: Subject): Declined | undefined {
  const { stage, project } = subject;
  const engines = prismaNeed(subject);
  if (engines) return engines;
  const { scope } = finalEnvironment(stage);
  if ([...scope.env().keys()].some((name) => moved.test(name))) return undefined;
  const byName = namedPackages(subject).find(([name, version]) => keeps(homeCache(name), version));
  const started = startedText(subject);
  const ofProject = installedApplications(subject)
    .flatMap((application) =>
      packagesOf(application, started).map((one) => [...one, application] as const),
    )
    .find(
      ([name, version, application]) =>
        keeps(homeCache(name), version) &&
        !/prisma/.test(name) &&
        !(name.includes('puppeteer') && isConfigured(project, application)),
    );
  const [name] = byName ?? ofProject ?? [];
  if (name === undefined) return undefined;
  const { variable } = homeCache(name) ?? {};
  const because = `${name} keeps what it downloads in root's home, which node can't enter.`;
  const advice = `Set ${variable ?? 'its folder'} to a shared folder, such as /app/.cache, above the install.`;
  return decline('node-user/home-cache', stage.from, because, advice);
}

/** Those that download at once, and that a RUN installs by their names: `npm i puppeteer`. */
function namedPackages({ stage }: Subject): readonly (readonly [string, string])[] {
  return commandsIn(stepsOf(stage)).flatMap(({ program, command }) => {
    const [verb, ...specs] = command.words
      .slice(1)
      .map(({ value = '' }) => value)
      .filter((word) => !word.startsWith('-') && word !== 'global');
    if (!managerNamed(program) || !isInstallVerb(verb ?? '')) return [];
    return specs.flatMap((spec): (readonly [string, string])[] => {
      const [, name, version = ''] = /^(puppeteer|cypress)(?:@(.*))?$/.exec(spec) ?? [];
      return name === undefined ? [] : [[name, version]];
    });
  });
}

/** What the container starts, scripts of package.json beside what names them: `npm test` with `cypress run`. */
function startedText(subject: Subject): string {
  const { file, stage, project } = subject;
  const texts = writtenTexts(subject);
  const tests = /\b(?:npm|yarn|pnpm)\s+(?:run\s+)?t(?:est)?\b/.test(texts.join('\n'));
  const script = tests ? manifestIn(project, stage, file.stages)?.scripts.get('test') : undefined;
  return [...texts, script ?? ''].join('\n');
}

/** What ENTRYPOINT and CMD say, and the scripts of package.json that they name. */
function writtenTexts({ file, stage, project }: Subject): readonly string[] {
  const { entrypoint, cmd } = containerCommand(stage);
  return [
    ...[entrypoint, cmd].flatMap((one) => (one ? startText(one) : [])),
    ...startTexts(project, stage, file.stages).map(({ text }) => text),
  ];
}

/**
 * What package.json asks for, for development where the container starts it, and what others bring that
 * download by themselves.
 */
function packagesOf(
  { manifest, lockfile }: Application,
  started: string,
): readonly (readonly [string, string])[] {
  const development = [...(manifest?.devDependencies ?? [])].filter(([name]) =>
    new RegExp(String.raw`\b${/\w+/.exec(name)?.[0]}\b`).test(started),
  );
  const asked = [...(manifest?.dependencies ?? []), ...development];
  const locked = lockfile && manifest ? lockedPackages(lockfile, [manifest]) : [];
  const brought = locked.filter(({ name, dev }) => downloading.has(name) && !dev);
  return [...asked, ...brought.map(({ name, version }) => [name, version] as const)];
}

/** Older versions kept it in node_modules, which everybody may read. */
function keeps(cache: HomeFolder | undefined, version: string): boolean {
  if (!cache) return false;
  const major = Number(/^[~^>=v\s]*(\d+)/.exec(version)?.[1] ?? Infinity);
  return cache.since === undefined || major >= Number.parseInt(cache.since, 10);
}

const settings = ['.puppeteerrc.cjs', '.puppeteerrc.js', '.puppeteerrc.json', '.puppeteerrc'];

/** Puppeteer's own file of settings names a folder beside it. */
function isConfigured({ files }: Project, { manifest }: Application): boolean {
  const folder = folderOf(manifest?.path ?? '');
  const texts = [...settings, 'puppeteer.config.cjs', 'puppeteer.config.js'].map((name) =>
    files.read(joinPath(folder, name) ?? ''),
  );
  return texts.some((text) => /\bcacheDirectory\b/.test(text ?? ''));
}

const prismaCall =
  /(?:^|[\s;&|/'"])prisma\s+(?:db|format|generate|init|migrate|studio|validate|version)\b/;

/**
 * The command line of prisma fetches engines that are missing, into node_modules and with the help of
 * a cache in the home; the client in the program does not (download.ts of @prisma/fetch-engine).
 */
function prismaNeed(subject: Subject): Declined | undefined {
  const { file, stage, project, hasModules } = subject;
  // A shell script may call it through scripts of package.json.
  const inScript = startedScripts(project, stage, file.stages).some(({ text = '' }) =>
    /\bprisma\b/.test(text),
  );
  if (!inScript && !writtenTexts(subject).some((text) => prismaCall.test(text))) return undefined;
  // The home of the account is its own in any case.
  if (!hasPrisma(subject) || hasModules()) return undefined;
  return decline(
    'node-user/home-cache',
    stage.from,
    'The container starts prisma, which may fetch its engines into node_modules and root’s home, where node can’t write.',
    'Install in a builder, and take node_modules from it with COPY: then node gets them. Or run it in a step of the deployment instead.',
  );
}

/** Whether the image has prisma: as a dependency, or since npm keeps it for the client. npx fetches it to its own home. */
function hasPrisma({ file, stage, project }: Subject): boolean {
  const { manifest, lockfile } = applicationIn(project, stage, file.stages) ?? {};
  if (!manifest) return false;
  const manifests = [manifest, ...(workspaceOf(project, manifest)?.members ?? [])];
  const locked = lockfile ? lockedPackages(lockfile, manifests) : [];
  return (
    manifests.some(({ dependencies }) => dependencies.has('prisma')) ||
    locked.some(({ name, dev }) => name === 'prisma' && !dev)
  );
}
