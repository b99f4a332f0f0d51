import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { TOO_WIDE, VIOLATIONS } from './in-page.ts';
import { PAGE_NAMES, PAGES } from './pages.ts';
import { keepPicture, LOOKS, startBrowser, visit } from './visit.ts';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

let browser: Browser;
beforeAll(async () => {
  browser = await startBrowser();
});
afterAll(() => browser.close());

describe.each(LOOKS)('at $width pixels, $colorScheme', (look) => {
  test.each(PAGE_NAMES)('%s is quiet, fits and can be read by everybody', async (name) => {
    const path = await PAGES[name](inject('home'));
    const { page, complaints, strangers, close } = await visit(browser, path, look);
    try {
      await keepPicture(page, `${name}-${look.width}-${look.colorScheme}`);
      // Chromium itself writes into the console that a page was answered 404.
      expect(complaints.filter((text) => name !== 'no-such-page' || !text.includes('404'))).toEqual([]);
      expect(strangers).toEqual([]);
      expect(await page.evaluate(TOO_WIDE)).toEqual([]);
      if (!look.isRead) return;
      await page.evaluate(AXE);
      expect(await page.evaluate(VIOLATIONS)).toEqual([]);
    } finally {
      await close();
    }
  });
});

test('the judges find what is wrong', async () => {
  const { page, complaints, close } = await visit(browser, '/');
  try {
    await page.evaluate(`document.querySelector('main').insertAdjacentHTML('beforeend',
      '<h6>Too deep</h6><img src="/health"><pre></pre><p><button></button></p>')`);
    await page.evaluate(`document.querySelector('h6').setAttribute('style', 'width: 3000px')`);
    await page.evaluate(`document.querySelector('h6').style.width = '3000px'`);
    await page.evaluate(AXE);
    const found = ((await page.evaluate(VIOLATIONS)) as string[]).join('\n');
    for (const rule of ['heading-order', 'image-alt', 'button-name']) expect(found).toContain(rule);
    expect(((await page.evaluate(TOO_WIDE)) as string[]).join('\n')).toContain('H6');
    expect(complaints.join('\n')).toContain('Content Security Policy');
  } finally {
    await close();
  }
});
