import { mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import { inject } from 'vitest';

/** `isRead`: whether axe reads the page, too; once for each colour scheme and each width is enough. */
export type Look = { width: number; height: number; colorScheme: 'light' | 'dark'; isRead: boolean };
export const DESKTOP: Look = { width: 1280, height: 900, colorScheme: 'light', isRead: true };
const PHONE: Look = { width: 320, height: 640, colorScheme: 'dark', isRead: true };
export const LOOKS: Look[] = [
  DESKTOP,
  { ...DESKTOP, colorScheme: 'dark', isRead: false },
  PHONE,
  { ...PHONE, colorScheme: 'light', isRead: false },
];

/** A page that was opened, with everything that a quiet page does not do: complaints in the console, requests that leave the origin. */
export type Visit = { page: Page; complaints: string[]; strangers: string[]; close(): Promise<void> };

/** Starts the browser that the set-up found. */
export function startBrowser(): Promise<Browser> {
  // As root, as in most containers, Chromium has no sandbox to offer; the only pages opened here are our own.
  const args = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  return chromium.launch({ executablePath: inject('chromium'), args });
}

/** Opens a path of the local server in a profile of its own. */
export async function visit(
  browser: Browser,
  path: string,
  { width, height, colorScheme }: Look = DESKTOP,
): Promise<Visit> {
  const context = await browser.newContext({ viewport: { width, height }, colorScheme, reducedMotion: 'reduce' });
  const page = await context.newPage();
  const complaints: string[] = [];
  const strangers: string[] = [];
  page.on('console', (message) => complaints.push(`${message.type()}: ${message.text()}`));
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('dialog', (dialog) => complaints.push(`dialog: ${dialog.message()}`));
  page.on('request', (request) => {
    if (!request.url().startsWith(inject('url')) && !request.url().startsWith('data:')) strangers.push(request.url());
  });
  await page.goto(inject('url') + path);
  return { page, complaints, strangers, close: () => context.close() };
}

/** Keeps a picture of the whole page in a folder of the system's temporary one, to be looked at. */
export async function keepPicture(page: Page, name: string): Promise<void> {
  const folder = join(tmpdir(), 'lifecycle-screenshots');
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: join(folder, `${name}.png`), fullPage: true });
}
