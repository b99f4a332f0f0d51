import { createHash } from 'node:crypto';
import { Analytics } from '@segment/analytics-node';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type LocalDoor, openLocalDoor } from '../../../infra/local/door.ts';
import { type RunningServer, startServer } from '../../../infra/local/server.ts';
import { linesIn } from '../../doubles/lines-in.ts';
import { memoryLake } from '../../doubles/memory-lake.ts';

const KEY = 'the-key-of-the-site';
const PAST = new Date('2025-06-01T10:00:00.000Z');

describe('@segment/analytics-node, with nothing changed but its host', () => {
  const lake = memoryLake();
  let door: LocalDoor;
  let server: RunningServer;

  beforeAll(async () => {
    const sha256 = createHash('sha256').update(KEY).digest('hex');
    door = openLocalDoor({ lake, writeKeys: [{ source: 'web', sha256 }], windowMs: 1 });
    server = await startServer({ handler: door.handler, port: 0 });
  });
  afterAll(() => server.close());

  async function tell(writeKey: string, calls: (analytics: Analytics) => void) {
    const analytics = new Analytics({ writeKey, host: server.url, path: '/v1/batch', maxRetries: 0 });
    const failures: unknown[] = [];
    analytics.on('error', (error) => failures.push(error));
    calls(analytics);
    await analytics.closeAndFlush();
    await door.drain();
    return failures;
  }

  test('tells of a person, a page, an account and a sale', async () => {
    const failures = await tell(KEY, (analytics) => {
      analytics.page({ anonymousId: 'a-1', name: 'Home', properties: { url: 'https://example.com/' } });
      analytics.identify({ userId: 'u-1', anonymousId: 'a-1', traits: { email: 'ana@example.com' } });
      analytics.group({ userId: 'u-1', groupId: 'g-1', traits: { name: 'Acme' } });
      analytics.alias({ userId: 'u-1', previousId: 'old' });
      analytics.screen({ userId: 'u-1', name: 'Start' });
      analytics.track({
        userId: 'u-1',
        event: 'Order Completed',
        timestamp: PAST,
        properties: { order_id: 'o-1', revenue: 19.99, currency: 'EUR' },
      });
    });
    expect(failures).toEqual([]);
    const events = linesIn(lake, 'raw/');
    expect(events.map(({ event_name }) => event_name).sort()).toEqual(
      ['account_grouped', 'identified', 'identified', 'order_completed', 'page_viewed', 'screen_viewed'].sort(),
    );
    expect(events.find(({ source }) => source === 'sales')).toMatchObject({
      occurred_at: PAST.toISOString(),
      provider: 'segment',
      user_id: 'u-1',
      properties: { order_id: 'o-1', amount_minor: 1999, currency: 'EUR' },
      context: { library: { name: '@segment/analytics-node' } },
    });
    expect(events.every(({ event_id }) => /^segment:node-next-/.test(String(event_id)))).toBe(true);
    expect(linesIn(lake, 'rejected/')).toEqual([]);
  });

  test('is told that its key opens nothing', async () => {
    const before = lake.objects.size;
    const failures = await tell('another key', (analytics) => analytics.track({ userId: 'u-1', event: 'Signed In' }));
    expect(failures).toMatchObject([{ reason: { message: expect.stringContaining('401') } }]);
    expect(lake.objects.size).toBe(before);
  });
});
