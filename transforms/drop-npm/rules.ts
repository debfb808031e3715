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
    title: 'The runtime stage is plain Alpine with the node of the builder',
    explanation:
      'With `--runtime minimal` the last stage starts from `alpine` of the same release as the builder and ' +
      'gets its node binary, libstdc++, the user node and docker-entrypoint.sh. No layer holds npm.',
  },
  'minimal-declined': {
    title: '`--runtime minimal` is not possible here',
    explanation:
      'The minimal runtime needs a builder on an official Alpine tag whose Alpine release is known, so that ' +
      'node and the libraries under it belong together. The official image was kept instead.',
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
      'slim-dockerfile where the script is, or name the build context with `--context`.',
  },
  'npm-environment': {
    title: 'The program reads what only npm sets',
    explanation:
      'npm gives its scripts variables such as npm_package_version, npm_config_… and INIT_CWD. Without npm ' +
      'they are gone. Read package.json instead, or set the variable yourself.',
  },
  'no-signal-handler': {
    title: 'Nothing handles SIGTERM',
    explanation:
      'npm ends at once when the container is stopped. node as process 1 ignores SIGTERM unless the program ' +
      'handles it, so that `docker stop` waits ten seconds and kills. Handle it ' +
      '(`process.on("SIGTERM", …)`), or start the container with an init: `init: true` in compose, `--init` ' +
      'with docker run.',
  },
  'script-note': {
    title: 'Something that npm did besides is gone',
    explanation:
      'A post-script no longer runs when the program ends. A server that is stopped never reached it.',
  },
  'needs-root': {
    title: 'npm is last used by another user than root',
    explanation:
      'The files of npm belong to root, and the RUN that removes them must come after the last use, which a ' +
      'USER above it keeps from root. Move `USER` below the last use of npm.',
  },
} satisfies Readonly<Record<string, Rule>>;
