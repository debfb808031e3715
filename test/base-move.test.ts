import { describe, expect, it } from '@jest/globals';
import { alpineHasPath } from '../src/knowledge/images/contents.js';
import { fareOn, nativeModule } from '../src/knowledge/npm/native-modules.js';
import { nativeProgram } from '../src/knowledge/npm/native-programs.js';
import { rewrite, unknownProject } from '../src/index.js';
import { alpineBase } from '../transforms/alpine-base/index.js';
import { debianOnlyGroup, debianOnlyUser } from '../src/knowledge/system/users.js';

describe('what moves with the base image', () => {
  it('knows on which Node a version has a binary, and what it was before', () => {
    const fare = (name: string, version: string, node?: number) =>
      fareOn(nativeModule(name)!, version, node);
    const found = [
      fare('better-sqlite3', '8.0.1', 18),
      fare('better-sqlite3', '8.0.1', 22),
      fare('better-sqlite3', '', 22),
    ];
    expect(found).toEqual(['prebuilt', 'source', 'prebuilt']);
    expect([
      fare('rollup', '2.79.1'),
      fare('bcrypt', '4.0.1'),
      fare('bcrypt', '5.1.1', 22),
    ]).toEqual(['pure', 'source', 'prebuilt']);
  });

  it('knows where Alpine has a program', () => {
    const paths = ['/bin/sh', '/usr/bin/env', '/bin/grep', '/usr/bin/grep', '/bin/bash'];
    expect(paths.filter(alpineHasPath)).toEqual(['/bin/sh', '/usr/bin/env', '/bin/grep']);
  });

  it('knows the programs of npm packages that do not run anywhere', () => {
    const needs = ['cypress', 'prisma', 'bower', 'n', 'tsc', 'vite', 'lighthouse'].map(
      (name) => nativeProgram(name)?.needs ?? nativeProgram(name),
    );
    expect(needs).toEqual([
      {},
      'openssl',
      'git',
      {},
      undefined,
      undefined,
      expect.stringContaining('chromium'),
    ]);
  });

  it('knows the users that Alpine lacks', () => {
    expect(['www-data', 'node', 'nobody', 'root'].filter(debianOnlyUser)).toEqual(['www-data']);
    expect(['www-data', 'staff', 'users'].filter(debianOnlyGroup)).toEqual(['staff']);
  });

  it('tells of a stage that files come from that it is on another system, not that node lies there', () => {
    const text =
      'FROM debian:buster-slim AS freebind\nRUN make\nFROM node:20\nCOPY --from=freebind /out /usr/local\nCMD ["node", "a.js"]\n';
    const { declined } = rewrite(text, [alpineBase], unknownProject, { assumePureJs: true });
    expect(declined.map(({ because }) => because)).toEqual([
      'Files come from the stage on "debian:buster-slim", where they may be made for glibc.',
    ]);
  });

  it('leaves a final image on BusyBox alone, which is smaller than any', () => {
    const text =
      'FROM node:20 AS build\nRUN npm ci && npm run build\nFROM busybox:1.36\nCOPY --from=build /app/dist .\nCMD ["busybox", "httpd", "-f"]\n';
    expect(rewrite(text, [alpineBase], unknownProject, { assumePureJs: true }).declined).toEqual(
      [],
    );
  });
});
