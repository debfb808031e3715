import type { Rule } from '../transform.js';

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
  'built-upon': {
    title: 'Another Dockerfile of the repository builds on this image',
    explanation:
      'Its steps run with the tools of this image, or copy from it what was built here: apt and npm, development ' +
      'dependencies, modules for one libc. The image is this one by the name that a script, a workflow or a compose ' +
      'file gives it, or that is made of the package’s and this file’s. A FROM that is pinned to a version does not count.',
    advice: 'Rewrite both by hand, or let the other one begin with the same official image.',
  },
  'chosen-stage': {
    title: 'An argument chooses the stage that FROM goes on from',
    explanation:
      '`FROM ${VARIANT}` ends in another stage for everyone who passes another `--build-arg`. What suits the stage of ' +
      'the default may take from the others what they run with: npm, root, the system of the stage. Name the ' +
      'stage in FROM, and let whoever needs another one build it with `--target`.',
  },
  'replaced-image': {
    title: 'The build is given another image in place of the one in FROM',
    explanation:
      'A compose file (`additional_contexts`), a bake file (`contexts`) or a script (`--build-context`) names an image ' +
      'that takes the place of one that FROM names. What is in it is not known, and it is found by the name in FROM: ' +
      'with another tag there, nothing would be replaced. Name that image in FROM.',
  },
  'onbuild-base': {
    title: 'The base image runs triggers in this build',
    explanation:
      '`-onbuild` images copy the project and install it by ONBUILD triggers, which do not stand in this file. Those ' +
      'of the official node image are known, and split-stages writes them out; those of any other image are not. ' +
      'Write the steps out first: WORKDIR, COPY package.json, RUN npm install, COPY, CMD.',
  },
  'development-stage': {
    title: 'The last stage is for development',
    explanation:
      'A plain build of this file ends in a stage that is named for development or tests. What runs in ' +
      'production is another stage, which only its builder knows.',
  },
  windows: {
    title: 'The file builds a Windows image',
    explanation:
      'There is no Alpine for Windows, no user named node, and other paths. The file is left alone.',
  },
  'open-continuation': {
    title: 'The last instruction never ends',
    explanation:
      'The last line that is no comment ends in the continuation character, so that whatever is written ' +
      'below it becomes a part of the same instruction. Docker builds the file as it stands, but nothing ' +
      'can be added at its end. Take the character away.',
  },
  'broken-project-file': {
    title: 'A package.json or lockfile can’t be read',
    explanation:
      'What such a file says counts as unknown, and what depends on it is declined. The message tells ' +
      'where the JSON breaks, or why the file was not read at all: it is larger than 20 MB, no regular ' +
      'file, or a link that leads out of the repository.',
  },
  'outside-link': {
    title: 'A link leads out of the repository',
    explanation:
      'A search found a symbolic link with the name of a Dockerfile whose target lies neither in the same ' +
      'repository nor below the working directory. It was not followed: a scanned repository does not decide ' +
      'which files elsewhere are read or written. Name the target itself to rewrite it.',
  },
  'long-instruction': {
    title: 'An instruction is longer than any that a person writes',
    explanation:
      'Reading shell text of any length takes any time. The longest instruction among 11,000 real Dockerfiles has ' +
      '9,000 characters; a file with one of more than 20,000 is left alone. Put the text into a script or a file, ' +
      'and COPY it.',
  },
  'many-stages': {
    title: 'The file has more stages than any that a person writes',
    explanation:
      'What a stage has comes from those that it is built on and copies from, all the way down. The largest of 11,000 ' +
      'real Dockerfiles has 53 stages; a file with more than 1,000 is left alone. Split it into several Dockerfiles.',
  },
  ignored: {
    title: 'The file, or a line, is to be left alone',
    explanation:
      'A configuration (`ignore`) or a comment in the file (`# slim-dockerfile ignore`) says that it is left alone. ' +
      '`--fail-on declined` does not count it.',
  },
  'unused-ignore': {
    title: 'A comment leaves nothing alone',
    explanation:
      'A comment `# slim-dockerfile ignore` stands where nothing would be changed or told, by the rules that it names: it ' +
      'may be left over, or stand in the wrong place. It holds for the instruction directly below it; `ignore-file` holds ' +
      'for the whole file.',
  },
  'unknown-ignore': {
    title: 'A comment names no rule',
    explanation:
      'A comment `# slim-dockerfile ignore` names something that is no rule and no transform, or is not written as one, ' +
      'so that it leaves nothing alone. The message tells the nearest name; `--explain` lists all rules.',
  },
  'config-not-run': {
    title: 'A program in a scanned folder was not run',
    explanation:
      'A configuration that is a script, or a transform that a configuration names by its path, lies in a folder that ' +
      'is scanned. Code from there is never run: whoever can change the folder could run anything on your machine. ' +
      'Only slim-dockerfile.config.json and package.json are read there. Scripts are run from the folder in which you ' +
      'stand and from those above it, and where `--config` names one.',
  },
  'self-check': {
    title: 'A rewrite did not pass the check of its own result',
    explanation:
      'After each transform the new file is read again and compared with the old one: instructions, ' +
      'comments, stages, variables, and what the final image would be. Something differed that no change ' +
      'had announced, so the transform was taken back. That is a bug of the transform that the message ' +
      'names; please report it. In a transform of your own, announce in `effect` what the message lists.',
  },
  'transform-error': {
    title: 'A transform failed on this file',
    explanation:
      'The transform that the message names threw an error, so it changed nothing here; the other ' +
      'transforms and the other files went on. That is a bug of this transform; please report it.',
  },
};
