import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openSdkDoor, type SdkDoor, WRITE_KEY } from '../support/sdk-door.ts';
import { type SpecMessage, specMessages } from '../support/spec-messages.ts';
import { rowsOf } from '../support/told.ts';
import { type Site, startLonelyBrowser, startSite, type Visitor, visitSite } from './analytics-site.ts';

let browser: Browser;
let site: Site;
let door: SdkDoor;
const visitors: Visitor[] = [];
const given: SpecMessage[] = [];

beforeAll(async () => {
  [browser, site, door] = await Promise.all([startLonelyBrowser(), startSite(), openSdkDoor()]);
});
afterAll(async () => {
  await Promise.all([browser.close(), site.close(), door.close()]);
});

/** Somebody comes by a newsletter; `settings` are those of the integration with Segment's API. */
async function come(settings: object = {}): Promise<Visitor> {
  const apiHost = `${door.url.replace('http://', '')}/v1`;
  const address = `${site.url}/shop?q=shoes&utm_source=news&utm_medium=email&utm_campaign=may`;
  const visitor = await visitSite(browser, address, { apiKey: WRITE_KEY, apiHost, protocol: 'http', ...settings });
  visitors.push(visitor);
  return visitor;
}

const batching = (timeout: number) => ({ deliveryStrategy: { strategy: 'batching', config: { size: 3, timeout } } });

function signedIn(username: string): SpecMessage {
  const lands = { source: 'web', event_name: 'signed_in', properties: { username } };
  return { call: 'track', sent: { event: 'Signed In', properties: { username } }, lands };
}

async function tell(visitor: Visitor, messages: readonly SpecMessage[]): Promise<void> {
  given.push(...messages);
  await visitor.tell(messages);
}

/** Resolves when the door has been told of so many messages in all. */
const arrived = () => expect.poll(() => door.wire().length, { timeout: 30_000 }).toBe(given.length);

describe('@segment/analytics-next in a page of another origin', () => {
  test('tells all that the specs know, each by a request that the browser asks leave for', async () => {
    const visitor = await come();
    await tell(visitor, specMessages());
    await arrived();
    expect(door.proxy.preflights).toContain('authorization');
    const sent = door.proxy.seen.map(({ path, headers }) => `${path} ${headers['content-type']} ${headers.origin}`);
    expect(new Set(sent)).toEqual(
      new Set(['t', 'p', 's', 'i', 'g', 'a'].map((c) => `/v1/${c} text/plain ${site.url}`)),
    );
  });

  test('is somebody else after a reset', async () => {
    const visitor = await come();
    const identify = { call: 'identify', sent: { userId: 'u-9', traits: { plan: 'pro' } } } as const;
    const lands = { source: 'web', event_name: 'identified', properties: { plan: 'pro' } };
    await tell(visitor, [{ ...identify, lands }, signedIn('before')]);
    await visitor.page.evaluate('analytics.reset()');
    await tell(visitor, [signedIn('after')]);
    await arrived();
    const [identified, before, after] = door.wire().slice(-3);
    expect([identified?.userId, before?.userId, after?.userId]).toEqual(['u-9', 'u-9', null]);
    expect(after?.anonymousId).not.toBe(before?.anonymousId);
  });

  test('tells in batches, and again what was refused or lost', async () => {
    const before = door.proxy.seen.length;
    const visitor = await come(batching(500));
    door.proxy.faults.push({ status: 503 }, 'drop');
    await tell(visitor, ['one', 'two', 'three'].map(signedIn));
    await expect.poll(() => door.proxy.seen.length - before, { timeout: 30_000 }).toBe(3);
    const sent = door.proxy.seen.slice(before).map(({ path, body }) => [path, JSON.parse(body).batch.length]);
    expect(sent).toEqual([3, 3, 3].map((messages) => ['/v1/b', messages]));
  });

  test('tells what waits for its batch when the page is left', async () => {
    const visitor = await come(batching(600_000));
    await tell(visitor, [signedIn('left behind')]);
    await visitor.page.goto(`${site.url}/elsewhere`);
    await arrived();
  });

  test('keeps what happens while there is no network, and tells it afterwards', async () => {
    const visitor = await come();
    await visitor.page.context().setOffline(true);
    await tell(visitor, [signedIn('in a tunnel')]);
    const before = door.proxy.seen.length;
    await visitor.page.context().setOffline(false);
    await arrived();
    expect(door.proxy.seen.length).toBe(before + 1);
  });

  test('tries again by itself when the door is busy', async () => {
    const visitor = await come();
    door.proxy.faults.push({ status: 429, headers: { 'retry-after': '1' } });
    await tell(visitor, [signedIn('later')]);
    await arrived();
    expect(door.proxy.seen.at(-1)?.headers['x-retry-count']).toBe('1');
  });

  test('is in `events` field for field, and once', async () => {
    const rows = await door.rows();
    expect(rows).toEqual(rowsOf(door.wire(), given));
    expect(rows.every(({ context }) => (context as { is_bot?: true }).is_bot === undefined)).toBe(true);
    expect(await door.query('select * from event_conflicts')).toEqual([]);
  });

  test('asks nobody outside this machine', () => {
    expect(visitors.flatMap(({ strangers }) => strangers)).toEqual([]);
  });
});
