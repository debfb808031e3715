import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import puppeteer, { type Browser, type Page } from 'puppeteer-core';

// The site as it was built (npm ci and npm run build in docs/site), in a browser.
const folder = fileURLToPath(new URL('../docs/site/.vitepress/dist', import.meta.url));
const browserPath = [process.env.CHROMIUM, '/usr/bin/chromium', '/usr/bin/google-chrome'].find(
  (path) => path !== undefined && existsSync(path),
);
const isThere = browserPath !== undefined && existsSync(folder);
if (!isThere) console.warn('The site is not tested: it is not built, or there is no Chromium.');

jest.setTimeout(300_000);

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css',
};

/** Serves the folder as GitHub Pages does: /docs/rules is docs/rules.html. */
function served(): Server {
  return createServer(({ url = '' }, response) => {
    const { pathname } = new URL(url, 'http://localhost');
    const path = decodeURI(pathname.endsWith('/') ? `${pathname}index.html` : pathname);
    const file = join(folder, extname(path) === '' ? `${path}.html` : path);
    if (!existsSync(file)) return response.writeHead(404).end();
    response.writeHead(200, { 'content-type': types[extname(file)] ?? 'application/octet-stream' });
    return response.end(readFileSync(file));
  });
}

(isThere ? describe : describe.skip)('the site', () => {
  let browser: Browser;
  let page: Page;
  const server = served();
  const problems: string[] = [];
  let origin = '';

  beforeAll(async () => {
    await new Promise<void>((done) => server.listen(0, 'localhost', done));
    origin = `http://localhost:${(server.address() as AddressInfo).port}`;
    browser = await puppeteer.launch({ executablePath: browserPath ?? '', args: ['--no-sandbox'] });
    page = await browser.newPage();
    page.on('pageerror', (error) => problems.push(`${page.url()}: ${String(error)}`));
    page.on('request', (request) => {
      const url = request.url();
      if (!url.startsWith(`${origin}/`) && !url.startsWith('data:')) problems.push(url);
    });
    page.on('response', (response) => {
      if (response.status() >= 400) problems.push(`${response.status()} ${response.url()}`);
    });
  });
  afterAll(async () => {
    await browser?.close();
    server.close();
  });

  test('every page of its own folder shows, and asks nobody else for anything', async () => {
    const paths = readdirSync(join(folder, 'docs'))
      .filter((name) => name.endsWith('.html'))
      .map((name) => `/docs/${name.replace('.html', '')}`);
    for (const path of ['/', '/playground', '/examples/', ...paths]) {
      await page.goto(origin + path, { waitUntil: 'networkidle0' });
      const heading = await page.$eval('h1', ({ textContent }) => textContent ?? '');
      expect(`${path} ${heading}`).toMatch(/ \S/);
    }
    expect(problems).toEqual([]);
    expect(paths.length).toBeGreaterThan(5);
  });

  test('the search finds a rule without a server', async () => {
    await page.goto(origin, { waitUntil: 'networkidle0' });
    await page.keyboard.down('Control');
    await page.keyboard.press('k');
    await page.keyboard.up('Control');
    await page.waitForSelector('.VPLocalSearchBox input');
    await page.type('.VPLocalSearchBox input', 'lock-without-musl');
    await page.waitForSelector('.VPLocalSearchBox .result');
    const [first] = await page.$$eval('.VPLocalSearchBox .result', (found) =>
      found.map((one) => one.getAttribute('href')),
    );
    expect(first).toContain('/docs/rules/alpine-base/lock-without-musl');
    expect(problems).toEqual([]);
  });

  test('the playground links its findings to the pages of their rules', async () => {
    await page.goto(`${origin}/playground`, { waitUntil: 'networkidle0' });
    await page.waitForSelector('.findings a');
    const links = await page.$$eval('.findings a', (found) =>
      found.map((one) => one.getAttribute('href') ?? ''),
    );
    for (const link of new Set(links)) {
      const response = await page.goto(origin + link);
      expect(`${link} ${response?.status()}`).toBe(`${link} 200`);
    }
    expect(links.length).toBeGreaterThan(3);
  });
});
