import { timingSafeEqual } from 'node:crypto';
import { describe, expect, test, vi } from 'vitest';
import { makeWriteKey } from '../../infra/local/write-key.ts';
import { type HttpEvent, ingestHandler } from '../../lambdas/ingest/api-gateway.ts';
import { bearerOf, checkKeys } from '../../lambdas/ingest/keys.ts';
import { landMessages } from '../../lambdas/land/land.ts';
import type { WriteKey } from '../../lambdas/lib/env.ts';
import { jsonLog } from '../../lambdas/lib/log.ts';
import { localQueue } from '../../lambdas/lib/queue/local.ts';
import { givenSecrets } from '../../lambdas/lib/secrets/given.ts';
import { memoryLake } from '../doubles/memory-lake.ts';

const [old, fresh, sales] = [makeWriteKey('web', 'old site'), makeWriteKey('web', 'new site'), makeWriteKey('sales')];
const PAGE =
  '{"event_id":"e1","event_name":"page_viewed","occurred_at":"2026-01-31T10:00:00.000Z","anonymous_id":"a-1"}';

function openDoor(...writeKeys: WriteKey[]) {
  const lake = memoryLake();
  const logged: string[] = [];
  const queue = localQueue({ land: (messages) => landMessages(lake, messages), windowMs: 1 });
  const handler = ingestHandler({
    ...{ queue, isKeyOf: checkKeys(writeKeys), secrets: givenSecrets({}), version: '1.2.3' },
    ...{ log: jsonLog((line) => logged.push(line)), clock: () => new Date('2026-01-31T12:00:00.000Z') },
  });
  const send = async (rawPath: string, headers: HttpEvent['headers'], body = PAGE) => {
    const event = { rawPath, headers, body, isBase64Encoded: false, requestContext: { http: { method: 'POST' } } };
    const { statusCode, body: text } = await handler(event);
    return { status: statusCode, text };
  };
  return { lake, logged, send };
}

const statusOf = async (door: ReturnType<typeof openDoor>, key: string, path = '/v1/events/web') =>
  (await door.send(path, { authorization: `Bearer ${key}` })).status;

test('a key is rotated: both are good while both are listed, and the removed one no more', async () => {
  for (const [entries, wanted] of [
    [[old.entry], [200, 401]],
    [
      [old.entry, fresh.entry],
      [200, 200],
    ],
    [[fresh.entry], [401, 200]],
  ] as const) {
    const door = openDoor(...entries);
    expect([await statusOf(door, old.key), await statusOf(door, fresh.key)]).toEqual(wanted);
  }
});

test.each([
  ['a good key', `Bearer ${fresh.key}`],
  ['a wrong key', 'Bearer wrong'],
  ['a key of another source', `Bearer ${sales.key}`],
  ['an empty key', 'Bearer '],
  ['no key', undefined],
])('every hash is compared for %s, also for a source without keys', (_, authorization) => {
  const isEqual = vi.fn(timingSafeEqual);
  const isKeyOf = checkKeys([old.entry, fresh.entry, sales.entry], isEqual);
  for (const source of ['web', 'support'] as const) {
    isEqual.mockClear();
    isKeyOf(source, bearerOf(authorization));
    expect(isEqual).toHaveBeenCalledTimes(3);
  }
});

describe('a key is refused', () => {
  const basic = (user: string | Uint8Array) => `Basic ${Buffer.from(user as string).toString('base64')}`;
  test.each([
    ['beside another', `Bearer ${fresh.key}, Bearer ${fresh.key}`],
    ['joined to another', `Bearer ${fresh.key},wrong`],
    ['behind a tab', `Bearer\t${fresh.key}`],
    ['with a space within', `Bearer ${fresh.key.slice(0, 9)} ${fresh.key.slice(9)}`],
    ['with a letter that looks alike', `Bearer ${fresh.key.replace('k', '\u043a')}`],
    ['in other capitals', `Bearer ${fresh.key.toUpperCase()}`],
    ['that is its hash', `Bearer ${fresh.entry.sha256}`],
    ['of Basic in characters that are no text', basic(Uint8Array.of(0xff, 0xfe, 0x00))],
    ['of Basic in other characters', basic('ключ😀:')],
    ['of Basic that is no base64', 'Basic ====%%%%'],
    ['of a scheme alone', 'Bearer'],
  ])('%s', async (_, authorization) => {
    const door = openDoor(old.entry, fresh.entry);
    expect((await door.send('/v1/events/web', { authorization })).status).toBe(401);
    expect((await door.send('/v1/page', { authorization }, '{"anonymousId":"a"}')).status).toBe(401);
    expect(door.lake.objects.size).toBe(0);
  });

  test.each([
    ['of half a megabyte', 'x'.repeat(500_000)],
    ['that is an object without a text', { toString: 1, valueOf: 1 }],
    ['that is an object', { key: fresh.key }],
    ['that is a list', [fresh.key]],
    ['that is true', true],
    ['that is null', null],
  ])('in the body, %s', async (_, writeKey) => {
    const door = openDoor(fresh.entry);
    const { status } = await door.send('/v1/page', {}, JSON.stringify({ anonymousId: 'a', writeKey }));
    expect([status, door.logged]).toEqual([401, []]);
  });

  test('of web, at the doors of other departments', async () => {
    const door = openDoor(fresh.entry, sales.entry);
    for (const source of ['sales', 'support', 'marketing']) {
      expect(await statusOf(door, fresh.key, `/v1/events/${source}`)).toBe(401);
    }
    expect(await statusOf(door, sales.key, '/v1/batch')).toBe(401);
  });
});

test('no log line and no answer holds a key, good or wrong, whatever goes wrong', async () => {
  const door = openDoor(fresh.entry);
  const answers: (string | undefined)[] = [];
  const secret = `Basic ${Buffer.from(`${fresh.key}:`).toString('base64')}`;
  const sendAll = async () => {
    for (const [path, authorization, body] of [
      ['/v1/events/web', `Bearer ${fresh.key}`, PAGE],
      ['/v1/events/web', `Bearer ${fresh.key}`, '[{'],
      ['/v1/events/web', `Bearer ${fresh.key}x`, PAGE],
      ['/v1/batch', secret, '{"batch":[]}'],
      ['/v1/page', undefined, JSON.stringify({ anonymousId: 'a', writeKey: fresh.key })],
      ['/v1/page', undefined, JSON.stringify({ writeKey: fresh.key })],
    ] as const)
      answers.push((await door.send(path, { authorization }, body)).text);
  };
  await sendAll();
  door.lake.beforePut = () => {
    throw new Error('no space left');
  };
  await sendAll();
  expect(door.logged.length).toBeGreaterThan(4);
  const told = JSON.stringify([door.logged, answers]);
  for (const part of [fresh.key, secret.slice(6), fresh.entry.sha256]) expect(told).not.toContain(part);
});
