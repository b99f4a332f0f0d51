import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { batchOf, segmentReader } from '../../../lambdas/ingest/segment-reader.ts';
import { openSdkDoor, type SdkDoor, WRITE_KEY } from '../../support/sdk-door.ts';
import type { Fields } from '../../support/spec-messages.ts';
import { linesInLake } from '../lake-lines.ts';

const NOW = '2026-03-01T12:00:00.000Z';
/** With an empty password, as SDKs send it. */
const BASIC = { authorization: `Basic ${Buffer.from(`${WRITE_KEY}:`).toString('base64')}` };
const PAGE = { type: 'page', anonymousId: 'a-1' };

// what the SDKs that run in other tests do not send, and those of other languages do
describe("a call of Segment's HTTP API", () => {
  let door: SdkDoor;
  beforeAll(async () => {
    door = await openSdkDoor();
  });
  afterAll(() => door.close());

  async function post(path: string, body: Fields | string, headers: Record<string, string> = {}) {
    const sent = typeof body === 'string' ? body : JSON.stringify({ writeKey: WRITE_KEY, ...body });
    const response = await fetch(door.url + path, { method: 'POST', body: sent, headers });
    const { success, rejected, error } = (await response.json()) as Fields & { error?: { code: string } };
    return { status: response.status, success, rejected, code: error?.code };
  }
  const ask = async (headers: string) => {
    const wanted = { origin: 'https://shop.example', 'access-control-request-headers': headers };
    const { status, headers: answer } = await fetch(`${door.url}/v1/t`, { method: 'OPTIONS', headers: wanted });
    return [status, answer.get('access-control-allow-headers'), answer.get('vary')];
  };

  test("is a batch under the path of Segment's SDK for Ruby, too", async () => {
    const sent = { batch: [{ ...PAGE, messageId: 'import-1' }], sentAt: NOW };
    expect(await post('/v1/import', sent)).toMatchObject({ status: 200, success: true, rejected: [] });
  });

  test('without an id is one event, however often it is sent and whenever', async () => {
    const track = { event: 'Signed In', userId: 'u-1', timestamp: NOW };
    for (const sentAt of [NOW, '2026-03-01T12:00:09.000Z']) await post('/v1/track', { ...track, sentAt });
    await post('/v1/batch', { batch: [{ type: 'track', ...track }], integrations: { All: true } });
    await post('/v1/batch', { batch: [{ type: 'track', ...track, userId: 'u-2' }] });
    const rows = await door.rows();
    expect(rows.filter(({ event_name }) => event_name === 'signed_in').map(({ user_id }) => user_id)).toHaveLength(2);
    expect(rows.map(({ event_id }) => event_id)).toContain('segment:import-1');
    expect(await door.query('select * from event_conflicts')).toEqual([]);
  });

  test('may be empty', async () => {
    expect(await post('/v1/batch', { batch: [] })).toMatchObject({ status: 200, success: true, rejected: [] });
  });

  test('has no key in its address, where logs would keep it', async () => {
    expect(await post(`/v1/page?writeKey=${WRITE_KEY}`, JSON.stringify(PAGE))).toMatchObject({ status: 401 });
    expect(await post('/v1/page', JSON.stringify(PAGE), BASIC)).toMatchObject({ status: 200 });
  });

  test('may come with headers of a site or of another SDK', async () => {
    const own = 'authorization, content-type, content-encoding, x-retry-count';
    const vary = 'access-control-request-headers';
    expect(await ask('anonymousid,authorization,content-type')).toEqual([
      ...[204, 'anonymousid,authorization,content-type', vary],
    ]);
    expect(await ask('x-one, x-two')).toEqual([204, 'x-one, x-two', vary]);
    expect(await ask('x y')).toEqual([204, own, vary]);
    expect(await ask(Array(40).fill('x-many').join(','))).toEqual([204, own, vary]);
  });

  test.each([
    ['more context than an event may have', 33_000, 1, 413],
    ['much context in many messages', 4_100, 2_100, 413],
    ['some context in some messages', 4_000, 50, 200],
  ])('is refused where it would grow to gigabytes: %s', async (_, bytes, messages, status) => {
    const context = { page: { title: 'x'.repeat(bytes) } };
    const batch = Array.from({ length: messages }, (_, index) => ({ ...PAGE, messageId: `grown-${index}` }));
    const answer = await post('/v1/batch', { context, batch }, BASIC);
    expect(answer).toMatchObject(status === 200 ? { status } : { status, code: 'batch_too_large' });
  });

  test('keeps what its batch said with a message that it rejects, to be read again as it was', async () => {
    const said = { context: { locale: 'de', ip: '203.0.113.77' }, integrations: { All: false }, sentAt: NOW };
    const broken = { type: 'watch', messageId: 'broken', anonymousId: 'a-1', timestamp: NOW };
    await post('/v1/batch', { ...said, batch: [broken] });
    const rejected = (await linesInLake(door.lakeFolder, 'rejected/web/')).find(({ bytes }) =>
      /broken/.test(String(bytes)),
    );
    const batch = batchOf(rejected?.headers as Record<string, string>);
    expect(batch).toEqual(said);
    const at = { now: NOW, receivedAt: NOW, defaultSource: 'web', endpoint: '/v1/batch', hasEscapes: true } as const;
    const mended = segmentReader('batch', batch)({ ...broken, type: 'page' }, at);
    expect(mended.ok && mended.event).toMatchObject({ context: { locale: 'de', ip_truncated: '203.0.113.0' } });
    expect(batchOf(undefined)).toEqual({});
  });
});
