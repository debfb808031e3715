import { describe, expect, it } from '@jest/globals';
import { alpineHasPath } from '../src/knowledge/images/contents.js';
import { fareOn, nativeModule } from '../src/knowledge/npm/native-modules.js';
import { nativeProgram } from '../src/knowledge/npm/native-programs.js';
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
});
