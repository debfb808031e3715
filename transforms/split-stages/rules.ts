import type { Rule } from '../../src/transform.js';

export const rules = {
  'runtime-stage': {
    title: 'The image is built in one stage and runs in another',
    explanation:
      'The instructions that build stay as they are and become the stage `builder`. A second stage on the same ' +
      'image copies the application’s folder from it and takes over what belongs to the running container: ENV, ' +
      'LABEL, EXPOSE, VOLUME, HEALTHCHECK, ENTRYPOINT, CMD. Caches, build tools and secrets stay behind.',
  },
  'onbuild-inlined': {
    title: 'The steps of an `-onbuild` image stand in the file',
    explanation:
      'The `-onbuild` images of node copy package.json, install and copy the project by triggers that no line of ' +
      'the file shows, and their tags are frozen since 2019 at the latest. The triggers of the very tag are written ' +
      'below FROM, where Docker runs them, with WORKDIR, and the image’s CMD unless the file has a command; FROM names ' +
      'the same version without triggers. Mind that they install without the lockfile, as before.',
  },
  'no-prune': {
    title: 'Development dependencies are still in the image',
    explanation:
      'The runtime stage gets node_modules whole. Which packages only the build needs is not decided yet, so ' +
      'none is removed.',
  },
  'foreign-base': {
    title: 'The image is not built on the official node image',
    explanation:
      'What another base image holds, and what of it a running container needs, is unknown. Name the prefix of ' +
      'your mirror of the official images with `--image-mirror`.',
  },
  'target-used': {
    title: 'Somebody builds a stage of this file by name',
    explanation:
      'A compose or bake file builds a `target` of this Dockerfile. A new last stage would change what others ' +
      'build by default. Split such a file by hand.',
  },
  'dev-image': {
    title: 'The image is for development',
    explanation:
      'It starts a watcher or a development server, or a compose file mounts the sources over its files. Such ' +
      'an image needs everything that the build needs. Give production a Dockerfile of its own.',
  },
  'no-command': {
    title: 'Nothing says what this image runs',
    explanation:
      'Without CMD or ENTRYPOINT it is unknown what of the image is needed at run time. Add a CMD.',
  },
  'app-root': {
    title: 'The application has no folder of its own',
    explanation:
      'What goes to the runtime stage is the folder that WORKDIR and COPY fill. Without WORKDIR that is `/`, ' +
      'among system files. Note that Dockerfiles have no comments at the end of a line: `WORKDIR /app # app` ' +
      'names a folder `/app # app`.',
  },
  'outside-state': {
    title: 'A step leaves something outside the application’s folder',
    explanation:
      'The runtime stage gets the application’s folder and nothing else. A step that installs a program, adds a ' +
      'user or writes elsewhere might be needed at run time, and that can’t be told here. Keep such files below ' +
      'the application’s folder, or split the file by hand.',
  },
  'system-packages': {
    title: 'System packages are installed that the container may need',
    explanation:
      'Compilers and headers are for the build alone and stay in the builder. Other packages may be needed at ' +
      'run time; which ones can’t be told yet.',
  },
  'unread-run': {
    title: 'A RUN could not be read',
    explanation:
      'The text is no plain shell, or another program than sh reads it, so that nothing is known of what it does.',
  },
  'service-in-run': {
    title: 'A step starts a service during the build',
    explanation:
      'What a program leaves behind that runs beside the build is unknown. Start it when the container starts.',
  },
  'cache-mount-output': {
    title: 'Files that the container needs are in a cache mount',
    explanation:
      'What a RUN writes into a cache mount is in no layer, so a COPY can’t take it along. Mount the package ' +
      'manager’s cache instead, such as /root/.npm.',
  },
  'cross-platform': {
    title: 'The builder may run on another processor than the image',
    explanation:
      '`--platform=$BUILDPLATFORM` is for builders alone; on a single stage it is kept as it is and not split.',
  },
  'other-user': {
    title: 'The image runs as a user that a step creates',
    explanation:
      'The runtime stage would need the same user with the same numbers. Use the user node of the image.',
  },
  'home-cache': {
    title: 'Something that is needed at run time lies in root’s home',
    explanation:
      'puppeteer, playwright and cypress keep programs below /root/.cache, which the runtime stage does not get. ' +
      'Set their folder to one below the application’s, such as PUPPETEER_CACHE_DIR=/app/.cache.',
  },
  'program-missing': {
    title: 'The start command is a program that a step installs',
    explanation:
      'The program comes from a global install or from corepack, and the runtime stage would not have it. Make ' +
      'it a dependency of the project, or start node itself.',
  },
  'setting-order': {
    title: 'A line would mean something else in the runtime stage',
    explanation:
      'The runtime stage has every ENV, ARG and SHELL above the lines that use them. A variable or shell that ' +
      'changes below such a line would give it another value there. Move the line below the last of them.',
  },
  'yarn-pnp': {
    title: 'Yarn runs without node_modules',
    explanation:
      'With Plug’n’Play the packages stay in Yarn’s cache, which lies below the home folder from Yarn 4 on; the ' +
      'runtime stage does not get it. Set `nodeLinker: node-modules` in .yarnrc.yml.',
  },
} satisfies Readonly<Record<string, Rule>>;
