import { type Dockerfile, referenceOf } from '../dockerfile/index.js';
import { builtUpon } from './built-upon.js';
import { chosenStage } from './chosen-stage.js';
import { replacedImage } from './replaced-image.js';
import type { Project } from '../project/index.js';
import { longestScript } from '../shell/index.js';
import { type Declined, decline } from '../transform.js';

const officialFrontend = /^(?:docker\.io\/)?docker\/dockerfile(?:-upstream)?(?:[:@]|$)/;
const templateMarker = /\{\{|<%|%%[A-Z_]+%%|(?<![\w.@/])@[A-Z_]{2,}@/;
const developmentName = /^(?:dev|dev-?envs?|development|local|tests?|testing|debug)$/i;
const windowsImage = /windows|nanoserver|servercore/i;

/** Whether the continuation of the last instruction meets the end of the file. */
function neverEnds({ text, instructions, directives }: Dockerfile): boolean {
  const line = instructions.at(-1)?.line;
  if (!line || line.heredocs.length > 0) return false;
  const end = line.joined.offsetAt(line.joined.text.length);
  return end < line.end && text[end] === directives.escape;
}

/** Why a file as a whole is left alone, if it is (handbook G, R002 to R005). */
export function obstacleTo(file: Dockerfile, project: Project): Declined | undefined {
  for (const obstacle of obstacles) {
    const found = obstacle(file, project);
    if (found) return found;
  }
  return undefined;
}

type Obstacle = (file: Dockerfile, project: Project) => Declined | undefined;
const obstacles: readonly Obstacle[] = [
  longInstruction,
  manyStages,
  foreignFrontend,
  template,
  onbuild,
  onbuildBase,
  windows,
  developmentStage,
  openContinuation,
  chosenStage,
  builtUpon,
  replacedImage,
];

/** What a heredoc holds does not count here: most of them are files. */
function longInstruction({ instructions }: Dockerfile): Declined | undefined {
  const long = instructions.find(({ line }) => line.joined.text.length > longestScript);
  const because = `This instruction has ${long?.line.joined.text.length} characters; more than ${longestScript} are not read.`;
  const advice = 'Put the text into a script or a file, and COPY it.';
  return long && decline('file/long-instruction', long, because, advice);
}

/** More stages than this nobody writes, and each may rest on all of those above it. */
const mostStages = 1000;

function manyStages({ stages }: Dockerfile): Declined | undefined {
  const first = stages[mostStages];
  const because = `This file has ${stages.length} stages; more than ${mostStages} are not read.`;
  const advice = 'Split it into several Dockerfiles.';
  return first && decline('file/many-stages', first.from, because, advice);
}

function foreignFrontend({ directives: { syntax } }: Dockerfile): Declined | undefined {
  if (syntax === undefined || officialFrontend.test(syntax)) return undefined;
  const because = `"# syntax=${syntax}" gives this file a frontend of its own.`;
  const advice = 'Rewrite what that frontend makes of it, or take docker/dockerfile.';
  return decline('file/syntax-frontend', { start: 0, end: 0 }, because, advice);
}

function template({ instructions }: Dockerfile): Declined | undefined {
  const marked = instructions.find(
    ({ keyword, argument }) => keyword === 'FROM' && templateMarker.test(argument),
  );
  const because = 'This looks like a template, not a Dockerfile.';
  return marked && decline('file/template', marked, because, 'Rewrite the template by hand.');
}

function onbuild({ instructions }: Dockerfile): Declined | undefined {
  const trigger = instructions.find(({ keyword }) => keyword === 'ONBUILD');
  const because = 'Other images are built on this one; its ONBUILD triggers need the full tools.';
  const advice = 'Rewrite the Dockerfiles that are built on it.';
  return trigger && decline('file/onbuild', trigger, because, advice);
}

function onbuildBase({ stages }: Dockerfile): Declined | undefined {
  const found = stages.find((stage) => /(?:^|-)onbuild$/.test(referenceOf(stage).tag ?? ''));
  const because = `"${found?.image.text}" runs ONBUILD triggers in this build, which do not stand in this file.`;
  const advice = 'Write the steps out: WORKDIR, COPY package.json, RUN npm install, COPY, CMD.';
  return found && decline('file/onbuild-base', found.from, because, advice);
}

function windows({ stages }: Dockerfile): Declined | undefined {
  const found = stages.find(({ image }) => windowsImage.test(image.text));
  const because = 'This builds a Windows image; there is no Alpine for it.';
  const advice = 'Name it under ignore in the configuration, to hear no more of it.';
  return found && decline('file/windows', found.from, because, advice);
}

function developmentStage({ stages }: Dockerfile): Declined | undefined {
  const last = stages.at(-1);
  if (last?.name === undefined || stages.length === 1 || !developmentName.test(last.name))
    return undefined;
  const because = `The last stage, "${last.name}", is for development.`;
  return decline('file/development-stage', last.from, because, 'Put the production stage last.');
}

function openContinuation(file: Dockerfile): Declined | undefined {
  const last = file.instructions.at(-1);
  if (!last || !neverEnds(file)) return undefined;
  const because = `${last.keyword} ends in "${file.directives.escape}" and goes on to the end of the file.`;
  return decline(
    'file/open-continuation',
    last,
    because,
    'Take the last continuation character away.',
  );
}
