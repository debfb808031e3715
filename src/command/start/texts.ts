import type { Stage } from '../../dockerfile/index.js';
import { type Project, scriptLine } from '../../project/index.js';
import { type Command, knownWords, parseScript } from '../../shell/index.js';
import { startedCommands } from '../container-command.js';
import { startCall } from '../managers/manager-call.js';
import { type Site, Sites } from './sites.js';

/** The text of a script of package.json that the container runs at its start. */
interface StartText {
  readonly path: string;
  readonly line: number;
  readonly text: string;
}

/**
 * The scripts of package.json that the container runs, hooks and nested ones included, also those of
 * other packages of the workspace: `pnpm --filter @acme/db migrate && node server.js`.
 */
export function startTexts(
  project: Project,
  stage: Stage,
  stages: readonly Stage[],
): readonly StartText[] {
  const sites = new Sites(project, stage, stages);
  const site = sites.start();
  if ('kind' in site) return [];
  const found = new Map<string, StartText>();
  for (const command of startedCommands(stage)) collect(sites, site, command, found);
  return [...found.values()];
}

function collect(sites: Sites, site: Site, command: Command, found: Map<string, StartText>): void {
  const words = knownWords(command);
  const at = words.findIndex((_, index) => startCall(words.slice(index)) !== undefined);
  const call = at === -1 ? undefined : startCall(words.slice(at));
  if (call?.kind !== 'script') return;
  const place = call.where ? sites.moved(site, call.where, call.script) : site;
  if ('kind' in place) return;
  const { manifest } = place.application;
  for (const name of [`pre${call.script}`, call.script]) {
    const text = manifest.scripts.get(name);
    const key = `${manifest.path} ${name}`;
    if (text === undefined || found.has(key)) continue;
    found.set(key, { path: manifest.path, line: scriptLine(manifest, name), text });
    for (const inner of parseScript(text)?.commands ?? []) collect(sites, place, inner, found);
  }
}
