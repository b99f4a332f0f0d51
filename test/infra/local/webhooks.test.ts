import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, test } from 'vitest';
import { openLocalDoor } from '../../../infra/local/door.ts';
import { WEBHOOK_LIMIT_BYTES } from '../../../lambdas/ingest/limits.ts';
import { linesIn } from '../../doubles/lines-in.ts';
import { type MemoryLake, memoryLake } from '../../doubles/memory-lake.ts';
import { callDoor, PUBLIC_URL, sendWebhook } from '../../support/send-webhook.ts';
import { WEBHOOK_SENDERS } from '../../support/webhook-senders.ts';
import { makeHome } from './local-home.ts';

const home = makeHome();
afterAll(() => home.remove());

const kept = (lake: MemoryLake) => ({ raw: linesIn(lake, 'raw/').length, rejected: linesIn(lake, 'rejected/').length });

describe.each(WEBHOOK_SENDERS.map((sender) => [sender.provider, sender] as const))('%s', (provider, sender) => {
  const padded = (size: number) => {
    const { before, after } = sender.padded;
    return before + 'x'.repeat(size - before.length - after.length) + after;
  };

  test('is answered 200 when what it sent is durable, and 503 when that is not certain', async () => {
    const lake = memoryLake();
    expect(await sendWebhook(lake, sender)).toMatchObject({
      status: 200,
      body: { received: 1, accepted: 1, rejected: [] },
    });
    expect(linesIn(lake, 'raw/')).toMatchObject([{ provider }]);
    lake.beforePut = () => {
      throw new Error('the disk is full');
    };
    expect(await sendWebhook(lake, sender, { body: padded(1000) })).toMatchObject({ status: 503 });
  });

  test('is answered 401 with another secret or none set up, and nothing is kept', async () => {
    const lake = memoryLake();
    const refused = { status: 401, body: { error: { code: 'unauthorized' } } };
    expect(await sendWebhook(lake, sender, { secret: 'another' })).toMatchObject(refused);
    const door = openLocalDoor({ lake, writeKeys: [], publicUrl: PUBLIC_URL });
    const unknown = { status: 401, body: { error: { code: 'not_set_up' } } };
    expect(await callDoor(door, `/webhooks/${provider}`, { body: sender.body })).toMatchObject(unknown);
    expect(lake.objects.size).toBe(0);
  });

  test('answers HEAD, and POST alone', async () => {
    const lake = memoryLake();
    expect((await sendWebhook(lake, sender, { method: 'HEAD' })).status).toBe(200);
    for (const method of ['GET', 'PUT', 'DELETE'])
      expect(await sendWebhook(lake, sender, { method })).toMatchObject({
        status: 405,
        headers: { allow: 'POST, HEAD' },
      });
    expect(lake.objects.size).toBe(0);
  });

  test('is signed over the bytes as they came, compressed', async () => {
    const lake = memoryLake();
    const body = gzipSync(sender.body);
    const answer = await sendWebhook(lake, sender, { body, headers: { 'content-encoding': 'gzip' } });
    expect(answer).toMatchObject({ status: 200, body: { accepted: 1 } });
  });

  test('may send exactly 1 MB and no more, compressed or not', async () => {
    const lake = memoryLake();
    const gzip = { 'content-encoding': 'gzip' };
    const within = padded(WEBHOOK_LIMIT_BYTES);
    const beyond = padded(WEBHOOK_LIMIT_BYTES + 1);
    expect(await sendWebhook(lake, sender, { body: within })).toMatchObject({ status: 200, body: { accepted: 1 } });
    expect(await sendWebhook(lake, sender, { body: beyond })).toMatchObject({ status: 413 });
    expect(await sendWebhook(lake, sender, { body: gzipSync(beyond), headers: gzip })).toMatchObject({ status: 413 });
    expect(kept(lake)).toEqual({ raw: 1, rejected: 0 });
  });

  test.each([
    ['text', Buffer.from('hello')],
    ['half a JSON', Buffer.from(sender.body.slice(0, -2))],
    ['bytes that are no UTF-8', Buffer.from(`${sender.padded.before}\u00e9${sender.padded.after}`, 'latin1')],
  ])('is answered 200 for %s, which is judged and kept', async (_, body) => {
    const lake = memoryLake();
    const { status } = await sendWebhook(lake, sender, { body });
    expect(status).toBe(200);
    expect(kept(lake).raw + kept(lake).rejected).toBe(1);
  });
});

test('a delivery that is sent again counts once', async () => {
  for (const sender of [...WEBHOOK_SENDERS, ...WEBHOOK_SENDERS])
    expect(await sendWebhook(home.lake, sender)).toMatchObject({ status: 200, body: { accepted: 1 } });
  await home.refresh();
  const counted = await home.rows('select provider, cast(count(*) as integer) as events from events group by provider');
  expect(new Set(counted.map(({ provider, events }) => `${provider}: ${events}`))).toEqual(
    new Set(WEBHOOK_SENDERS.map(({ provider }) => `${provider}: 1`)),
  );
});

test.each(['nobody', 'salesforce', '', '../v1/events/sales'])('no vendor answers at /webhooks/%s', async (name) => {
  const door = openLocalDoor({ lake: memoryLake(), writeKeys: [] });
  expect(await callDoor(door, `/webhooks/${name}`, { body: '{}' })).toMatchObject({ status: 404 });
});
