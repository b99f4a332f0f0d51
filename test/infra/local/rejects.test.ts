import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { lakeFolder } from '../../../infra/local/home.ts';
import type { RejectGroup } from '../../../infra/local/rejects/list.ts';
import { replayRejects } from '../../../infra/local/replay/replay.ts';
import { linesInLake } from '../lake-lines.ts';
import { runInProcess } from './in-process.ts';
import { type LocalHome, makeHome } from './local-home.ts';
import { keysOf, landRejects, post, rejectOf, unknown, wider } from './rejects.ts';

let home: LocalHome;
beforeEach(() => {
  home = makeHome();
});
afterEach(() => home.remove());

/** The groups that the command prints as JSON. */
async function listed(...words: string[]): Promise<RejectGroup[]> {
  const { stdout } = await rejects('--format', 'json', ...words);
  return JSON.parse(stdout) as RejectGroup[];
}

const rejects = (...words: string[]) => runInProcess(home.path, 'rejects', ...words);
const replay = () => replayRejects({ lake: home.lake, lakeFolder: lakeFolder(home.path), judge: wider });

describe('rejects', () => {
  test('are told, replayed by a schema that has learned, told as replayed, and nothing changes then', async () => {
    await post(home.lake, '/v1/events/web', `${unknown('e1')}\n${unknown('e2')}\nnonsense`);
    const [first, second] = await listed();
    expect(first).toMatchObject({ reason: 'unknown_event', source: 'web', endpoint: '/v1/events/web', rejects: 2 });
    expect(first).toMatchObject({
      replayed: 0,
      examples: [{ path: '$.event_name', bytes: expect.stringMatching(/e[12]/) }],
    });
    expect(second).toMatchObject({ reason: 'malformed_json', rejects: 1, examples: [{ bytes: 'nonsense', size: 8 }] });

    expect(await replay()).toMatchObject({ replayed: 2, still_rejected: 1 });
    expect(await listed()).toMatchObject([
      { reason: 'unknown_event', rejects: 2, replayed: 2, examples: [{ is_replayed: true }] },
      { reason: 'malformed_json', rejects: 1, replayed: 0, examples: [{ is_replayed: false }] },
    ]);

    const keys = await keysOf(home.lake);
    expect(await replay()).toMatchObject({ replayed: 0, already_replayed: 2 });
    expect(await keysOf(home.lake)).toEqual(keys);
    const landed = await linesInLake(lakeFolder(home.path), 'raw/');
    expect(landed.map(({ event_id }) => event_id).sort()).toEqual(['e1', 'e2']);
  });

  test('are grouped by reason, source and endpoint, with the first and the last time', async () => {
    const times = ['2026-02-01T00:00:00.002Z', '2026-02-01T00:00:00.001Z', '2026-02-01T00:00:00.003Z'];
    await landRejects(home.lake, ...times.map((received_at, i) => rejectOf(unknown(`e${i}`), { received_at })));
    await landRejects(home.lake, rejectOf(unknown('e4'), { endpoint: 'import' }));
    await post(home.lake, '/v1/events/sales', unknown('e5'));
    expect((await listed()).map(({ source, endpoint, rejects }) => [source, endpoint, rejects])).toEqual([
      ['web', '/v1/events/web', 3],
      ['sales', '/v1/events/sales', 1],
      ['web', 'import', 1],
    ]);
    const [group] = await listed('--source', 'web', '--reason', 'unknown_event', '--examples', '2');
    expect(group).toMatchObject({ first_received_at: times[1], last_received_at: times[2] });
    expect(group?.examples.map(({ received_at }) => received_at)).toEqual([times[2], times[0]]);
  });

  test('show what is not replayed before what is', async () => {
    await landRejects(home.lake, rejectOf(unknown('old', { event_name: 'page_watched' })));
    await landRejects(home.lake, rejectOf(unknown('new'), { received_at: '2026-02-01T09:00:00.000Z' }));
    await replay();
    expect(await listed()).toMatchObject([
      { rejects: 2, replayed: 1, examples: [{ bytes: expect.stringContaining('old') }] },
    ]);
  });

  test.each(['table', 'csv', 'json', 'ndjson'])('steer no terminal, and are cut: %s', async (format) => {
    const hostile = `\u001b[2J\u202e${'é'.repeat(500)}\u0007`;
    await landRejects(
      home.lake,
      rejectOf(hostile, { reason: { code: 'c\u001b', path: '$\u009b', message: 'm\u0000' } }),
    );
    await landRejects(home.lake, rejectOf(Buffer.from([0x1b, 0xff, 0xfe]).toString('base64'), { encoding: 'base64' }));
    const { stdout, stderr } = await rejects('--format', format);
    expect((stdout + stderr).replace(/\r?\n/g, '')).not.toMatch(/[\p{Cc}\u202e]/u);
    expect(stdout).toContain('é…');
    expect(stdout).not.toContain('é'.repeat(160));
  });

  test('are shown without the write key that came with them', async () => {
    await post(
      home.lake,
      '/v1/track',
      '{"event":"Signed Up","timestamp":"soon","writeKey": "lk_web_secret","userId":"u"}',
    );
    const { stdout, stderr } = await rejects();
    expect(stdout).toContain('"writeKey": "…","userId":"u"');
    expect(stdout + stderr).not.toContain('secret');
  });

  test('may carry fields that today nobody writes', async () => {
    await landRejects(home.lake, rejectOf(unknown('e1'), { headers: { 'x-signature': 'abc' }, more: 1 }));
    expect(await listed()).toMatchObject([{ rejects: 1 }]);
  });

  test('that cannot be read are named, and their neighbours told', async () => {
    await landRejects(home.lake, { not: 'a reject' }, rejectOf(unknown('e1')));
    const torn = `rejected/web/received_date=2026-02-01/${'0'.repeat(64)}.ndjson.gz`;
    await home.lake.putIfAbsent(torn, gzipSync(unknown('e2')).subarray(0, 30));
    const { stdout, stderr } = await rejects('--format', 'ndjson');
    expect(JSON.parse(stdout)).toMatchObject({ rejects: 1 });
    expect(stderr).toMatch(/set aside: its gzip is torn.*\n.*set aside: its line 1 is no reject/);
  });

  test('that nobody has, or of a code that nobody has, are no fault', async () => {
    expect(home.lifecycle('rejects')).toMatchObject({
      ...{ status: 0, stdout: '(no rows)\n', stderr: '[rejects] nothing is rejected: whatever came in was accepted\n' },
    });
    await post(home.lake, '/v1/events/web', 'nonsense');
    const { stderr } = await rejects('--reason', 'too_lrge');
    expect(stderr).toContain('no reject has the code too_lrge. There are malformed_json (1)');
  });

  test('as a table are followed by their examples', async () => {
    await post(home.lake, '/v1/events/web', 'nonsense');
    const { stdout } = await rejects();
    expect(stdout).toMatch(/^reason +source +endpoint +rejects +replayed +first_received_at +last_received_at\n/);
    expect(stdout).toMatch(
      /\nmalformed_json of web at \/v1\/events\/web\n {2}\$: .+\n {4}nonsense\n {4}.+, 8 bytes\n$/,
    );
  });
});
