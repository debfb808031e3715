import { expect, test } from '@jest/globals';
import { homeCache, pluginInstaller, startsNpm } from '../src/knowledge/npm/start-tools.js';

test('a start command may need npm or a home folder', () => {
  expect(startsNpm(['concurrently', 'npm:watch', 'node .'])).toBe(true);
  expect(startsNpm(['concurrently', 'node a', 'node b'])).toBe(false);
  expect(startsNpm(['./node_modules/.bin/run-s', 'a'])).toBe(true);
  expect(['node-red', 'express'].map(pluginInstaller)).toEqual([true, false]);
  expect(homeCache('cypress')).toMatchObject({ folder: '.cache/Cypress', since: '3.0.0' });
});
