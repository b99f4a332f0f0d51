import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { type HttpEvent, ingestHandler } from '../../lambdas/ingest/api-gateway.ts';
import { checkKeys, type KeyCheck, openToAll } from '../../lambdas/ingest/keys.ts';
import { landMessages } from '../../lambdas/land/land.ts';
import { localQueue } from '../../lambdas/lib/queue/local.ts';
import { givenSecrets } from '../../lambdas/lib/secrets/given.ts';
import { linesIn } from '../doubles/lines-in.ts';
import { memoryLake } from '../doubles/memory-lake.ts';

const NOW = new Date('2026-01-31T12:00:00.000Z');
const PAGE = '{"type":"page","messageId":"m-1","anonymousId":"a-1"}';

function openDoor(isKeyOf: KeyCheck = openToAll) {
  const lake = memoryLake();
  const queue = localQueue({ land: (messages) => landMessages(lake, messages), windowMs: 1 });
  const log = { info: () => {}, error: () => {} };
  const handler = ingestHandler({ queue, isKeyOf, secrets: givenSecrets({}), version: '1.2.3', log, clock: () => NOW });
  const send = async (path: string, body: string | Buffer, headers: HttpEvent['headers'] = {}, method = 'POST') => {
    const event = {
      rawPath: path,
      headers,
      body: Buffer.from(body as Buffer).toString('base64'),
      isBase64Encoded: true,
    };
    const answer = await handler({ ...event, requestContext: { http: { method } } });
    const json = answer.body === '' ? null : JSON.parse(answer.body ?? '');
    return { status: answer.statusCode, headers: answer.headers ?? {}, json };
  };
  const lines = (kind: string) => linesIn(lake, `${kind}/`);
  return { lake, lines, send };
}

/** A batch of pages, padded by white space to exactly so many bytes. */
function batchOf(bytes: number): string {
  return `{"batch":[${PAGE}]}`.padEnd(bytes, ' ');
}

/** A page of exactly so many bytes. */
function pageOf(bytes: number): string {
  const page = (padding: string) => JSON.stringify({ type: 'page', anonymousId: 'a-1', properties: { padding } });
  return page('x'.repeat(bytes - page('').length));
}

describe('the door for the SDKs of Segment', () => {
  test.each([
    ['track', { event: 'Signed In' }, 'signed_in'],
    ['identify', { traits: {} }, 'identified'],
    ['page', {}, 'page_viewed'],
    ['screen', {}, 'screen_viewed'],
    ['group', { groupId: 'g' }, 'account_grouped'],
    ['alias', { previousId: 'p' }, 'identified'],
  ])('takes %s, by its name and its first letter', async (call, fields, eventName) => {
    const { send, lines } = openDoor();
    for (const path of [`/v1/${call}`, `/v1/${call.charAt(0)}`]) {
      const { status, json } = await send(path, JSON.stringify({ userId: 'u-1', messageId: path, ...fields }));
      expect([status, json]).toEqual([200, { success: true, rejected: [] }]);
    }
    expect(lines('raw').map((line) => line.event_name)).toEqual([eventName, eventName]);
  });

  test('takes a batch, and of a broken message nothing but the message', async () => {
    const { send, lines } = openDoor();
    const { status, json } = await send('/v1/batch', `{"batch": [${PAGE}, {"type":"page",}, {"type":"nope"}]}`);
    expect([status, json.success]).toEqual([200, true]);
    expect(json.rejected).toMatchObject([
      { index: 1, code: 'malformed_json', path: '$' },
      { index: 2, code: 'invalid_value', path: '$.type' },
    ]);
    expect(lines('rejected').map(({ bytes }) => bytes)).toEqual(['{"type":"page",}', '{"type":"nope"}']);
    expect(lines('raw')).toMatchObject([{ event_id: 'segment:m-1', received_at: NOW.toISOString() }]);
  });

  test('sorts a batch by departments', async () => {
    const { send, lake } = openDoor();
    const names = ['Product Viewed', 'Trial Started', 'Delivered'];
    const batch = names.map((event) => ({ type: 'track', event, userId: 'u-1' }));
    const chat = { type: 'track', event: 'Conversation Started', userId: 'u-1', properties: { conversation_id: 'c' } };
    await send('/v1/batch', JSON.stringify({ batch: [...batch, chat] }));
    const sources = [...lake.objects.keys()].map((key) => key.split('/')[1]);
    expect(sources.sort()).toEqual(['marketing', 'sales', 'support', 'web']);
  });

  test('keeps one body of a message that is sent again', async () => {
    const { send, lines } = openDoor();
    const message = { anonymousId: 'a-1', event: 'Signed In', timestamp: NOW.toISOString() };
    await send('/v1/track', JSON.stringify({ ...message, sentAt: '2026-01-31T12:00:01.000Z' }));
    await send('/v1/track', JSON.stringify({ sentAt: '2026-01-31T12:00:09.000Z', ...message, writeKey: 'k' }));
    const ids = new Set(lines('raw').map(({ event_id, body_sha256 }) => `${event_id} ${body_sha256}`));
    expect(ids.size).toBe(1);
  });

  test.each([
    ['a body without an end', '/v1/batch', `{"batch":[${PAGE}]`, 400, 'unreadable_body'],
    ['a body that is no object', '/v1/batch', `[${PAGE}]`, 400, 'unreadable_body'],
    ['a batch without messages', '/v1/batch', '{"messages":[]}', 400, 'unreadable_body'],
    ['a body without names', '/v1/track', '{page}', 400, 'unreadable_body'],
    ['an empty body', '/v1/page', '', 400, 'unreadable_body'],
    ['a batch one byte too large', '/v1/batch', batchOf(512_001), 413, 'batch_too_large'],
  ])('refuses %s, and keeps what it could not read', async (_, path, body, status, code) => {
    const { send, lines } = openDoor();
    const answer = await send(path, body);
    expect([answer.status, answer.json.error.code]).toEqual([status, code]);
    expect(lines('rejected').length).toBe(status === 400 ? 1 : 0);
  });

  test('takes exactly what the limits allow', async () => {
    const { send } = openDoor();
    expect((await send('/v1/batch', batchOf(512_000))).status).toBe(200);
    expect((await send('/v1/batch', gzipSync(batchOf(512_000)), { 'content-encoding': 'gzip' })).status).toBe(200);
    const { json } = await send('/v1/batch', `{"batch":[${pageOf(32_768)},${pageOf(32_769)}]}`);
    expect(json.rejected).toMatchObject([{ index: 1, code: 'too_large' }]);
  });

  test('looks for what no lake keeps in the context of the batch too', async () => {
    const { send } = openDoor();
    const { json } = await send('/v1/batch', `{"context":{"locale":"\\u0000"},"batch":[${PAGE}]}`);
    expect(json.rejected).toMatchObject([{ index: 0, code: 'unsupported_character', path: '$.context.locale' }]);
  });

  test('lets scripts of any site read its answers', async () => {
    const { send, lake } = openDoor();
    const preflight = await send('/v1/batch', '', {}, 'OPTIONS');
    expect(preflight.status).toBe(204);
    expect(preflight.headers['access-control-allow-headers']).toContain('authorization');
    for (const answer of [preflight, await send('/v1/page', PAGE), await send('/v1/page', '[')])
      expect(answer.headers['access-control-allow-origin']).toBe('*');
    expect((await send('/v1/page', PAGE, {}, 'GET')).status).toBe(405);
    lake.beforePut = () => {
      throw new Error('no space left');
    };
    const fault = await send('/v1/page', PAGE);
    expect([fault.status, fault.headers['access-control-allow-origin']]).toEqual([503, '*']);
  });
});

describe('the write key of an SDK', () => {
  const sha256 = (key: string) => createHash('sha256').update(key).digest('hex');
  const isKeyOf = checkKeys([
    { source: 'web', sha256: sha256('site') },
    { source: 'sales', sha256: sha256('shop') },
  ]);
  const basic = (user: string) => `Basic ${Buffer.from(user).toString('base64')}`;

  test.each([
    ['as the user of Basic', { authorization: basic('site:') }, {}, 200],
    ['without the colon', { authorization: basic('site') }, {}, 200],
    ['in the body', {}, { writeKey: 'site' }, 200],
    ['in the body, beside a wrong one', { authorization: basic('sight:') }, { writeKey: 'site' }, 200],
    ['as a bearer', { authorization: 'Bearer site' }, {}, 200],
    ['as the password', { authorization: basic(':site') }, {}, 401],
    ['of another source', { authorization: basic('shop:') }, {}, 401],
    ['that is a number', {}, { writeKey: 5 }, 401],
    ['empty', { authorization: basic(':') }, { writeKey: '' }, 401],
    ['absent', {}, {}, 401],
  ])('%s', async (_, headers, fields, status) => {
    const { send, lake } = openDoor(isKeyOf);
    const answers = [
      await send('/v1/page', JSON.stringify({ anonymousId: 'a-1', ...fields }), headers),
      await send('/v1/batch', JSON.stringify({ batch: [{ type: 'page', userId: 'u' }], ...fields }), headers),
    ];
    expect(answers.map((answer) => answer.status)).toEqual([status, status]);
    expect(lake.objects.size > 0).toBe(status === 200);
  });

  test('is asked for before an unreadable body is kept', async () => {
    const { send, lake } = openDoor(isKeyOf);
    expect((await send('/v1/batch', '{"batch":')).status).toBe(401);
    expect(lake.objects.size).toBe(0);
    expect((await send('/v1/batch', '{"batch":', { authorization: basic('site:') })).status).toBe(400);
  });

  test('lands nowhere', async () => {
    const { send, lines } = openDoor(isKeyOf);
    await send('/v1/page', JSON.stringify({ anonymousId: 'a-1', writeKey: 'site' }));
    expect(JSON.stringify(lines('raw'))).not.toContain('site');
  });
});
