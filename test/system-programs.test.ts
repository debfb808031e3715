import { describe, expect, it } from '@jest/globals';
import { isPortableDownload } from '../src/knowledge/system/downloads.js';
import { packagesWith, pathOfInstalled } from '../src/knowledge/system/programs.js';

describe('what is known of programs that an image lacks', () => {
  it('adds nothing for a program that Alpine has, or that runs who knows what', () => {
    const programs = ['sh', 'node', 'convert', 'make', 'nobody-knows', 'git', 'gcc', 'useradd'];
    expect(programs.map((one) => packagesWith(one, '3.18'))).toEqual([
      undefined,
      undefined,
      ['imagemagick'],
      undefined,
      undefined,
      ['git'],
      ['gcc', 'musl-dev'],
      ['shadow'],
    ]);
  });

  it('knows where a package puts its programs', () => {
    expect(['git', 'bash', 'tini', 'useradd'].map(pathOfInstalled)).toEqual([
      '/usr/bin/git',
      '/bin/bash',
      '/sbin/tini',
      '/usr/sbin/useradd',
    ]);
  });

  it('tells what works with any libc from what may be made for glibc', () => {
    const portable = [
      'https://example.com/a/countries.json?v=2',
      'http://localhost:3000/health',
      'https://github.com/krallin/tini/releases/download/v0.19.0/tini-static-amd64',
      'https://github.com/ufoscout/docker-compose-wait/releases/download/2.6.0/wait',
      'https://github.com/jwilder/dockerize/releases/download/$V/dockerize-alpine-linux-amd64-$V.tar.gz',
    ];
    const unknown = [
      'https://github.com/krallin/tini/releases/download/v0.19.0/tini',
      'https://github.com/Yelp/dumb-init/releases/download/v1.2.0/dumb-init_1.2.0_amd64.deb',
      'https://deb.nodesource.com/setup_20.x',
      'https://example.com/tool.tar.gz',
    ];
    expect([...portable, ...unknown].filter(isPortableDownload)).toEqual(portable);
  });
});
