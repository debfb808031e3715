import type { Stage } from '../../dockerfile/index.js';
import { cachesInModules, startTool } from '../../knowledge/npm/start-tools.js';
import { onDemand } from '../../memo.js';
import type { Project } from '../../project/index.js';
import { type Command, writtenWords } from '../../shell/index.js';
import { folderAt, placeAtStart, walked } from '../../steps/index.js';
import type { ScriptCall } from '../managers/call.js';
import { startCall } from '../managers/manager-call.js';
import type { Unresolved } from './resolved.js';
import { type Ready, resolverOf } from './index.js';

/** What may keep caches in node_modules while it runs: a script of package.json, or a program. */
export interface CachingScript {
  /** The call as it is written. */
  readonly call: string;
  /** What it starts; undefined where no package.json tells. */
  readonly program?: readonly string[];
}

/** Scripts that build or watch, by the names that people give them: `build:prod`, `start:dev`. */
const builds =
  /^(?:build|bundle|compile|dev|develop|watch)(?:[:_.-]|$)|[:_.-](?:build|dev|develop|watch)$/;

/**
 * The first among commands that the container runs which builds, or starts a development server, and
 * may keep caches in node_modules: by what it starts, or by a script's name where that can't be told.
 */
export function cachingScript(
  project: Project,
  stage: Stage,
  stages: readonly Stage[],
  commands: readonly Command[],
): CachingScript | undefined {
  const ready = onDemand(() => resolverOf(project, stage, stages));
  for (const [command, place] of walked(commands, placeAtStart(stage))) {
    const words = writtenWords(command);
    const call = startCall(words);
    const found =
      call?.kind === 'script'
        ? cachingIn(ready(), folderAt(place), words, call)
        : cachingProgram(words);
    if (found) return isPlugAndPlay(ready()) ? undefined : found;
  }
  return undefined;
}

/** Without node_modules there is nothing in it. */
function isPlugAndPlay(ready: Ready | Unresolved): boolean {
  return 'kind' in ready && ready.reason === 'pnp';
}

/** `ng serve` and `npx nx serve`: a development server that no script of package.json names. */
function cachingProgram(words: readonly string[]): CachingScript | undefined {
  const at =
    words[0] === 'npx' ? words.findIndex((word, index) => index > 0 && word[0] !== '-') : 0;
  const program = words.slice(Math.max(at, 0));
  return startTool(program) === 'development' && cachesInModules(program)
    ? { call: words.join(' '), program }
    : undefined;
}

function cachingIn(
  ready: Ready | Unresolved,
  folder: string | undefined,
  words: readonly string[],
  { script }: ScriptCall,
): CachingScript | undefined {
  const call = words.join(' ');
  const { resolver } = 'kind' in ready ? {} : ready;
  const site = folder === undefined ? undefined : resolver?.circumstances.at(folder);
  if (!resolver || !site || 'kind' in site) return builds.test(script) ? { call } : undefined;
  const found = resolver.resolve(words, site);
  if (found.kind !== 'unresolved' || found.reason !== 'development') return undefined;
  const { program = [] } = found;
  return cachesInModules(program) ? { call, program } : undefined;
}
