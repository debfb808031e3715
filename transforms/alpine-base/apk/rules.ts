import type { Rule } from '../../../src/transform.js';

/** What is reported of system packages. */
export const packageRules = {
  packages: {
    title: 'apk installs what apt did',
    explanation:
      '`apk add --no-cache` takes the place of `apt-get update`, `apt-get install` and the cleanup behind them: it ' +
      'fetches its lists for itself and leaves none. Packages get their names on Alpine by a table; those that only ' +
      'apt needs are left out. What a RUN installs and purges again becomes a virtual package (`.build-deps`) that ' +
      '`apk del` takes away. All else in the RUN, and its comments, stay.',
  },
  'renamed-program': {
    title: 'A program has another name or place on Alpine',
    explanation:
      'Where a package has the same program under another name or in another folder, the lines that call it follow: ' +
      '`/usr/bin/tini` is `/sbin/tini`, gosu is su-exec, which takes the same words.',
  },
  'unconfirmed-package': {
    title: 'The name of a package on Alpine comes from one source alone',
    explanation:
      'Most names of the table were found in Alpine’s own package files, in public tables or in `apk add` lines of ' +
      'real Dockerfiles. These were not. Build the image: apk names a package that does not exist.',
  },
  'pin-dropped': {
    title: 'The pinned version of a package has no counterpart on Alpine',
    explanation:
      'Debian’s version numbers mean nothing to apk, and an Alpine release has one version of a package at a time, ' +
      'so that old pins stop building there. Pin the Alpine release of the base image instead (`node:20-alpine3.20`).',
  },
  'other-browser': {
    title: 'The browser is a build of Alpine’s own',
    explanation:
      'Alpine’s Chromium is compiled for musl and has another version than Debian’s; its makers do not test it ' +
      'there. It is at /usr/bin/chromium-browser on every Alpine, and at /usr/bin/chromium from 3.22 on. Puppeteer ' +
      'and the like must be told so (`PUPPETEER_EXECUTABLE_PATH`) and kept from fetching theirs ' +
      '(`PUPPETEER_SKIP_DOWNLOAD=true`). Start it once in the new image; fonts for other scripts are packages.',
  },
  'system-packages': {
    title: 'apt or dpkg does something that apk can’t',
    explanation:
      'The command that the message names works on Debian’s own packages, stands where it can’t be taken out, or ' +
      'uses an option that changes what is installed. Write it for Alpine by hand, or stay on Debian.',
  },
  'package-source': {
    title: 'Packages come from a source of their own',
    explanation:
      'A vendor’s apt repository, another Debian release or a mirror that is not public has packages built for ' +
      'Debian. Many vendors offer something else for Alpine, and much of it is in Alpine itself. Sources of what ' +
      'Debian or the node image has anyway (public mirrors, yarn, NodeSource) just go.',
  },
  'mirror-dropped': {
    title: 'A mirror of Debian’s packages is named no more',
    explanation:
      'The lines that led apt to a public mirror go with apt. apk fetches from dl-cdn.alpinelinux.org; where another ' +
      'place is nearer, put it there with `sed -i s/dl-cdn.alpinelinux.org/MIRROR/g /etc/apk/repositories`.',
  },
  'unknown-package': {
    title: 'It is not known what Alpine calls a package',
    explanation:
      'No table has the package. Look for it at pkgs.alpinelinux.org by one of its files, and write the line for ' +
      'Alpine by hand.',
  },
  'no-alpine-package': {
    title: 'Alpine does not have a package',
    explanation:
      'The message tells why: it is made for glibc, it left Alpine, or it is another thing there. Do without it, or ' +
      'stay on Debian.',
  },
  'variable-packages': {
    title: 'A variable says which packages are installed',
    explanation:
      'What it holds is known to the build alone, or is used for something else as well, so that the names can’t be ' +
      'translated. Write the names into the line.',
  },
  'language-packages': {
    title: 'pip, gem or another installer brings packages of its language',
    explanation:
      'Their binaries are mostly made for glibc; on Alpine they are compiled or not found, and newer releases let ' +
      'apk alone install Python packages into the system. Take them from Alpine (`apk add py3-…`), use a virtual ' +
      'environment with compilers beside it, or stay on Debian.',
  },
  'package-files': {
    title: 'Files of a package lie elsewhere on Alpine',
    explanation:
      'The line names configuration or data of a package by their place on Debian. Alpine’s package has another ' +
      'layout, another user or another version of the file.',
  },
} satisfies Record<string, Rule>;
