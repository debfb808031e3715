import { test } from 'node:test';
import { fixturesIn } from 'slim-dockerfile/testing';
import maintainerLabel from './maintainer-label.js';

const folder = new URL('fixtures/', import.meta.url);

for (const { name, check } of fixturesIn(folder, [maintainerLabel])) test(name, check);
