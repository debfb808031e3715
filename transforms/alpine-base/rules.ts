import type { Rule } from '../../src/transform.js';
import { tagRules } from './image/tag-rules.js';
import { packageRules } from './apk/rules.js';
import { systemRules } from './system/rules.js';

export const rules = {
  ...tagRules,
  ...systemRules,
  alpine: {
    title: 'The image is built on Alpine',
    explanation:
      'The Alpine variant of the same Node version replaces the Debian one: about 130 to 190 MB instead of more ' +
      'than 1 GB. Stages that share files move together, since native modules built for glibc do not load on musl.',
  },
  slim: {
    title: 'The image is built on Debian slim, since Alpine is not safe here',
    explanation:
      'The slim variant of the same Debian release has the same libc and tools, without compilers and headers: ' +
      'about 230 MB. `--no-slim-fallback` turns this off.',
  },
  'slim-packages': {
    title: 'Packages are added that the full image has and slim lacks',
    explanation:
      'A step, the start command or a module uses them: programs such as git and curl, certificates, libraries, ' +
      'fonts. One step installs them with apt, without what they recommend, and removes the lists of packages again.',
  },
  'local-address': {
    title: 'BusyBox’s wget tries IPv6 alone for localhost',
    explanation:
      'It resolves `localhost` to `::1` first and does not fall back, so that a health check of a program on ' +
      '0.0.0.0 stays unhealthy. `127.0.0.1` is meant and works.',
  },
  'fetched-binary': {
    title: 'A package fetches its binary for musl when it is installed',
    explanation:
      'Its install script downloads a binary made for musl, or takes the one in the package. Where neither is to ' +
      'be had (no internet, a rare processor, a Node newer than the package) it compiles. The compilers for that ' +
      'could not be added here for sure: add `RUN apk add --no-cache python3 make g++` to the builder.',
  },
  'stale-modules': {
    title: 'A volume over node_modules keeps native modules of the Debian image',
    explanation:
      'Docker fills a new volume from the image, and never again: `docker compose up` hands the old one to the new ' +
      'container. Modules that were built for glibc do not load on Alpine. `docker compose up --build ' +
      '--renew-anon-volumes` makes nameless volumes anew, `docker volume rm` removes one that has a name.',
  },
  'missing-folder': {
    title: 'A step needs a folder that only Debian has',
    explanation:
      'Debian’s images have /usr/src, Alpine’s do not, so that `mkdir /usr/src/app` fails there. It becomes ' +
      '`mkdir -p`, which does the same on Debian; where another command works in that folder, Alpine is declined.',
  },
  'system-detection': {
    title: 'A source asks which system it runs on',
    explanation:
      'Code that reads /etc/os-release, or asks Node for the version of glibc, takes another way on Alpine: it may ' +
      'fetch another program, or none. Packages that choose binaries for themselves know Alpine and are not meant.',
  },
  'musl-behaviour': {
    title: 'musl looks names up in its own way',
    explanation:
      'Alpine’s libc asks all name servers at once, handles search domains otherwise, and falls back to TCP from ' +
      'Alpine 3.18 on only. In a cluster or with Consul, try the names of your services. `dns.resolve` of Node is not ' +
      'affected, `dns.lookup` is, which http, pg and mysql use.',
  },
  'no-lockfile': {
    title: 'There is no lockfile',
    explanation:
      'What an install brings can’t be told for sure. The direct dependencies of package.json were looked up; ' +
      'theirs are unknown.',
  },
  'unknown-project': {
    title: 'It is not known which packages are installed',
    explanation:
      'A native module built for glibc does not work on Alpine, and without package.json and lockfile nobody can ' +
      'tell whether there is one. Run slim-dockerfile in the project, name the build context with `--context`, or ' +
      'say `--assume-pure-js`.',
  },
  'glibc-only-package': {
    title: 'A package ships programs for glibc only',
    explanation:
      'It installs on Alpine and fails when it runs. The slim image of the same release is the smallest safe one.',
  },
  'build-packages': {
    title: 'Compilers are installed for one step, and removed after it',
    explanation:
      'A package has no binary for musl and compiles at install. In a stage that is thrown away the compilers ' +
      'are simply added; here the stage is the final image, so that `apk add --virtual .build-deps` and ' +
      '`apk del .build-deps` stand around the install, in one layer.',
  },
  'needs-toolchain': {
    title: 'A package has to be compiled, and that can’t be prepared for sure',
    explanation:
      'It has no binary for musl and compiles at install, which needs python3, make and g++ (and perhaps ' +
      'libraries). They are added where a RUN of the Dockerfile installs it as a plain step. Here a script installs ' +
      'it, another user does, the Python of that Alpine release is too new for the Node version, or the package is ' +
      'known to be hard to compile on Alpine.',
  },
  'needs-configuration': {
    title: 'A package needs settings or system packages on Alpine',
    explanation:
      'It works there with the settings that the message names. They are not made automatically yet.',
  },
  'unknown-install-script': {
    title: 'A package has an install script that is not known',
    explanation:
      'The script may compile, or download a program for glibc. Tell us of it, or check that it works on Alpine.',
  },
  'lock-without-musl': {
    title: 'The lockfile lacks a package for musl',
    explanation:
      'An npm bug leaves the optional packages of other platforms out of the lockfile, and the build then fails ' +
      'on Alpine: remove node_modules and the lockfile, and install again. The lockfiles of yarn, pnpm and bun name ' +
      'those of every platform: what they lack does not exist in that version.',
  },
  'libc-pinned': {
    title: 'The package manager is told to install for glibc',
    explanation:
      '`--libc=glibc`, `libc=glibc` in .npmrc, `supportedArchitectures` of yarn and pnpm, or a package for glibc ' +
      'that is required and not optional: on Alpine binaries come that do not load, or the install fails. Name ' +
      'musl as well, or nothing.',
  },
  'host-node-modules': {
    title: 'The host’s node_modules come into the container',
    explanation:
      'Native modules that were installed on another system would replace those of the image, or lie beside them ' +
      'where each libc has a package of its own. Where a COPY brings ' +
      'them, add `node_modules` to .dockerignore; where compose mounts them with the sources, give node_modules a ' +
      'volume of its own.',
  },
  ...packageRules,
  'missing-program': {
    title: 'A program is used that Alpine does not have',
    explanation:
      'The Debian image brings it, the Alpine image does not, and no package of Alpine’s is known that has it.',
  },
  'unknown-program': {
    title: 'It is not known whether Alpine has a program',
    explanation:
      'A step or the start command calls something that is neither in the image’s list nor in the project.',
  },
  'gnu-option': {
    title: 'An option is used that BusyBox does not have',
    explanation: 'Alpine’s tools are those of BusyBox, with fewer options than GNU’s.',
  },
  'unread-run': {
    title: 'A RUN could not be read',
    explanation: 'The text is no plain shell, so nothing is known of what it needs.',
    advice: 'Write it as plain shell, or set the base image yourself.',
  },
  'unread-script': {
    title: 'A script that the container starts could not be read',
    explanation:
      'It is not in the build context, or a RUN made it. It may need bash or programs that Alpine lacks. A file of pm2 ' +
      'that takes what it starts from another module is not run to find out: write script, args and interpreter there ' +
      'as plain strings.',
  },
  'glibc-path': {
    title: 'A path leads to Debian’s libraries',
    explanation: 'Alpine keeps its libraries elsewhere, and they are others.',
  },
  'time-zone': {
    title: 'Time zones or locales are set up with Debian’s files',
    explanation:
      'Alpine images have no time zone files and other locales. A link to one would point to nothing.',
  },
  'missing-user': {
    title: 'A user or group is named that Alpine does not have',
    explanation:
      'Debian brings users such as `www-data`, Alpine brings others. The build or the start would fail. Use the ' +
      'user `node`, which every official node image has.',
  },
  'comment-against': {
    title: 'A comment says why the image is not Alpine',
    explanation:
      'The comment above FROM says that Alpine fails, hangs or is not supported here. Its author has seen what no file ' +
      'of the project shows, such as another processor.',
    advice: 'If that no longer holds, take the comment away, and run slim-dockerfile again.',
  },
  platform: {
    title: 'A platform is built for that Alpine’s node image lacks',
    explanation:
      'The Alpine variants are published for fewer CPUs than the Debian ones: `linux/ppc64le`, for one, is missing.',
  },
  'unlocked-install': {
    title: 'Packages are installed that no lockfile lists',
    explanation:
      'A global install, or one that names its packages, brings dependencies that only npm knows. The packages ' +
      'themselves were looked up; what they bring along was not.',
    advice: 'Try it on Alpine, or add it to package.json and commit the lockfile.',
  },
  'foreign-copy': {
    title: 'Programs and libraries come ready-made',
    explanation:
      'A program copied from an image that is not known, and a library, a program or an archive that the project brings, may need glibc.',
  },
} satisfies Readonly<Record<string, Rule>>;
