import Analytics from '@rudderstack/rudder-sdk-node';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openSdkDoor, type SdkDoor, WRITE_KEY } from '../../support/sdk-door.ts';
import { type Fields, specMessages } from '../../support/spec-messages.ts';
import { rowsOf } from '../../support/told.ts';

const PAST = new Date('2025-06-01T10:00:00.000Z');
const WHO = { userId: 'u-1', anonymousId: 'a-1' };

describe('@rudderstack/rudder-sdk-node, with nothing changed but its data plane', () => {
  const given = specMessages();
  let door: SdkDoor;
  let rows: Fields[];

  const start = (writeKey: string, options = {}) =>
    new Analytics(writeKey, { dataPlaneUrl: door.url, logLevel: 'none', flushInterval: 60_000, ...options });

  beforeAll(async () => {
    door = await openSdkDoor();
    door.proxy.faults.push({ status: 503 }, { status: 429, headers: { 'retry-after': '1' } }, 'drop');
    const analytics = start(WRITE_KEY);
    for (const { call, sent } of given) analytics[call]({ ...sent, ...WHO, timestamp: PAST } as never);
    const now = start(WRITE_KEY, { gzip: false });
    now.track({ ...WHO, event: 'Signed In', properties: { username: 'right now' } });
    await now.flush();
    // a flush sends one batch of those that wait
    for (let batch = 0; batch < 6; batch += 1) await analytics.flush();
    rows = await door.rows();
  });
  afterAll(() => door.close());

  const isOfNow = (row: Fields) => row.occurred_at !== PAST.toISOString();

  test('tells all that the specs know, and every field lands, under the time that its caller gave', () => {
    const wire = door.wire().filter(({ timestamp }) => timestamp !== undefined);
    expect(rows.filter((row) => !isOfNow(row))).toEqual(rowsOf(wire, given));
    expect(rows.every((row) => row.user_id === 'u-1' && row.anonymous_id === 'a-1')).toBe(true);
  });

  test('sends batches of gzip, or without it', () => {
    const encodings = door.proxy.seen.map(({ headers, path }) => `${headers['content-encoding']} ${path}`);
    expect(new Set(encodings)).toEqual(new Set(['gzip /v1/batch', 'undefined /v1/batch']));
    expect(encodings.length).toBeLessThan(given.length / 4);
  });

  test('tries again, and what it tells twice counts once', async () => {
    const ids = door.proxy.seen.filter(({ fault }) => fault === 'drop').map(({ body }) => body);
    const again = door.proxy.seen.filter(({ body, fault }) => fault === undefined && ids.includes(body));
    expect([ids.length, again.length]).toEqual([1, 1]);
    expect(rows.length).toBe(given.length + 1);
    expect(await door.query('select * from event_conflicts')).toEqual([]);
  });

  test('tells the time of its own clock where its caller gives none, and no attempt moves it', () => {
    const wire = door.wire().filter(({ timestamp }) => timestamp === undefined);
    const message = { call: 'track', sent: { event: 'Signed In' } } as const;
    const lands = { source: 'web', event_name: 'signed_in', properties: { username: 'right now' } };
    expect(rows.filter(isOfNow)).toEqual(rowsOf(wire, [{ ...message, lands }]));
  });

  test('is told that its key opens nothing', async () => {
    const errors: unknown[] = [];
    const analytics = start('another key', { errorHandler: (error: unknown) => errors.push(error) });
    analytics.track({ ...WHO, event: 'Signed In' });
    await analytics.flush();
    expect(errors).toMatchObject([{ response: { status: 401 } }]);
  });
});
