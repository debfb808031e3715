import type { Rule } from '../../src/transform.js';

export const rules = {
  'start-node': {
    title: 'The container starts the program itself',
    explanation:
      'npm, yarn and pnpm start a script by starting a shell that starts node: three processes, and signals ' +
      'that get lost on the way. The script was looked up in package.json and its program stands in CMD or ' +
      'ENTRYPOINT now. Assignments in front of it are kept by `env`, which sets them as the script did.',
  },
  'npm-removed': {
    title: 'The final image has no package manager',
    explanation:
      'The official image carries npm, npx, corepack and yarn: about 20 MB that nothing starts any more and ' +
      'that scanners report. One RUN removes them; everything else of the image stays. The size hardly ' +
      'changes, since the files stay in lower layers; `--runtime minimal` saves it.',
  },
  'minimal-runtime': {
    title: 'The runtime stage is a plain image with the node of the builder',
    explanation:
      'With `--runtime minimal` the last stage starts from `alpine` of the same release as the builder, or ' +
      'from Debian slim where the builder is on Debian, and gets its node binary, libstdc++, the user node and ' +
      'docker-entrypoint.sh. No layer holds npm. The package `nodejs` of Alpine itself is never used: there is one ' +
      'version of it in each Alpine release, which is not the one that the application was built and tested ' +
      'with, other native modules fit it, and it lacks full ICU and the user node.',
  },
  'minimal-declined': {
    title: '`--runtime minimal` is not possible here',
    explanation:
      'The minimal runtime needs a builder on an official tag whose system release is known, so that node and ' +
      'the libraries under it belong together. A single stage that installs with npm has no builder: let ' +
      'split-stages make one. The rest is done as without the option.',
  },
  'distroless-runtime': {
    title: 'The runtime stage is a distroless image',
    explanation:
      'With `--runtime distroless` the last stage starts from `gcr.io/distroless/nodejsN-debianM` of the same ' +
      'major and Debian release as the builder. It holds node and glibc: no shell, no package manager, no npm. ' +
      'Its ENTRYPOINT is node, so that CMD begins with the script. The user is nonroot (65532).',
  },
  'distroless-declined': {
    title: '`--runtime distroless` is not possible here',
    explanation:
      'A distroless image has no shell and no program but node. A start command in the shell form or with ' +
      'assignments, a RUN in the runtime stage, a health check that calls curl, and programs that start other ' +
      'programs do not work in it. It takes a builder on a Debian release for which there is such an image. The ' +
      'rest is done as without the option: the image goes to Alpine or slim.',
  },
  'distroless-ended': {
    title: 'The distroless image gets no more fixes',
    explanation:
      'Google stopped building the node images on this release of Debian. They can still be pulled, and stay as ' +
      'they are. Move to a node tag on the next release, such as `node:22-trixie`.',
  },
  'floating-release': {
    title: 'The builder may go to another Debian release than the runtime stage',
    explanation:
      'A tag such as `node:22` names no release of Debian and may move to the next one. The plain and the ' +
      'distroless image name theirs. Native modules that are compiled on a newer release do not load on an ' +
      'older one. Name the release in the tag of the builder: `node:22-bookworm`.',
  },
  init: {
    title: 'An init starts the program',
    explanation:
      'node as process 1 ignores SIGTERM unless the program handles it, and reaps no children. With `--init ' +
      'tini` the image gets tini from its own packages, in front of the ENTRYPOINT that there was, ' +
      'docker-entrypoint.sh included.',
  },
  'init-declined': {
    title: '`--init tini` is not possible here',
    explanation:
      'tini is installed by the package manager of the image and put in front of its ENTRYPOINT. Where one of ' +
      'them is not known, or another stage holds the command, start the container with an init instead: ' +
      '`init: true` in compose, `--init` with docker run.',
  },
  'strip-declined': {
    title: '`--strip` does nothing here',
    explanation:
      'The symbols are taken out of node in the builder, as root, before a minimal runtime copies it (node 20: ' +
      '98.9 to 86.3 MB). In the official image the whole binary would stay in a lower layer.',
  },
  'foreign-base': {
    title: 'The final image is no official node image',
    explanation:
      'Where npm lies, and what needs it, is known for the official image only. Base the final stage on ' +
      '`node`, or give the prefix of your own mirror with `--image-mirror`.',
  },
  'unresolvable-script': {
    title: 'The start script could not be resolved',
    explanation:
      'What npm would run must be known to the last word before it can stand in CMD. Scripts with hooks, ' +
      'groups, redirections or programs that no dependency brings are left to npm. Give package.json a ' +
      '`start` script of the form `node …`, or write that command into CMD yourself.',
  },
  'development-server': {
    title: 'The container starts a development server or a build',
    explanation:
      'Watchers, development servers and builds at start need the development tools, and often npm. Use a ' +
      'production command, such as a build in the Dockerfile and `node dist/…` in CMD.',
  },
  'needs-npm': {
    title: 'A program that runs in the container starts npm itself',
    explanation:
      'npm-run-all, lerna and the like call npm for every script, and some products install plug-ins with npm ' +
      'while they run. npm stays. Name the commands in one script, joined by `&&`.',
  },
  'plug-and-play': {
    title: 'Yarn Plug’n’Play starts through yarn',
    explanation:
      'From version 2 on, Yarn keeps packages in archives unless `.yarnrc.yml` says `nodeLinker: node-modules`. ' +
      'node alone can’t read them, so yarn stays. Set the linker, and install again.',
  },
  'no-command': {
    title: 'Nothing says what the image runs',
    explanation:
      'Without CMD or ENTRYPOINT, or with a shell in it, the image is for somebody who gives the command: a ' +
      'developer, a CI job, another Dockerfile. That may be npm. Say with CMD what the image runs.',
  },
  'inner-comment': {
    title: 'A comment stands inside the start command',
    explanation:
      'The command is continued over several lines with a comment between them, which has no place in a new ' +
      'one. Move the comment above CMD or ENTRYPOINT.',
  },
  'shared-command': {
    title: 'Another stage inherits the start command',
    explanation:
      'CMD stands in a stage on which other stages are built, too. Changed there, it would change for all of ' +
      'them. Give the last stage a CMD of its own.',
  },
  'called-elsewhere': {
    title: 'Something else calls a package manager in this image',
    explanation:
      'A health check, an entrypoint script, a compose service or a manifest runs npm, yarn or pnpm in this ' +
      'image, so it must stay. Change the place that the message names, then run again.',
  },
  'unread-script': {
    title: 'A script that the container starts could not be read',
    explanation:
      'The script is not in the build context, or a RUN made it. It may call npm, so npm stays. Run ' +
      'slim-dockerfile where the script is, or name the build context with `--context`. A file of pm2 that takes what ' +
      'it starts from another module is not run to find out: write script, args and interpreter there as plain strings.',
  },
  'npm-environment': {
    title: 'The program reads what only npm sets',
    explanation:
      'npm gives its scripts variables such as npm_package_version, npm_config_… and INIT_CWD. Without npm ' +
      'they are gone. Read package.json instead, or set the variable yourself.',
  },
  'npm-version': {
    title: 'The program reads the version that npm gives its scripts',
    explanation:
      'npm sets npm_package_version for its scripts; without npm it is undefined. A value written into the ' +
      'Dockerfile would be wrong at the next release. Read the version from package.json instead.',
  },
  procfile: {
    title: 'A Procfile starts a package manager',
    explanation:
      'Heroku reads a Procfile for its buildpacks, which do not use the Dockerfile. Dokku starts its processes in the ' +
      'image that the Dockerfile makes, where npm is gone then. Write there what CMD starts now. Where a file of Dokku’s ' +
      'is there (CHECKS, DOKKU_SCALE, nginx.conf.sigil, "dokku" in app.json), npm stays.',
  },
  'no-signal-handler': {
    title: 'Nothing handles SIGTERM',
    explanation:
      'npm ends at once when the container is stopped. node as process 1 ignores SIGTERM unless the program ' +
      'handles it, so that `docker stop` waits ten seconds and kills. Handle it ' +
      '(`process.on("SIGTERM", …)`), or start the container with an init: `init: true` in compose, `--init` ' +
      'with docker run, or `--init tini` here, which writes one into the image.',
  },
  'script-note': {
    title: 'Something that npm did besides is gone',
    explanation:
      'A post-script no longer runs when the program ends. A server that is stopped never reached it.',
    advice: 'Check that nobody counts on it.',
  },
  'needs-root': {
    title: 'It is not known who uses npm last',
    explanation:
      'The files of npm belong to root, and the RUN that removes them must come after the last use. It runs as ' +
      'root, and the user of the file comes back below it; here that user is not known. Write `USER` above it.',
  },
} satisfies Readonly<Record<string, Rule>>;
