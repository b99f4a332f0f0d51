import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { FOCUSED, REACHABLE, textsOf } from './in-page.ts';
import { busiestCustomer } from './pages.ts';
import { startBrowser, visit } from './visit.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await startBrowser();
});
afterAll(() => browser.close());

test.each([
  ['the overview', () => '/'],
  ['a customer', busiestCustomer],
])('the keyboard reaches everything on %s, in order and visibly', async (_, pathOf) => {
  const { page, close } = await visit(browser, await pathOf(inject('home')));
  try {
    const reachable = (await page.evaluate(REACHABLE)) as string[];
    expect(reachable.length).toBeGreaterThan(15);
    const reached: string[] = [];
    for (let i = 0; i < reachable.length; i += 1) {
      await page.keyboard.press('Tab');
      const { html, isSeen } = (await page.evaluate(FOCUSED)) as { html: string; isSeen: boolean };
      reached.push(html);
      expect([html, isSeen]).toEqual([html, true]);
    }
    expect(reached).toEqual(reachable);
  } finally {
    await close();
  }
});

test('the first stop leads past the header', async () => {
  const { page, close } = await visit(browser, '/');
  try {
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    expect(await page.evaluate('document.activeElement.id')).toBe('content');
  } finally {
    await close();
  }
});

test('a page has one first heading, and no script', async () => {
  const { page, close } = await visit(browser, '/');
  try {
    expect(await page.evaluate(textsOf('h1'))).toEqual(['Who is where']);
    expect(await page.evaluate(textsOf('script'))).toEqual([]);
  } finally {
    await close();
  }
});
