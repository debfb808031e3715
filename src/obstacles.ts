import type { Dockerfile } from './dockerfile/index.js';
import { type Declined, decline, type Rule } from './transform.js';

/** The rules on a file as a whole. */
export const fileRules: Readonly<Record<string, Rule>> = {
  'parse-error': {
    title: 'The file is no Dockerfile that Docker would take',
    explanation:
      'The text was read by the rules of BuildKit and broke one of them, so that nothing in it can be ' +
      'told for sure and nothing was changed. Mend the line that the message names: `docker build --check` ' +
      'shows the same place.',
  },
  'syntax-frontend': {
    title: '`# syntax=` names a frontend of its own',
    explanation:
      'A frontend other than docker/dockerfile may give any meaning to the lines of the file. Only the ' +
      'official frontends (docker/dockerfile, docker/dockerfile-upstream) are understood.',
  },
  template: {
    title: 'The file is a template, not a Dockerfile',
    explanation:
      'Markers of a template language stand where an image or a keyword should be; what Docker will see is ' +
      'written by another program. Rewrite the template by hand, or run slim-dockerfile on what it renders.',
  },
  onbuild: {
    title: 'The file has ONBUILD triggers',
    explanation:
      'Images with ONBUILD are bases for others: their triggers run in builds that are not here, with the ' +
      'tools of this image. Rewrite the Dockerfiles that are built on it instead.',
  },
  'development-stage': {
    title: 'The last stage is for development',
    explanation:
      'A plain build of this file ends in a stage that is named for development or tests. What runs in ' +
      'production is another stage, which only its builder knows.',
  },
  windows: {
    title: 'The file builds a Windows image',
    explanation: 'There is no Alpine for Windows, no user named node, and other paths. The file is left alone.',
  },
  'broken-project-file': {
    title: 'A package.json or lockfile can’t be read',
    explanation:
      'What such a file says counts as unknown, and what depends on it is declined. The message tells ' +
      'where the JSON breaks.',
  },
  'self-check': {
    title: 'A rewrite did not pass the check of its own result',
    explanation:
      'After each transform the new file is read again and compared with the old one: instructions, ' +
      'comments, stages, variables, and what the final image would be. Something differed that no change ' +
      'had announced, so the transform was taken back. That is a bug of slim-dockerfile; please report it.',
  },
};

const officialFrontend = /^(?:docker\.io\/)?docker\/dockerfile(?:-upstream)?(?:[:@]|$)/;
const templateMarker = /\{\{|<%|%%[A-Z_]+%%|(?<![\w.@/])@[A-Z_]{2,}@/;
const developmentName = /^(?:dev|dev-?envs?|development|local|tests?|testing|debug)$/i;
const windowsImage = /windows|nanoserver|servercore/i;

/** Why a file as a whole is left alone, if it is (handbook G, R002 to R005). */
export function obstacleTo(file: Dockerfile): Declined | undefined {
  const { directives, instructions, stages } = file;
  const top = { start: 0, end: 0 };
  if (directives.syntax !== undefined && !officialFrontend.test(directives.syntax))
    return decline('file/syntax-frontend', top, `"# syntax=${directives.syntax}" gives this file a frontend of its own.`);
  const template = instructions.find(({ keyword, argument }) => keyword === 'FROM' && templateMarker.test(argument));
  if (template)
    return decline('file/template', template, 'This looks like a template, not a Dockerfile.', 'Rewrite the template by hand.');
  const onbuild = instructions.find(({ keyword }) => keyword === 'ONBUILD');
  if (onbuild)
    return decline('file/onbuild', onbuild, 'Other images are built on this one; its ONBUILD triggers need the full tools.', 'Rewrite the Dockerfiles that are built on it.');
  const windows = stages.find(({ image }) => windowsImage.test(image.text));
  if (windows)
    return decline('file/windows', windows.from, 'This builds a Windows image; there is no Alpine for it.');
  const last = stages.at(-1);
  if (last?.name !== undefined && stages.length > 1 && developmentName.test(last.name))
    return decline('file/development-stage', last.from, `The last stage, "${last.name}", is for development.`, 'Put the production stage last.');
  return undefined;
}
