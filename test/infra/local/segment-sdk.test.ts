import { Analytics } from '@segment/analytics-node';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openSdkDoor, type SdkDoor, WRITE_KEY } from '../../support/sdk-door.ts';
import { type Fields, specMessages } from '../../support/spec-messages.ts';
import { rowsOf } from '../../support/told.ts';

const PAST = new Date('2025-06-01T10:00:00.000Z');
const WHO = { userId: 'u-1', anonymousId: 'a-1' };

describe('@segment/analytics-node, with nothing changed but its host', () => {
  const given = specMessages();
  const failures: unknown[] = [];
  let door: SdkDoor;
  let rows: Fields[];

  function start(writeKey: string, options = {}): Analytics {
    const analytics = new Analytics({ writeKey, host: door.url, path: '/v1/batch', flushInterval: 60_000, ...options });
    analytics.on('error', (error) => failures.push(error));
    return analytics;
  }

  beforeAll(async () => {
    door = await openSdkDoor();
    door.proxy.faults.push({ status: 503 }, { status: 429, headers: { 'retry-after': '1' } }, 'drop');
    const analytics = start(WRITE_KEY, { flushAt: 10 });
    for (const { call, sent } of given) analytics[call]({ ...sent, ...WHO, timestamp: PAST } as never);
    await analytics.closeAndFlush();
    const now = start(WRITE_KEY);
    now.track({ ...WHO, event: 'Signed In', properties: { username: 'right now' } });
    await now.flush();
    rows = await door.rows();
  });
  afterAll(() => door.close());

  const isOfNow = (row: Fields) => row.occurred_at !== PAST.toISOString();

  test('tells all that the specs know, and every field lands', () => {
    const wire = door.wire().filter(({ timestamp }) => timestamp === PAST.toISOString());
    expect(rows.filter((row) => !isOfNow(row))).toEqual(rowsOf(wire, given));
    // of an alias this SDK sends no anonymous id but the one that is left behind
    expect(new Set(rows.map((row) => `${row.user_id} ${row.anonymous_id}`))).toEqual(new Set(['u-1 a-1', 'u-1 old-7']));
    expect(failures).toEqual([]);
  });

  test('sends no more in a batch than it was told, and the rest when it is closed', () => {
    const bodies = new Set(door.proxy.seen.map(({ body }) => JSON.parse(body).batch.length));
    expect(bodies).toEqual(new Set([10, given.length % 10, 1]));
  });

  test('tries again, and what it tells twice counts once', async () => {
    const dropped = door.proxy.seen.find(({ fault }) => fault === 'drop');
    const idsOf = (body = '') => JSON.parse(body).batch.map(({ messageId }: Fields) => messageId);
    const sendings = door.proxy.seen.filter(({ body }) => idsOf(body)[0] === idsOf(dropped?.body)[0]);
    expect(sendings.at(-1)).toMatchObject({ fault: undefined, headers: { 'x-retry-count': expect.any(String) } });
    expect(sendings.length).toBeGreaterThan(1);
    expect(rows.length).toBe(given.length + 1);
    expect(await door.query('select * from event_conflicts')).toEqual([]);
  });

  test('tells the time of its own clock where its caller gives none', () => {
    const wire = door.wire().filter(({ timestamp }) => timestamp !== PAST.toISOString());
    const lands = { source: 'web', event_name: 'signed_in', properties: { username: 'right now' } };
    expect(rows.filter(isOfNow)).toEqual(rowsOf(wire, [{ call: 'track', sent: { event: 'Signed In' }, lands }]));
    expect(rows.every(({ event_id }) => /^segment:node-next-/.test(String(event_id)))).toBe(true);
  });

  test('is told that its key opens nothing', async () => {
    const analytics = start('another key');
    analytics.track({ userId: 'u-1', event: 'Signed In' });
    await analytics.closeAndFlush();
    expect(failures).toMatchObject([{ reason: { message: expect.stringContaining('401') } }]);
  });
});
