import { createHash } from 'node:crypto';
import { gunzipSync, gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { type HttpEvent, ingestHandler } from '../../lambdas/ingest/api-gateway.ts';
import { checkKeys, type KeyCheck, openToAll } from '../../lambdas/ingest/keys.ts';
import { landMessages } from '../../lambdas/land/land.ts';
import { localQueue } from '../../lambdas/lib/queue/local.ts';
import { givenSecrets } from '../../lambdas/lib/secrets/given.ts';
import { memoryLake } from '../doubles/memory-lake.ts';

const EVENT =
  '{"event_id":"e1","event_name":"page_viewed","occurred_at":"2026-01-31T10:00:00.000Z","anonymous_id":"a-1"}';
const NOW = new Date('2026-01-31T12:00:00.000Z');

function openDoor(isKeyOf: KeyCheck = openToAll) {
  const lake = memoryLake();
  const logged: string[] = [];
  const queue = localQueue({ land: (messages) => landMessages(lake, messages), windowMs: 1 });
  const log = { info: () => {}, error: (message: string) => logged.push(message) };
  const handler = ingestHandler({ queue, isKeyOf, secrets: givenSecrets({}), version: '1.2.3', log, clock: () => NOW });
  const send = async (event: Partial<Omit<HttpEvent, 'body'>> & { method?: string; body?: string | Buffer }) => {
    const { method = 'POST', body = EVENT, ...rest } = event;
    const {
      statusCode,
      headers,
      body: text,
    } = await handler({
      rawPath: '/v1/events/web',
      headers: {},
      ...rest,
      body: Buffer.from(body as Buffer).toString('base64'),
      isBase64Encoded: true,
      requestContext: { http: { method } },
    });
    return { status: statusCode, headers, json: JSON.parse(text ?? '') };
  };
  return { lake, logged, send };
}

/** A batch of exactly so many bytes, NDJSON. */
function batchOf(bytes: number): Buffer {
  const line = `${EVENT}\n`;
  return Buffer.from(line.repeat(Math.floor(bytes / line.length)).padEnd(bytes, ' '));
}

describe('the door', () => {
  test('answers what it took and what not', async () => {
    const { send, lake } = openDoor();
    const { status, json } = await send({ body: `[${EVENT}, {"event_id":1}]` });
    expect(status).toBe(200);
    expect(json).toMatchObject({ received: 2, accepted: 1, rejected: [{ index: 1 }] });
    expect(Object.keys(json.rejected[0]).sort()).toEqual(['code', 'index', 'message', 'path']);
    expect([...lake.objects.keys()].map((key) => key.split('/')[0]).sort()).toEqual(['raw', 'rejected']);
  });

  test.each([
    ['an unknown source', { rawPath: '/v1/events/finance' }, 404, 'not_found'],
    ['a path below a source', { rawPath: '/v1/events/web/' }, 404, 'not_found'],
    ['another method', { method: 'GET' }, 405, 'method_not_allowed'],
    ['an encoding that nobody knows', { headers: { 'content-encoding': 'br' } }, 415, 'unsupported_encoding'],
    ['a body that is no gzip', { headers: { 'content-encoding': 'gzip' } }, 400, 'unreadable_gzip'],
    ['an array without end', { body: `[${EVENT},` }, 400, 'unreadable_body'],
    ['a batch one byte too large', { body: batchOf(512_001) }, 413, 'batch_too_large'],
    ['more messages than a batch may have', { body: '1\n'.repeat(10_001) }, 413, 'too_many_messages'],
  ])('refuses %s', async (_, event, status, code) => {
    const answer = await openDoor().send(event);
    expect([answer.status, answer.json.error.code]).toEqual([status, code]);
    expect(answer.json.error.message).toMatch(/\w/);
  });

  test('takes a batch of exactly the limit, as it is and inflated', async () => {
    const body = batchOf(512_000);
    expect((await openDoor().send({ body })).status).toBe(200);
    const headers = { 'content-encoding': 'gzip' };
    expect((await openDoor().send({ body: gzipSync(body), headers })).status).toBe(200);
    expect((await openDoor().send({ body: gzipSync(batchOf(512_001)), headers })).status).toBe(413);
  });

  test('refuses a bomb without inflating it', async () => {
    const bomb = gzipSync(Buffer.alloc(200_000_000));
    const before = process.memoryUsage().rss;
    const { status } = await openDoor().send({ body: bomb, headers: { 'content-encoding': 'gzip' } });
    expect(status).toBe(413);
    expect(process.memoryUsage().rss - before).toBeLessThan(50_000_000);
  });

  test('keeps what it could not read at all', async () => {
    const { send, lake } = openDoor();
    await send({ body: '[{"a":' });
    const [object = new Uint8Array()] = lake.objects.values();
    expect(JSON.parse(gunzipSync(object).toString())).toMatchObject({
      reason: { code: 'unreadable_body', path: '$' },
      bytes: '[{"a":',
      encoding: 'utf-8',
      received_at: NOW.toISOString(),
      endpoint: '/v1/events/web',
    });
  });

  test('tells its health', async () => {
    const { status, json } = await openDoor().send({ rawPath: '/health', method: 'GET' });
    expect([status, json]).toEqual([200, { status: 'ok', version: '1.2.3' }]);
  });

  test('answers 503 and asks for a second try when nothing became durable', async () => {
    const { send, lake, logged } = openDoor();
    lake.beforePut = () => {
      throw new Error('no space left');
    };
    const { status, headers } = await send({});
    expect([status, headers?.['retry-after']]).toEqual([503, '1']);
    expect(logged).toEqual(['request not served']);
  });
});

describe('write keys', () => {
  const sha256 = (key: string) => createHash('sha256').update(key).digest('hex');
  const isKeyOf = checkKeys([
    { source: 'web', sha256: sha256('old') },
    { source: 'web', sha256: sha256('new') },
    { source: 'sales', sha256: sha256('of-sales') },
  ]);

  test.each([
    ['the key', 'Bearer new', 200],
    ['the key before it was rotated', 'bearer old', 200],
    ['a key of another source', 'Bearer of-sales', 401],
    ['a wrong key', 'Bearer neu', 401],
    ['the hash instead of the key', `Bearer ${sha256('new')}`, 401],
    ['another scheme', 'Basic new', 401],
    ['an empty key', 'Bearer ', 401],
    ['no key', undefined, 401],
  ])('%s', async (_, authorization, status) => {
    const { send, lake } = openDoor(isKeyOf);
    expect((await send({ headers: { authorization } })).status).toBe(status);
    expect(lake.objects.size).toBe(status === 200 ? 1 : 0);
  });
});
