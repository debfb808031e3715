import type { Rule } from '../../../src/transform.js';

/** The rules on programs, users and shells of the system. */
export const systemRules = {
  'no-command': {
    title: 'Nothing says what the image runs',
    explanation:
      'Without CMD or ENTRYPOINT, or with a shell in it, the image is for somebody who gives the command: a ' +
      'developer, a CI job, another Dockerfile. That may be bash, git, curl or a compiler, which the full image ' +
      'has and smaller ones lack. Say with CMD what the image runs.',
  },
  'added-packages': {
    title: 'Packages are added that the Debian image brought',
    explanation:
      'A step, the start command, a health check or a script runs a program that the Debian image has and Alpine ' +
      'has not, or uses an option that BusyBox lacks. `apk add` installs it in the stage that needs it, above the ' +
      'first step that does. Leave it out where you know that it is never run.',
  },
  echo: {
    title: 'echo expands escapes on Debian',
    explanation:
      'The `sh` of Debian, dash, turns `\\n` into a line break in every echo; that of Alpine does so after `-e` only. ' +
      '`printf` does the same on both.',
  },
  link: {
    title: 'Alpine has what a link is made for',
    explanation:
      'From Alpine 3.17 on python3 brings `/usr/bin/python`, and py3-pip `/usr/bin/pip`. Debian leaves these names free, ' +
      'so that people make links there; over a file `ln` does so with `-f` only.',
  },
  architecture: {
    title: 'dpkg tells the processor in other words',
    explanation:
      '`dpkg --print-architecture` says `amd64` on Debian and `musl-linux-amd64` on Alpine, where dpkg is a package: ' +
      'it is added, and `awk` takes the last part.',
  },
  ash: {
    title: 'Alpine’s ash reads what bash read',
    explanation:
      'A SHELL line lets bash read the steps below it, mostly for `-o pipefail`, which ash has, too. Where all of ' +
      'them mean the same to ash, the line names ash, with the same options; where one does not, bash is added.',
  },
  'user-command': {
    title: 'Users and groups are made by BusyBox',
    explanation:
      'Alpine has no useradd, groupadd or usermod; its adduser and addgroup do the same with other options. What ' +
      'they can’t do is left to the `shadow` package. A system user gets another number than on Debian (100 and up ' +
      'instead of 999 and down), unless one is given.',
  },
  'taken-number': {
    title: 'A number for a user or group is taken on Alpine',
    explanation:
      'Alpine has groups and users that Debian lacks: `ping` has the group number 999, `guest` the user number 405. ' +
      'Choose another number, above 1000.',
  },
  'unknown-download': {
    title: 'A step downloads something that may be made for glibc',
    explanation:
      'Nobody sees from the address what a step fetches. Data, sources and some static binaries are known; a ' +
      'program that is built for glibc does not start on Alpine. Look for a static build, or for one for musl, or ' +
      'keep the slim image.',
  },
  'user-number': {
    title: 'A system user has another number on Alpine',
    explanation:
      'System users count up from 100 there and down from 999 on Debian. Files in volumes belong to numbers, not to ' +
      'names: give the user a number of your own, or chown the volumes once.',
  },
  locale: {
    title: 'A locale is set that musl does not have',
    explanation:
      'musl has no locales but C: `sort`, `date` and other programs print in English and sort by code. Node brings ' +
      'its own data for Intl and is not affected.',
    advice: 'Stay on Debian with --runtime slim, if their output matters.',
  },
} satisfies Readonly<Record<string, Rule>>;
