import { expect, test } from '@jest/globals';
import { rewrite, transforms, unknownProject } from '../src/index.js';

/** What is said of a source of packages in a RUN. */
function declinedOf(run: string) {
  const text = `FROM node:22\n${run}\nCMD ["node", "server.js"]\n`;
  const { declined } = rewrite(text, transforms, unknownProject, { assumePureJs: true });
  return declined.find(({ rule }) => rule === 'alpine-base/package-source');
}

const chrome =
  'RUN echo "deb [arch=amd64] http://dl.google.com/linux/chrome/deb/ stable main" > /etc/apt/sources.list.d/google.list && apt-get update && apt-get install -y google-chrome-stable';

test('a vendor is named, with what Alpine has in the place of its packages', () => {
  expect(declinedOf(chrome)).toMatchObject({
    because: 'The packages of dl.google.com are made for Debian.',
    advice: expect.stringContaining('install chromium'),
  });
});

test('a key that is fetched in a step of its own belongs to the vendor of the stage', () => {
  const key = 'RUN wget -qO- https://dl-ssl.google.com/linux/linux_signing_key.pub | apt-key add -';
  expect(declinedOf(`${key}\n${chrome}`)?.because).toContain('dl.google.com');
});

test('a vendor that nobody knows is named, too', () => {
  const unknown = chrome.replace('dl.google.com', 'apt.example.com');
  expect(declinedOf(unknown)).toMatchObject({
    because: 'The packages of apt.example.com are made for Debian.',
    advice: expect.stringContaining('Find out how its maker installs it on Alpine'),
  });
});

test('another release of Debian is no vendor', () => {
  const backports =
    'RUN echo "deb http://deb.debian.org/debian bookworm-backports main" > /etc/apt/sources.list.d/backports.list && apt-get update && apt-get install -y jq';
  expect(declinedOf(backports)?.because).toContain('backports.list adds a source of packages');
});
