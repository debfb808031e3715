import type { Build, EngineName, Start } from './engine.js';

/**
 * The command lines of the engines. Docker: docs.docker.com/reference/cli, podman:
 * docs.podman.io, buildah: its man pages; all read 2026-11. Only buildah's have been run here.
 */

/** Builds an image and puts it where `run` finds it. */
export function buildWords(engine: EngineName, build: Build): string[] {
  const verb = {
    // Some builders keep what they build to themselves unless told to load it.
    docker: ['buildx', 'build', '--load', '--progress', 'plain'],
    podman: ['build', '--format', 'docker'],
    // In OCI format, HEALTHCHECK and SHELL are lost.
    buildah: ['bud', '--format', 'docker'],
  }[engine];
  const ignoring =
    engine !== 'docker' && build.ignoreFile !== undefined ? ['--ignorefile', build.ignoreFile] : [];
  return [
    ...verb,
    '--file',
    build.dockerfile,
    '--tag',
    build.tag,
    ...ignoring,
    ...build.arguments.flatMap((argument) => ['--build-arg', argument]),
    ...build.options,
    build.context,
  ];
}

/** Starts a container in the background, each port at a free one of this machine. */
export function runWords({ tag, name, environment, command = [], ports }: Start): string[] {
  return [
    'run',
    '--detach',
    '--name',
    name,
    ...ports.flatMap((port) => ['--publish', `127.0.0.1::${port}/tcp`]),
    ...environment.flatMap((variable) => ['--env', variable]),
    tag,
    ...command,
  ];
}

/** Who runs inside: process number and user, one process a line. */
export function topWords(engine: EngineName, name: string): string[] {
  return engine === 'podman' ? ['top', name, 'pid', 'user'] : ['top', name, '-o', 'pid,uid'];
}

/** Runs words in a working container of buildah, on this machine's network. */
export function buildahRunWords(
  container: string,
  isolation: string,
  environment: readonly string[],
  words: readonly string[],
): string[] {
  return [
    'run',
    '--isolation',
    isolation,
    '--network',
    'host',
    ...environment.flatMap((variable) => ['--env', variable]),
    container,
    '--',
    ...words,
  ];
}
