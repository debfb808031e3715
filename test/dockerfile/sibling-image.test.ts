import { expect, test } from '@jest/globals';
import { siblingImage } from '../../src/dockerfile/index.js';

/** The image that stands beside one of a name, where mirrors of Docker Hub are told. */
function beside(name: string, wanted: string, ...mirrors: string[]): string {
  return siblingImage({ text: name, name }, wanted, mirrors);
}

test('beside an image of the mirror stands one of the mirror', () => {
  expect(beside('registry.example.com/node', 'alpine:3', 'registry.example.com')).toBe(
    'registry.example.com/alpine:3',
  );
  expect(beside('registry.example.com/hub/node', 'alpine:3', 'registry.example.com/hub/')).toBe(
    'registry.example.com/hub/alpine:3',
  );
});

test('beside an image of Docker Hub, or of another registry, stands one of Docker Hub', () => {
  expect(beside('node', 'alpine:3', 'registry.example.com')).toBe('alpine:3');
  expect(beside('ghcr.io/acme/node', 'alpine:3', 'registry.example.com')).toBe('alpine:3');
  expect(beside('registry.example.company/node', 'alpine:3', 'registry.example.com')).toBe(
    'alpine:3',
  );
});

test('the second of two mirrors is the one that is used', () => {
  const mirrors = ['first.example.com', 'second.example.com'];
  expect(beside('second.example.com/node', 'alpine:3', ...mirrors)).toBe(
    'second.example.com/alpine:3',
  );
});

test('an image that is not of Docker Hub’s own keeps its registry', () => {
  const image = 'gcr.io/distroless/static-debian13:nonroot';
  expect(beside('registry.example.com/golang', image, 'registry.example.com')).toBe(image);
});

test('a registry with other names has the image by the name that is told, or below another mirror', () => {
  const renamed = ['registry.example.com/js=node', 'registry.example.com/base=alpine'];
  expect(beside('registry.example.com/js', 'alpine:3', ...renamed)).toBe(
    'registry.example.com/base:3',
  );
  expect(
    beside(
      'registry.example.com/js',
      'alpine:3',
      'registry.example.com/js=node',
      'hub.example.com',
    ),
  ).toBe('hub.example.com/alpine:3');
  expect(beside('registry.example.com/js', 'alpine:3', 'registry.example.com/js=node')).toBe(
    'alpine:3',
  );
});
