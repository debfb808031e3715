import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import puppeteer, { type Browser, type Page } from 'puppeteer-core';
import { paintWith, reportIn } from '../../src/report/index.js';
import type { FileResult } from '../../src/run/index.js';
import { temporaryFolder } from '../temporary-folder.js';

// The page in a real browser, where there is one.
const browserPath = [process.env.CHROMIUM, '/usr/bin/chromium', '/usr/bin/google-chrome'].find(
  (path) => path !== undefined && existsSync(path),
);
const whenThere = browserPath === undefined ? describe.skip : describe;
if (browserPath === undefined) console.warn('The HTML report is not tested: there is no Chromium.');

jest.setTimeout(120_000);

const attack = '<script>document.title = "owned"</script><img src=x onerror="document.title=1">';

function resultOf(index: number): FileResult {
  const name = `repo-${index % 40}`;
  const isChanged = index % 3 === 0;
  const before = `FROM node:22\n# ${attack} </script>\nCMD ["npm", "start"]\n`;
  const finding = { rule: 'drop-npm/start-node', transform: 'drop-npm', line: 3, because: attack };
  return {
    path: `${name}/service-${index}/Dockerfile`,
    repositoryPath: `service-${index}/Dockerfile`,
    before,
    text: isChanged ? before.replace('node:22', 'node:22-alpine') : before,
    written: false,
    changes: isChanged ? [finding] : [],
    cautions: [],
    declined: isChanged
      ? []
      : [{ ...finding, rule: 'alpine-base/digest-pin', transform: 'alpine-base' }],
  };
}

function pageOf(count: number): string {
  const report = reportIn('html', { paint: paintWith(false) }, []);
  const files = Array.from({ length: count }, (_, index) => report.file(resultOf(index)));
  const path = join(temporaryFolder(), 'report.html');
  writeFileSync(path, report.start() + files.join('') + report.end());
  return path;
}

whenThere('the HTML report', () => {
  let browser: Browser;
  let page: Page;
  const problems: string[] = [];

  beforeAll(async () => {
    browser = await puppeteer.launch({ executablePath: browserPath ?? '', args: ['--no-sandbox'] });
    page = await browser.newPage();
    await page.setViewport({ width: 1300, height: 900 });
    page.on('pageerror', (error) => problems.push(String(error)));
    page.on('request', (request) => {
      if (!request.url().startsWith('file:')) problems.push(request.url());
    });
    await page.goto(pathToFileURL(pageOf(2000)).href);
  });
  afterAll(() => browser?.close());

  const visible = () => page.$$eval('details:not([hidden])', (all) => all.length);
  const shown = () => page.$eval('#shown', (one) => one.textContent);
  const totals = () => page.$$eval('#totals li', (all) => all.map((one) => one.textContent));

  test('counts, and saves, what there is', async () => {
    expect(await totals()).toEqual(
      expect.arrayContaining(['2000files', '40repositories', '667changed', '1333left alone']),
    );
    expect(await shown()).toBe('2000 of 2000 files');
  });

  test('filters by repository, transform, outcome, rule and name, and shows all again', async () => {
    await page.select('#outcome', 'changed');
    expect(await visible()).toBe(667);
    await page.select('#repository', 'repo-3');
    expect(await shown()).toBe('17 of 2000 files');
    await page.select('#rule', 'alpine-base/digest-pin');
    expect(await visible()).toBe(0);
    expect(await page.$eval('#none', (one) => (one as HTMLElement).hidden)).toBe(false);
    expect(await page.$('#unfinished')).toBeNull();
    await page.click('#reset');
    await page.type('#text', 'service-1999/');
    expect(await visible()).toBe(1);
    await page.click('#reset');
    await page.waitForFunction(() => document.querySelectorAll('details[hidden]').length === 0);
  });

  test('opens a file by the keyboard and shows both texts side by side', async () => {
    await page.focus('summary');
    await page.keyboard.press('Enter');
    await page.waitForSelector('details[open] table');
    const cells = (kind: string) =>
      page.$$eval(`td.${kind}`, (all) => all.map((one) => one.textContent));
    expect(await cells('removed')).toEqual(['FROM node:22']);
    expect(await cells('added')).toEqual(['FROM node:22-alpine']);
  });

  test('treats what a scanned file holds as text, and asks nothing of the network', async () => {
    expect(await page.title()).toBe('slim-dockerfile');
    expect(await page.$eval('details[open]', (one) => one.textContent)).toContain(attack);
    expect(await page.$$('img')).toHaveLength(0);
    expect(problems).toEqual([]);
  });

  test('follows the colours of the system', async () => {
    const paper = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    const seen = [];
    for (const value of ['light', 'dark']) {
      await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value }]);
      seen.push(await paper());
      if (process.env.SCREENSHOTS) {
        mkdirSync(process.env.SCREENSHOTS, { recursive: true });
        await page.screenshot({ path: join(process.env.SCREENSHOTS, `report-${value}.png`) });
      }
    }
    expect(seen).toEqual(['rgb(255, 255, 255)', 'rgb(13, 17, 23)']);
  });
});
