import { describe, expect, test } from '@jest/globals';
import {
  buildahRunWords,
  buildWords,
  runWords,
  topWords,
} from '../../src/verify/engine/commands.js';
import type { Build } from '../../src/verify/engine/engine.js';

// Docker and podman can't be run everywhere: their command lines are held to their documentation,
// https://docs.docker.com/reference/cli/docker/buildx/build/ and https://docs.podman.io.
const build: Build = {
  dockerfile: '/tmp/x/Dockerfile',
  context: '/home/me/a project',
  tag: 'slim-dockerfile-verify:before-1',
  arguments: ['VERSION=1 2'],
  options: ['--network=host'],
  ignoreFile: '/tmp/x/Dockerfile.dockerignore',
};

describe('build', () => {
  const common = ['--file', build.dockerfile, '--tag', build.tag];
  const rest = ['--build-arg', 'VERSION=1 2', '--network=host', '/home/me/a project'];

  test('docker finds the ignore file by itself, and is told to load what it builds', () => {
    expect(buildWords('docker', build)).toEqual([
      'buildx',
      'build',
      '--load',
      '--progress',
      'plain',
      ...common,
      ...rest,
    ]);
  });

  test.each([
    ['podman', ['build', '--format', 'docker']],
    ['buildah', ['bud', '--format', 'docker']],
  ] as const)('%s is told the ignore file, and keeps health checks', (engine, verb) => {
    expect(buildWords(engine, build)).toEqual([
      ...verb,
      ...common,
      '--ignorefile',
      build.ignoreFile,
      ...rest,
    ]);
  });
});

test('docker and podman publish each port on this machine alone, at a free number', () => {
  const start = {
    tag: 't',
    name: 'n',
    environment: ['A=b c'],
    ports: [3000],
    command: ['node', 'x.js'],
  };
  expect(runWords(start)).toEqual([
    'run',
    '--detach',
    '--name',
    'n',
    '--publish',
    '127.0.0.1::3000/tcp',
    '--env',
    'A=b c',
    't',
    'node',
    'x.js',
  ]);
});

test('buildah runs on the network of the machine', () => {
  expect(buildahRunWords('c', 'oci', ['A=1'], ['node', '-v'])).toEqual([
    'run',
    '--isolation',
    'oci',
    '--network',
    'host',
    '--env',
    'A=1',
    'c',
    '--',
    'node',
    '-v',
  ]);
});

test('docker top wants the options of ps, podman top its own words', () => {
  expect(topWords('docker', 'c')).toEqual(['top', 'c', '-o', 'pid,uid']);
  expect(topWords('podman', 'c')).toEqual(['top', 'c', 'pid', 'user']);
});
