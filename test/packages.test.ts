import { describe, expect, test } from '@jest/globals';
import { programsOfApk, apkWithProgram, movedPath } from '../src/knowledge/system/programs.js';
import { isDebianPackaging, packageCommandOf } from '../src/packages/index.js';
import { parseScript } from '../src/shell/index.js';

/** A command read, as one line: manager, action, packages, options with their values. */
function read(text: string): string | undefined {
  const [command] = parseScript(text)!.commands;
  const found = packageCommandOf(command!);
  if (!found) return undefined;
  const names = found.packages.map(({ name, version, suite, architecture, file, text: all }) =>
    [
      name ?? (file ? `file ${all}` : '?'),
      version && `=${version}`,
      suite && `/${suite}`,
      architecture && `:${architecture}`,
    ].join(''),
  );
  const options = found.options.map(({ names: all, value }) =>
    [all.join(''), ...(value === undefined ? [] : [value])].join(' '),
  );
  return [found.manager, found.action, ...names, ...(options.length > 0 ? ['|'] : []), ...options]
    .join(' ')
    .trim();
}

describe('a command about system packages', () => {
  test.each<[string, string | undefined]>([
    ['apt-get update', 'apt update'],
    ['apt-get -qq update', 'apt update | -q-q'],
    ['apt-get install -y git curl', 'apt install git curl | -y'],
    ['apt-get -y install g++ libstdc++6', 'apt install g++ libstdc++6 | -y'],
    [
      'apt-get install git -yq --no-install-recommends',
      'apt install git | -y-q --no-install-recommends',
    ],
    ['DEBIAN_FRONTEND=noninteractive apt install git', 'apt install git'],
    ['/usr/bin/apt-get install git', 'apt install git'],
    ['sudo -E apt-get install git', 'apt install git'],
    ['env DEBIAN_FRONTEND=noninteractive apt-get install git', 'apt install git'],
    [
      'apt-get install -o Dpkg::Options::=--force-confold git',
      'apt install git | -o Dpkg::Options::=--force-confold',
    ],
    ['apt-get -oDebug::x=1 install git', 'apt install git | -o Debug::x=1'],
    ['apt-get install -t bullseye-backports git', 'apt install git | -t bullseye-backports'],
    ['apt-get install --target-release=sid git', 'apt install git | --target-release sid'],
    [
      'apt-get install git=1:2.39* curl/sid libc6:i386',
      'apt install git=1:2.39* curl/sid libc6:i386',
    ],
    ['apt-get install ./chrome.deb', 'apt install file ./chrome.deb'],
    ['apt-get install git-', 'apt install ?'],
    ['apt-get install $PACKAGES', 'apt install ?'],
    ['apt-get $VERB git', 'apt unknown git'],
    ['apt-get purge -y --auto-remove git', 'apt remove git | -y --auto-remove'],
    ['apt-get autoremove -y', 'apt clean | -y'],
    ['apt-get dist-upgrade', 'apt upgrade'],
    ['apt-get build-dep git', 'apt other git'],
    ['apt-get --version', 'apt none | --version'],
    ['apk add --no-cache git', 'apk install git | --no-cache'],
    ['apk add -t .build make', 'apk install make | -t .build'],
    ["apk add 'git>2' curl~8", 'apk install git=>2 curl=~8'],
    ['npm install git', undefined],
    ['sudo npm install', undefined],
  ])('%s', (text, expected) => {
    expect(read(text)).toBe(expected);
  });

  test('a variable with a value that the caller knows holds several names', () => {
    const [command] = parseScript('apt-get install $DEPS')!.commands;
    const found = packageCommandOf(command!, ({ text, value }) =>
      text === '$DEPS' ? 'make g++' : value,
    );
    expect(found?.packages.map(({ name }) => name)).toEqual(['make', 'g++']);
  });

  test('programs that only Debian has', () => {
    expect(['dpkg', 'apt-key', 'add-apt-repository', 'apt-get'].map(isDebianPackaging)).toEqual([
      true,
      true,
      true,
      false,
    ]);
  });
});

describe('programs of Alpine packages', () => {
  test('are found by package and by name', () => {
    expect(programsOfApk('tini')).toEqual(['tini']);
    expect(programsOfApk('postgresql16-client')).toContain('psql');
    expect(apkWithProgram('envsubst')).toBe('gettext');
    expect(apkWithProgram('nobody-knows-it')).toBeUndefined();
    expect(movedPath('/usr/bin/tini')).toBe('/sbin/tini');
  });
});
