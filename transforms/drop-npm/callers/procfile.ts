import { containerCommand, type Start, startText } from '../../../src/command/index.js';
import type { Stage } from '../../../src/dockerfile/index.js';
import { firstMatch, type Place, type Project } from '../../../src/project/index.js';
import { quoteWord } from '../../../src/shell/index.js';
import { caution, type Finding, type Outcome } from '../../../src/transform.js';
import { npmMention } from './mention.js';

/** Files that Dokku alone reads (dokku.com/docs, zero downtime checks, process scaling, nginx; 2026-11). */
const dokkuFiles = ['CHECKS', 'DOKKU_SCALE', '.dokku-monorepo', 'nginx.conf.sigil'];

function managerLine({ files }: Project): Place | undefined {
  const text = files.read('Procfile');
  return text === undefined ? undefined : firstMatch('Procfile', text, npmMention);
}

/** The line of a Procfile that starts a package manager in this image: the project goes to Dokku. */
export function dokkuCaller(project: Project): Place | undefined {
  const { files } = project;
  const isDokku =
    dokkuFiles.some((name) => files.has(name)) || /"dokku"\s*:/.test(files.read('app.json') ?? '');
  return isDokku ? managerLine(project) : undefined;
}

/**
 * Adds to the first change what a Procfile says that starts a package manager: Heroku reads it for
 * buildpacks, which have nothing to do with the image; Dokku starts its processes in the image that the
 * Dockerfile makes.
 */
export function* withProcfile(
  outcomes: Iterable<Outcome>,
  project: Project,
  stage: Stage,
  start: Start,
): Iterable<Outcome> {
  let found = procfileCaution(project, stage, start);
  for (const outcome of outcomes) {
    const told = found && outcome.outcome === 'changed' ? [found] : [];
    if (told.length > 0) found = undefined;
    yield outcome.outcome === 'changed'
      ? { ...outcome, cautions: [...outcome.cautions, ...told] }
      : outcome;
  }
}

function procfileCaution(project: Project, stage: Stage, start: Start): Finding | undefined {
  const place = managerLine(project);
  if (!place) return undefined;
  const { entrypoint, cmd } = containerCommand(stage);
  const at = start.kind === 'direct' ? (cmd ?? entrypoint ?? stage.from) : start.instruction;
  const because = `${place.path}:${place.line} starts a package manager: "${place.text.slice(0, 80)}". Where a platform runs that in this image, as Dokku does, it is no longer there.`;
  const advice = `Write ${insteadOf(place, start) ?? 'the program itself'} there, or leave drop-npm out with --skip drop-npm.`;
  return caution('drop-npm/procfile', at, because, { advice });
}

/** What the container starts now, where the line has what it started before. */
function insteadOf({ text }: Place, start: Start): string | undefined {
  if (start.kind !== 'replaceable') return undefined;
  const at = text.indexOf(':') + 1;
  const words = start.argv.map(quoteWord).join(' ');
  return text.slice(at).trim() === startText(start.instruction)
    ? `"${text.slice(0, at)} ${words}"`
    : undefined;
}
