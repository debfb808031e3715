import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect, jest, test } from '@jest/globals';
import puppeteer, { type Browser, type Page } from 'puppeteer-core';
import { memoryFiles, parse, projectOf, rewrite, transforms } from '../src/index.js';
import { temporaryFolder } from './temporary-folder.js';

// The playground of the documentation, as its bundle alone: the site around it has dependencies of
// its own (docs/site), which need not be installed here.
const browserPath = [process.env.CHROMIUM, '/usr/bin/chromium', '/usr/bin/google-chrome'].find(
  (path) => path !== undefined && existsSync(path),
);
const whenThere = browserPath === undefined ? describe.skip : describe;
if (browserPath === undefined) console.warn('The playground is not driven: there is no Chromium.');

jest.setTimeout(120_000);

const root = fileURLToPath(new URL('..', import.meta.url));
const folder = temporaryFolder();
whenThere('the playground', () => {
  let browser: Browser;
  let page: Page;
  const problems: string[] = [];
  const requests: string[] = [];
  const address = `${pathToFileURL(folder).href}/index.html`;

  beforeAll(async () => {
    execFileSync(process.execPath, [join(root, 'scripts/playground.mjs'), folder]);
    browser = await puppeteer.launch({ executablePath: browserPath ?? '', args: ['--no-sandbox'] });
    page = await browser.newPage();
    page.on('pageerror', (error) => problems.push(String(error)));
    page.on('console', (message) => problems.push(message.text()));
    page.on('request', (request) => requests.push(request.url()));
  });
  afterAll(async () => browser?.close());
  // What the page is made of is all that is ever asked for, whatever is done on it.
  afterEach(() => {
    expect(problems).toEqual([]);
    const own = ['index.html', 'playground.css', 'playground.js'];
    const others = requests.filter(
      (url) => !own.some((name) => url.split('#')[0] === address.replace('index.html', name)),
    );
    expect(others).toEqual([]);
  });

  async function opened(hash = ''): Promise<void> {
    await page.goto('about:blank');
    requests.length = 0;
    await page.goto(address + hash);
    await page.waitForSelector('.playground .status', { timeout: 10_000 });
  }
  const textOf = (selector: string): Promise<string> =>
    page.$eval(selector, (found) => found.textContent ?? '');
  const textsOf = (selector: string): Promise<string[]> =>
    page.$$eval(selector, (found) => found.map(({ textContent }) => textContent ?? ''));
  async function paste(path: string, text: string): Promise<void> {
    const tabs = await page.$$('[role=tab]');
    for (const tab of tabs)
      if ((await tab.evaluate(({ textContent }) => textContent)) === path) await tab.click();
    await page.$eval(
      'textarea',
      (field, value) => {
        (field as unknown as { value: string }).value = value;
        field.dispatchEvent(new Event('input'));
      },
      text,
    );
  }
  async function addFile(path: string, text: string): Promise<void> {
    await page.type('.adder input', path);
    await page.keyboard.press('Enter');
    await paste(path, text);
  }
  async function settled(): Promise<void> {
    await new Promise((done) => setTimeout(done, 400));
  }

  const dockerfile = 'FROM node:22\nWORKDIR /app\nCOPY . .\nRUN npm ci --omit=dev\nCMD npm start\n';
  const manifest = '{ "name": "shop", "scripts": { "start": "node server.js" } }';
  const lockfile =
    '{ "name": "shop", "lockfileVersion": 3, "packages": { "": { "name": "shop" } } }';

  test('begins with an example and its diff', async () => {
    await opened();
    expect(await textOf('.status')).toMatch(/^\d+ changes, /);
    expect(await textsOf('.diff .added')).toContain('+USER node\n');
    expect((await textsOf('[role=tab]')).slice(0, 2)).toEqual(['Dockerfile', 'package.json']);
  });

  test('shows what the library makes of what is pasted', async () => {
    await opened();
    await page.select('[aria-label=Example]', 'plain-node');
    for (const path of await textsOf('[role=tab]'))
      if (path !== 'Dockerfile' && path !== 'package.json')
        await page.click(`[aria-label="Remove ${path}"]`);
    await paste('Dockerfile', dockerfile);
    await paste('package.json', manifest);
    await addFile('package-lock.json', lockfile);
    await settled();
    const files = {
      Dockerfile: dockerfile,
      'package.json': manifest,
      'package-lock.json': lockfile,
    };
    const project = projectOf(memoryFiles(files), 'Dockerfile', parse(dockerfile), '');
    const { text, changes, cautions, declined } = rewrite(dockerfile, transforms, project);
    const shown = (await textsOf('.diff span')).slice(1);
    const after = shown.filter((line) => !line.startsWith('-')).map((line) => line.slice(1));
    expect(after.join('')).toBe(text);
    expect(await textsOf('.findings .head code')).toEqual(
      [...changes, ...cautions, ...declined].map(({ rule }) => rule),
    );
  });

  test('takes transforms and options, and names the command that does the same', async () => {
    await opened();
    await page.click('[name="drop-npm"]');
    await page.select('[name="--runtime"]', 'slim');
    await page.click('[name="--numeric-user"]');
    await settled();
    expect(await textOf('.command')).toBe(
      'npx slim-dockerfile -t split-stages -t alpine-base -t node-user --runtime slim --numeric-user',
    );
    const added = (await textsOf('.diff .added')).join('');
    expect(added).toContain('+USER 1000:1000\n');
    expect(added).toContain('-slim');
    expect(added).not.toContain('rm -rf /usr/local/lib/node_modules');
  });

  test('tells what is wrong with a Dockerfile, and goes on when it is mended', async () => {
    await opened();
    await paste('Dockerfile', 'FROM node:22\nRUNN x\n');
    await settled();
    expect(await textOf('.status')).toMatch(/^Line 2: .*RUNN/i);
    await paste('Dockerfile', dockerfile);
    await settled();
    expect(await textOf('.status')).toMatch(/^\d+ changes, /);
  });

  test('shows pasted markup as text', async () => {
    await opened();
    await paste('Dockerfile', 'FROM node:22\nRUN echo "<img src=x onerror=alert(1)>"\nUSER root\n');
    await settled();
    expect(await page.$('.playground img')).toBeNull();
    expect(await textOf('.diff, .findings')).toBeDefined();
  });

  test('opens again from a link, which nobody else sees', async () => {
    await opened();
    await paste('Dockerfile', dockerfile.replace('node:22', 'node:20'));
    await page.click('[name="--strip"]');
    await settled();
    const before = await textOf('.diff');
    await page.evaluate(() =>
      [...document.querySelectorAll('button')]
        .find(({ textContent }) => textContent === 'Copy a link')
        ?.click(),
    );
    await settled();
    const hash = new URL(page.url()).hash;
    expect(hash.length).toBeGreaterThan(100);
    await opened(hash);
    expect(await textOf('.diff')).toBe(before);
    expect(await page.$eval('[name="--strip"]', (box) => box.matches(':checked'))).toBe(true);
    await opened('#no-link');
    expect(await textOf('.status')).toMatch(/^\d+ changes, /);
  });

  test('every example can be read, whatever its lockfile', async () => {
    await opened();
    const names = await page.$$eval('[aria-label=Example] option', (options) =>
      options.map((option) => option.getAttribute('value') ?? '').filter(Boolean),
    );
    expect(names).toContain('yarn-app');
    for (const name of names) {
      await page.select('[aria-label=Example]', name);
      await settled();
      expect(`${name}: ${await textOf('.status')}`).toMatch(/: \d+ changes?, /);
      expect(await textOf('.findings')).not.toMatch(/file\/|can’t be read|can't be read/);
    }
  });

  test.each([
    ['a wide one', 1400, 0],
    ['a telephone', 375, 0],
  ])('nothing sticks out of %s', async (_, width, most) => {
    await page.setViewport({ width, height: 900 });
    await opened();
    const over = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect(over).toBeLessThanOrEqual(most);
  });
});
