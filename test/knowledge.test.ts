import { describe, expect, it } from '@jest/globals';
import { busyboxLacks, echoDiffers, gnuPackage } from '../src/knowledge/system/busybox.js';
import { type ImageKind, programIn } from '../src/knowledge/images/contents.js';
import { imageSize } from '../src/knowledge/images/sizes.js';
import { holdsFor, nativeModule } from '../src/knowledge/npm/native-modules.js';
import * as releases from '../src/knowledge/images/node-releases.js';
import tags from '../src/knowledge/images/node-tags.json' with { type: 'json' };
import { nodeTag } from '../src/knowledge/images/node-tags.js';
import { alpineTwin, slimTwin, twinOfSuffix } from '../src/knowledge/images/node-twins.js';
import { platformPackage } from '../src/knowledge/npm/platform-packages.js';
import { startTool } from '../src/knowledge/npm/start-tools.js';

/** Rows end at `|` or a line's end, cells at `>`; `none` is undefined, an empty cell ''. */
function table(text: string): [string, ...(string | undefined)[]][] {
  const cell = (word: string) => (word.trim() === 'none' ? undefined : word.trim());
  const rows = text.split(/[|\n]/).filter((row) => row.includes('>'));
  return rows.map((row) => {
    const [first = '', ...rest] = row.split('>').map(cell);
    return [first, ...rest];
  });
}

describe('Alpine and slim twins of a node tag (handbook C.2)', () => {
  const cases = {
    C10: '> alpine > slim | latest > alpine > slim',
    C11: '20 > 20-alpine > 20-slim | 20.11 > 20.11-alpine > 20.11-slim | 20.11.1 > 20.11.1-alpine > 20.11.1-slim',
    C12: `lts > lts-alpine > lts-slim | current > current-alpine > current-slim
      iron > iron-alpine > iron-slim | lts-iron > iron-alpine > iron-slim`,
    C13: `slim > alpine > none | 20-slim > 20-alpine > none | lts-slim > lts-alpine > none
      current-slim > current-alpine > none`,
    C14: `20-bookworm > 20-alpine > 20-bookworm-slim | 20-bookworm-slim > 20-alpine > none
      20-bullseye > 20-alpine > 20-bullseye-slim | bookworm > alpine > bookworm-slim
      20.19-bookworm-slim > 20.19-alpine > none`,
    C15: '20-alpine > none > none | 20-alpine3.18 > none > none | alpine > none > none',
    C16: '8-onbuild > none > none | onbuild > none > none',
    C17: '20-windowsservercore > none > none | nanoserver > none > none',
    C18: `18-stretch > none > none | 16.3.0-alpine3.14 > none > none | 18.99.99 > none > none
      latest-alpine > none > none | lts-iron-slim > none > none | hello > none > none
      chakracore > none > none | chakracore-8 > none > none`,
    C19: `5 > none > 5-slim | 0.12 > none > 0.12-slim | 6.0 > none > 6.0-slim
      4 > 4-alpine > 4-slim`,
    'slim was another release': '10.13.0 > 10.13.0-alpine > none',
    'stopped at an old major': `stretch > 17.9.0-alpine > stretch-slim
      lts-buster > 20.15.0-alpine > lts-buster-slim | 16-stretch > 16-alpine > 16-stretch-slim`,
    'newer than the table': `24.22.0 > 24.22.0-alpine > 24.22.0-slim | 28 > 28-alpine > 28-slim
      26.99-slim > 26.99-alpine > none | 28-forky > 28-alpine > 28-forky-slim
      lithium > lithium-alpine > lithium-slim | lts-lithium > lithium-alpine > lithium-slim`,
  };

  it.each(Object.entries(cases))('%s', (_, rows) => {
    const found = table(rows).map(([tag]) => [tag, alpineTwin(tag)?.tag, slimTwin(tag)?.tag]);
    expect(found).toEqual(table(rows));
  });

  it('says what is assumed', () => {
    expect(alpineTwin('28')).toEqual({ tag: '28-alpine', assumed: true });
    expect(alpineTwin('20')).toEqual({ tag: '20-alpine', assumed: false, alpineRelease: '3.23' });
    expect(slimTwin('20')).toEqual({ tag: '20-slim', assumed: false, debianRelease: 'bookworm' });
  });

  it('never yields a tag that was not published', () => {
    const listed = tags.builds.flatMap(({ versions, variants }) =>
      versions.split(' ').map((version) => ({ version, alpine: variants.includes(' alpine') })),
    );
    for (const { version, alpine } of listed) {
      const twin = alpine ? { tag: `${version}-alpine`, assumed: false } : undefined;
      expect([version, alpineTwin(version)]).toEqual([
        version,
        twin && expect.objectContaining(twin),
      ]);
    }
  });

  it('goes by the suffix after a placeholder', () => {
    const rows = table(`> -alpine | -slim > -alpine | -bookworm-slim > -alpine | -alpine > none
      -alpine3.19 > none | -onbuild > none | -mine > none | slim > none`);
    expect(rows.map(([suffix]) => [suffix, twinOfSuffix(suffix)])).toEqual(rows);
  });
});

describe('a node tag', () => {
  it.each([
    ['20', { major: 20, debianRelease: 'bookworm', moving: false, exact: '20.20.2' }],
    ['24', { version: '24', major: 24, debianRelease: 'bookworm', moving: true }],
    ['24.19', { moving: false, exact: '24.19.0' }],
    ['22.23', { moving: true }],
    ['18.16.1', { version: '18.16.1', debianRelease: 'bookworm', exact: '18.16.1' }],
    ['18.15.0', { debianRelease: 'bullseye', pinnedRelease: false }],
    ['20-bullseye-slim', { variant: 'slim', debianRelease: 'bullseye', pinnedRelease: true }],
    ['10.13.0-slim', { debianRelease: 'jessie' }],
    ['20.11.1-alpine', { variant: 'alpine', alpineRelease: '3.19', pinnedRelease: false }],
    ['20-alpine3.18', { alpineRelease: '3.18', pinnedRelease: true, exact: '20.13.1' }],
    ['24-alpine3.99', { alpineRelease: '3.99', assumed: true }],
    ['latest', { version: '', major: 26, debianRelease: 'trixie', moving: true }],
    ['lts', { version: 'lts', major: 24, moving: true }],
    ['stretch', { version: '', major: 17, moving: false, exact: '17.9.0' }],
    ['8-onbuild', { variant: 'onbuild' }],
    ['chakracore-8', { variant: 'other', major: 8 }],
    ['20-nanoserver', { variant: 'windows', assumed: false }],
  ])('%s', (tag, facts) => {
    expect(nodeTag(tag)).toMatchObject(facts);
    expect(nodeTag('lts')).not.toHaveProperty('debianRelease');
  });

  it.each(['5-alpine', '18-stretch', '16.3.0-alpine3.14', '20-alpine3.24', 'v20', '20.x', '2020'])(
    '%s never existed',
    (tag) => expect(nodeTag(tag)).toBeUndefined(),
  );
});

describe('a Node release', () => {
  it('carries package managers', () => {
    const carried = (node?: number | string) => {
      const { corepack, yarn } = releases.bundledPackageManagers(node);
      return [corepack, yarn];
    };
    expect([14, '14.17.0', '16.9.0', 15].map(carried)).toEqual([
      [true, true],
      [false, true],
      [true, true],
      [false, true],
    ]);
    expect([24, 25, 26, 28].map(carried)).toEqual([
      [true, true],
      [false, true],
      [false, false],
      [false, false],
    ]);
    expect(carried()).toEqual([true, true]);
  });

  it('has an end, and what it came with', () => {
    expect([18, 0, 99].map(releases.endOfLife)).toEqual(['2025-04-30', '2016-12-31', undefined]);
    expect(releases.npmRange(20)).toEqual({ first: '9.6.4', last: '10.8.2' });
    expect(releases.alpinePlatforms(24)).toEqual(['linux/amd64', 'linux/arm64', 'linux/s390x']);
    expect(releases.debianRelease('bookworm')).toEqual({ number: 12, end: '2028-06-30' });
  });
});

describe('a native module', () => {
  it.each(
    table(`bcrypt > prebuilt | playwright > glibc-only | @playwright/mcp > glibc-only
    playwright-core > needs-config | @node-rs/crc32 > prebuilt | @sap/hana-client > glibc-only
    express > none | constructor > none`),
  )('%s: %s', (name, musl) => {
    expect(nativeModule(name)?.musl).toBe(musl);
  });

  it('holds from a version on', () => {
    const rollup = nativeModule('rollup')!;
    expect([holdsFor(rollup, '3.29.5'), holdsFor(rollup, '4.0.0')]).toEqual([false, true]);
    expect(nativeModule('node-rdkafka')!.run).toEqual(['librdkafka', 'libstdc++', 'openssl']);
  });

  it.each(
    table(`@rollup/rollup-linux-x64-gnu > glibc > @rollup/rollup-linux-x64-musl
    @rollup/rollup-linux-arm-gnueabihf > glibc > @rollup/rollup-linux-arm-musleabihf
    @parcel/watcher-linux-arm64-glibc > glibc > @parcel/watcher-linux-arm64-musl
    @img/sharp-linux-x64 > glibc > @img/sharp-linuxmusl-x64 | @img/sharp-linuxmusl-x64 > musl > none
    @img/sharp-libvips-linux-arm64 > glibc > @img/sharp-libvips-linuxmusl-arm64
    sass-embedded-linux-x64 > glibc > sass-embedded-linux-musl-x64
    sass-embedded-linux-musl-arm > musl > none | lightningcss-linux-x64-musl > musl > none
    @couchbase/couchbase-linux-x64-napi > glibc > @couchbase/couchbase-linuxmusl-x64-napi
    @biomejs/cli-linux-x64 > glibc > @biomejs/cli-linux-x64-musl | @cloudflare/workerd-linux-64 > glibc > none
    @next/swc-linux-x64-gnu > glibc > @next/swc-linux-x64-musl | @esbuild/linux-x64 > any > none
    @mine/tool-linux-x64 > none > none | @rollup/rollup-darwin-arm64 > none > none | linux-release-info > none > none`),
  )('for one platform: %s is for %s, its sibling %s', (name, libc, sibling) => {
    const found = platformPackage(name);
    expect([found?.libc, found?.siblingForMusl]).toEqual([libc, sibling]);
  });

  it('tells system and CPU', () => {
    expect(platformPackage('@rollup/rollup-win32-x64-msvc')).toEqual({ os: 'win32', cpu: 'x64' });
    expect(platformPackage('express')).toBeUndefined();
  });
});

describe('the contents of an image', () => {
  it.each([
    ['node-debian', 'bash git curl wget ps useradd getent xz npm adduser cd', 'sudo tini pnpm nc'],
    ['node-slim', 'bash useradd getent npm cd', 'git curl wget ps xz unzip openssl'],
    ['node-alpine', 'wget ps getent npm adduser cd nc', 'bash git curl useradd xz openssl apt-get'],
    ['alpine', 'wget ps getent adduser cd apk', 'bash npm node useradd'],
  ])('%s', (image, has, lacks) => {
    const present = (program: string) => programIn(image as ImageKind, program);
    expect(has.split(' ').filter((program) => present(program) !== true)).toEqual([]);
    expect(lacks.split(' ').filter((program) => present(program) !== false)).toEqual([]);
    expect(present('made-up')).toBeUndefined();
  });

  it('may depend on the release', () => {
    expect(programIn('node-slim', 'adduser')).toBeUndefined();
    expect(programIn('node-alpine', 'yarn')).toBeUndefined();
  });

  it.each(
    table(`grep -oP x f > -P | grep --include=*.js -r x . > --include | grep -e -P f > none
    grep -A3 -- -P f > none | find . -name *.map -printf %p > -printf
    find . -exec grep -printf {} ; -delete > none | date -d yesterday > -d yesterday
    date -d @0 +%s > none | date +%s%N > +%s%N | xargs -d , rm > -d | xargs -r rm -rfd > none
    mktemp --suffix=.js > --suffix | mktemp app.XXXXXX.js > app.XXXXXX.js
    tar xzf a.tgz -C /opt --strip-components=1 > none | tar -xzf a.tgz --strip 1 --wildcards x > --wildcards
    wget --progress=dot:giga -O x y > --progress | wget -nv -O x y > none | chown --reference=a b > --reference
    chmod -x,go-w a > none | du --max-depth=1 > --max-depth | tail --pid=1 a > --pid | sort -h a > -h
    base64 --wrap 0 > --wrap | ps -ef > none | ps -p 1 > -p | sed -i.bak s/a/b/ x > none
    adduser --system --group app > --group | adduser --disabled-password --gecos app app > none
    head -20 $FILES > none | touch -d tomorrow x > -d tomorrow | made-up -x > none`),
  )('busybox and %s: %s', (line, lacking) => {
    const [program = '', ...args] = line.split(' ');
    expect(busyboxLacks(program, args)).toBe(lacking);
  });

  it('differs in ways that packages cure, but for echo', () => {
    const packages = ['grep', 'du', 'find', 'ps', 'adduser'].map(gnuPackage);
    expect(packages).toEqual(['grep', 'coreutils', 'findutils', 'procps', undefined]);
    const echoes = [['a\\nb'], ['-e', 'a'], ['a b'], ['-n', 'a']].map(echoDiffers);
    expect(echoes).toEqual([true, true, false, false]);
  });

  it('has a size', () => {
    const rows = table(`node > 22 > 1130 | node > 21-slim > 205 | node > 3 > none | mine > 1 > none
      docker.io/library/node > 20.11.1-alpine3.19 > 135 | debian > bookworm-slim > 75
      alpine > 3 > 7.8 | alpine > 3.16 > 5.5 | gcr.io/distroless/nodejs22-debian12 > nonroot > 148`);
    for (const [name, tag = '', size] of rows)
      expect([name, tag, imageSize(name, tag)?.toString()]).toEqual([name, tag, size]);
  });
});

describe('a start command', () => {
  it.each(
    table(`node dist/main.js > production | node --watch src/main.js > development
    ./node_modules/.bin/next start -p 80 > production | node node_modules/.bin/next dev > development
    cross-env NODE_ENV=development next > development | next build > none | nodemon server.js > development
    tsx watch src/index.ts > development | tsx src/index.ts > production | vite --host > development
    vite preview > production | nest start > development | react-scripts start > development
    jest --ci > test | pm2-runtime ecosystem.config.js > production | ./server > none`),
  )('%s: %s', (line, kind) => {
    expect(startTool(line.split(' '))).toBe(kind);
  });
});
