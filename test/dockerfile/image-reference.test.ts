import { describe, expect, test } from '@jest/globals';
import { officialImage, parseImageReference } from '../../src/dockerfile/index.js';

describe('parts of an image reference: name, tag, digest', () => {
  const cases: [string, string, (string | undefined)?, string?][] = [
    ['node', 'node'],
    ['node:20', 'node', '20'],
    ['node:20-alpine3.19', 'node', '20-alpine3.19'],
    ['node@sha256:abc', 'node', undefined, 'sha256:abc'],
    ['node:20@sha256:abc', 'node', '20', 'sha256:abc'],
    ['r.io:5000/a/node', 'r.io:5000/a/node'],
    ['r.io:5000/a/node:20', 'r.io:5000/a/node', '20'],
    ['localhost:5000/node@sha256:abc', 'localhost:5000/node', undefined, 'sha256:abc'],
    ['node:${V}', 'node', '${V}'],
    ['node:${V:-20}-slim', 'node', '${V:-20}-slim'],
    ['${IMAGE:-node:20}', '${IMAGE:-node:20}'],
    ['${IMAGE:-${OTHER:-node:20}}', '${IMAGE:-${OTHER:-node:20}}'],
    ['${R:-r.io:5000}/node:20', '${R:-r.io:5000}/node', '20'],
    ['node:$V', 'node', '$V'],
    ['node:', 'node', ''],
    ['', ''],
  ];
  test.each(cases.map(([text, ...parts]) => [text, parts] as const))(
    '%s',
    (text, [name, tag, digest]) => {
      const image = parseImageReference(text);
      expect([image.text, image.name, image.tag, image.digest]).toEqual([text, name, tag, digest]);
      if (image.tagSpan) expect(text.slice(image.tagSpan.start, image.tagSpan.end)).toBe(tag);
    },
  );
});

describe('official images (handbook C.1)', () => {
  test.each([
    ['node:20', 'node'],
    ['library/node', 'node'],
    ['docker.io/node:20', 'node'],
    ['docker.io/library/node', 'node'],
    ['index.docker.io/library/node', 'node'],
    ['public.ecr.aws/docker/library/node:20', 'node'],
    ['node@sha256:abc', 'node'],
    ['bitnami/node', undefined],
    ['ghcr.io/library/node', undefined],
    ['public.ecr.aws/x/node', undefined],
    ['Node', undefined],
    ['$IMAGE', undefined],
    ['my.registry/hub/node', undefined],
  ])('%s', (text, name) => {
    expect(officialImage(parseImageReference(text))).toBe(name);
  });

  test.each([['my.registry/hub'], ['my.registry/hub/']])('a mirror: %s', (mirror) => {
    expect(officialImage(parseImageReference('my.registry/hub/node:20'), [mirror])).toBe('node');
  });
});
