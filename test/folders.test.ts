import { expect, test } from '@jest/globals';
import data from '../src/knowledge/system/folders.json' with { type: 'json' };
import {
  isBare,
  isForApplications,
  isForData,
  isOthers,
  isScratch,
  isShared,
  isSystem,
} from '../src/knowledge/system/folders.js';

test('every use is explained, and some folder has it', () => {
  const used = new Set(Object.values(data.folders).flatMap((uses) => uses.split(' ')));
  expect([...used].toSorted()).toEqual(Object.keys(data.about).toSorted());
});

test('what is bare or there for applications is shared, and not the system’s', () => {
  for (const folder of Object.keys(data.folders).filter(
    (one) => isBare(one) || isForApplications(one),
  ))
    expect([folder, isShared(folder), isSystem(folder)]).toEqual([folder, true, false]);
});

test.each([
  ['/app', ''],
  ['/usr/src/app', ''],
  ['/usr/src', 'shared others'],
  ['/opt/app', 'data'],
  ['/usr/local/nvm', 'others'],
  ['/usr/share/nginx/html', 'system others'],
  ['/var/lib/app', 'system data'],
  ['/var/lib', 'shared system others data'],
  ['/tmp/cache', 'others scratch'],
  ['/var/tmp/cache', 'others scratch'],
  ['/root/app', 'others'],
  ['/binary', ''],
])('%s is %s', (path, uses) => {
  const all = {
    shared: isShared,
    system: isSystem,
    others: isOthers,
    data: isForData,
    scratch: isScratch,
  };
  const found = Object.entries(all).filter(([, is]) => is(path));
  expect(found.map(([name]) => name).join(' ')).toBe(uses);
});
