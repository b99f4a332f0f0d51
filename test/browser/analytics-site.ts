import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { build } from 'esbuild';
import { type Browser, chromium, type Page } from 'playwright-core';
import { inject } from 'vitest';
import type { SpecMessage } from '../support/spec-messages.ts';

/** A site of its own origin whose every page loads `@segment/analytics-next` as `AnalyticsBrowser`. */
export interface Site {
  url: string;
  close(): Promise<void>;
}

/** Serves the SDK, bundled from its package, and a page that uses it. */
export async function startSite(): Promise<Site> {
  const sdk = await bundleSdk();
  const server = createServer(({ url }, response) => {
    const [type, body] = url === '/sdk.js' ? ['text/javascript', sdk] : ['text/html', PAGE];
    response.writeHead(200, { 'content-type': `${type}; charset=utf-8` }).end(body);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const close = async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close };
}

const PAGE = '<!doctype html><title>The shop</title><link rel="icon" href="data:,"><script src="/sdk.js"></script>';

async function bundleSdk(): Promise<string> {
  const contents = `export { AnalyticsBrowser } from '@segment/analytics-next'`;
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: import.meta.dirname },
    ...{ bundle: true, write: false, format: 'iife', globalName: 'sdk', platform: 'browser', logLevel: 'error' },
  });
  return outputFiles[0]?.text ?? '';
}

/** A browser that knows no host but this machine. Not by Playwright's routes: with them no preflight is sent. */
export function startLonelyBrowser(): Promise<Browser> {
  const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const args = [...sandbox, '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1'];
  return chromium.launch({ executablePath: inject('chromium'), args });
}

/** Somebody on the site, with a profile of their own. */
export interface Visitor {
  page: Page;
  /** Addresses outside this machine that the page asked for. */
  strangers: string[];
  /** Makes the calls, one after the other; resolves when the SDK has dealt with them. */
  tell(given: readonly SpecMessage[]): Promise<void>;
  leave(): Promise<void>;
}

/** Opens the site with the SDK loaded for a door: no settings come from Segment's own servers. */
export async function visitSite(browser: Browser, address: string, settings: object): Promise<Visitor> {
  const context = await browser.newContext();
  const strangers: string[] = [];
  const page = await context.newPage();
  page.on('request', (request) => {
    if (new URL(request.url()).hostname !== '127.0.0.1') strangers.push(request.url());
  });
  await page.goto(address);
  await page.evaluate(`(${LOAD})(${JSON.stringify(settings)})`);
  return {
    ...{ page, strangers },
    tell: (given) => page.evaluate(`(${TELL})(${JSON.stringify(given)})`),
    leave: () => context.close(),
  };
}

// in the page, as text, because the types of the DOM would reach into the whole program

const LOAD = `async (settings) => {
  const { apiKey } = settings;
  // the SDK reports on itself to Segment, unless its settings say otherwise
  const cdnSettings = { integrations: { 'Segment.io': settings }, metrics: { sampleRate: 0 } };
  const [analytics] = await sdk.AnalyticsBrowser.load({ writeKey: apiKey, cdnSettings });
  window.analytics = analytics;
}`;

const TELL = `async (given) => {
  const calls = {
    track: ({ event, properties, context }) => analytics.track(event, properties, { context }),
    page: ({ category, name, properties }) => analytics.page(category, name, properties),
    screen: ({ category, name, properties }) => analytics.screen(category, name, properties),
    identify: ({ userId, traits }) => analytics.identify(userId, traits),
    group: ({ groupId, traits }) => analytics.group(groupId, traits),
    alias: ({ previousId }) => analytics.alias('u-1', previousId),
  };
  for (const { call, sent } of given) await calls[call](sent);
}`;
