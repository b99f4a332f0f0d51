import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { lakeFolder } from '../../../infra/local/home.ts';
import type { Judge } from '../../../infra/local/replay/judge-again.ts';
import { type ReplayOptions, replayRejects } from '../../../infra/local/replay/replay.ts';
import { judgeMessage } from '../../../lambdas/ingest/judge.ts';
import type { Lake } from '../../../lambdas/lib/lake/lake.ts';
import { linesInLake } from '../lake-lines.ts';
import { type LocalHome, makeHome } from './local-home.ts';
import { keysOf, landRejects, NOW, post, rejectOf, unknown, wider } from './rejects.ts';

let home: LocalHome;
let lake: Lake;
beforeEach(() => {
  home = makeHome();
  lake = home.lake;
});
afterEach(() => home.remove());

const replay = async (options: Partial<ReplayOptions> = {}) => {
  const { codes, setAside, ...counts } = await replayRejects({
    lake,
    lakeFolder: lakeFolder(home.path),
    judge: wider,
    ...options,
  });
  return counts;
};

const linesIn = (prefix: string) => linesInLake(lakeFolder(home.path), prefix);
const idsIn = async (prefix: string) => (await linesIn(prefix)).map((line) => line.event_id).sort();

describe('replay', () => {
  test('lands what a wider schema accepts, at the time when it came', async () => {
    await post(lake, '/v1/events/web', `${unknown('e1')}\n${unknown('e2', { event_name: 'no' })}\n${unknown('e3')}`);
    const [reject] = await linesIn('rejected/web/');
    expect(await replay({ judge: judgeMessage })).toMatchObject({ replayed: 0, still_rejected: 3 });
    expect(await replay()).toEqual({ rejects: 3, replayed: 2, still_rejected: 1, already_replayed: 0 });
    const landed = await linesIn('raw/web/');
    expect(landed.map((line) => [line.event_id, line.received_at])).toEqual([
      ['e1', reject?.received_at],
      ['e3', reject?.received_at],
    ]);
  });

  test('twice changes nothing', async () => {
    await post(lake, '/v1/events/web', `${unknown('e1')}\nnonsense`);
    await replay();
    const before = await keysOf(lake);
    expect(await replay()).toEqual({ rejects: 2, replayed: 0, still_rejected: 1, already_replayed: 1 });
    expect(await keysOf(lake)).toEqual(before);
  });

  test('takes what was left behind when the schema is wider still', async () => {
    await post(lake, '/v1/events/web', `${unknown('e1')}\n${unknown('e2', { event_name: 'page_watched' })}`);
    await replay();
    const widest: Judge = ({ bytes }, at) => {
      const text = Buffer.from(bytes).toString().replace('page_watched', 'page_seen');
      return wider({ bytes: Buffer.from(text), size: text.length }, at);
    };
    expect(await replay({ judge: widest })).toMatchObject({ replayed: 1, already_replayed: 1 });
    expect(await idsIn('raw/web/')).toEqual(['e1', 'e2']);
  });

  test('takes one reason or one source only, when asked', async () => {
    await post(lake, '/v1/events/web', `${unknown('e1')}\n${unknown('e2')}\nnonsense`);
    await post(lake, '/v1/events/sales', unknown('e3'));
    expect(await replay({ reason: 'malformed_json' })).toMatchObject({ rejects: 1, replayed: 0 });
    expect(await replay({ source: 'sales' })).toMatchObject({ rejects: 1 });
    expect(await replay({ reason: 'unknown_event' })).toMatchObject({ rejects: 3, replayed: 2 });
  });

  test('says the same of the future whenever it runs', async () => {
    await post(lake, '/v1/events/web', unknown('e1', { occurred_at: '2999-01-01T00:00:00.000Z' }));
    expect(await replay()).toMatchObject({ replayed: 0, still_rejected: 1 });
  });

  test('judges bytes that are no UTF-8 as they came', async () => {
    await post(lake, '/v1/events/web', Buffer.concat([Buffer.from(unknown('e1')), Buffer.from([0xff])]));
    const lenient: Judge = ({ bytes, size }, at) => wider({ bytes: bytes.subarray(0, -1), size: size - 1 }, at);
    expect(await replay({ judge: lenient })).toMatchObject({ replayed: 1 });
    expect(await idsIn('raw/web/')).toEqual(['e1']);
  });

  test('lets an imported line keep the time that it carries', async () => {
    const line = unknown('e1', { received_at: '2025-03-04T05:06:07.008Z' });
    await landRejects(lake, rejectOf(line, { endpoint: 'import' }));
    await replay();
    expect(await idsIn('raw/web/received_date=2025-03-04/')).toEqual(['e1']);
  });

  test('leaves alone what came to a door that is no more', async () => {
    await landRejects(lake, rejectOf(unknown('e1'), { endpoint: '/v0/events' }));
    expect(await replay()).toMatchObject({ rejects: 1, still_rejected: 1 });
  });

  test('sets aside a torn object and a line that is no reject, and takes their neighbours', async () => {
    await landRejects(lake, { not: 'a reject' }, rejectOf(unknown('e1')));
    const torn = `rejected/web/received_date=2026-02-01/${'0'.repeat(64)}.ndjson.gz`;
    await lake.putIfAbsent(torn, gzipSync(unknown('e2')).subarray(0, 30));
    const { setAside, replayed } = await replayRejects({ lake, lakeFolder: lakeFolder(home.path), judge: wider });
    expect(replayed).toBe(1);
    expect(setAside.map(({ reason }) => reason)).toEqual([
      expect.stringMatching(/torn/),
      expect.stringMatching(/its line 1 is no reject/),
    ]);
  });
});

describe('replay of a body that could not be read', () => {
  const cutArray = `[${unknown('e1')},${unknown('e2', { event_name: 'no' })}`;

  test('leaves it while it cannot be read', async () => {
    expect(await post(lake, '/v1/events/web', cutArray)).toBe(400);
    expect(await post(lake, '/v1/events/web', gzipSync(cutArray), { 'content-encoding': 'gzip' })).toBe(400);
    expect(await post(lake, '/v1/events/web', 'no gzip', { 'content-encoding': 'gzip' })).toBe(400);
    expect(await replay()).toMatchObject({ rejects: 3, replayed: 0, still_rejected: 3 });
  });

  test.each([
    ['plain', (body: string) => rejectOf(body, { reason: unreadable })],
    ['gzip', (body: string) => rejectOf(gzipSync(body).toString('base64'), { reason: unreadable, encoding: 'base64' })],
  ])('takes its messages one by one when it can be read: %s', async (_, kept) => {
    await landRejects(lake, kept(`${cutArray}]`));
    expect(await replay()).toMatchObject({ rejects: 1, replayed: 1 });
    expect(await idsIn('raw/web/')).toEqual(['e1']);
    const rejects = await linesIn('rejected/web/');
    expect(rejects.map((line) => (line.reason as { code: string }).code).sort()).toEqual([
      'unknown_event',
      'unreadable_body',
    ]);
    expect(await replay()).toMatchObject({ rejects: 2, replayed: 0, still_rejected: 1, already_replayed: 1 });
  });

  const unreadable = { code: 'unreadable_body', path: '$', message: 'the array is not closed' };
});

describe('replay of a call of an SDK', () => {
  const track = (more: object) => JSON.stringify({ event: 'Signed Up', userId: 'u1', timestamp: NOW, ...more });
  const learned: Judge = ({ bytes }, at) => {
    const text = Buffer.from(bytes).toString().replace('"timestamp":"soon"', `"timestamp":"${NOW}"`);
    return judgeMessage({ bytes: Buffer.from(text), size: text.length }, at);
  };

  test.each([
    ['/v1/track', track({})],
    ['/v1/batch', JSON.stringify({ batch: [JSON.parse(track({ type: 'track' }))] })],
    ['/v1/batch', JSON.stringify({ batch: [JSON.parse(track({ type: 'track' }))], context: { locale: 'de' } })],
  ])('gives the event that the door would have given: %s', async (path, body) => {
    expect(await post(lake, path, body)).toBe(200);
    const expected = await linesIn('raw/');
    expect(await post(lake, path, body.replace(NOW, 'soon'))).toBe(200);
    expect(await replay({ judge: learned })).toMatchObject({ replayed: 1 });
    const same = (line: Record<string, unknown>) => ({ ...line, received_at: null });
    const [one, other] = await linesIn('raw/');
    expect([expected.length, same(other ?? {})]).toEqual([1, same(one ?? {})]);
  });
});
