import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { lakeFolder } from '../../../infra/local/home.ts';
import { RowCutter } from '../../../infra/local/import/csv/row-cutter.ts';
import type { Judge } from '../../../infra/local/replay/judge-again.ts';
import { replayRejects } from '../../../infra/local/replay/replay.ts';
import { judgeMessage } from '../../../lambdas/ingest/judge.ts';
import { linesInLake } from '../lake-lines.ts';
import { runInProcess } from './in-process.ts';
import { type LocalHome, makeHome } from './local-home.ts';
import { keysOf } from './rejects.ts';

let home: LocalHome;
beforeEach(() => {
  home = makeHome();
});
afterEach(() => home.remove());

const HEADER = 'day,channel,campaign,cost,currency';
type Line = Record<string, unknown> & { properties: Record<string, unknown> };
const linesIn = (prefix: string) => linesInLake(lakeFolder(home.path), prefix) as Promise<Line[]>;

/** Writes a file beside the home and imports it; answers the counts. */
async function load(content: string | Uint8Array, name = 'spend.csv', ...words: string[]) {
  const path = join(home.path, name);
  writeFileSync(path, content);
  const { stdout } = await runInProcess(home.path, 'import', path, '--source', 'marketing', ...words);
  const { seconds, ...counts } = JSON.parse(stdout) as Record<string, number>;
  return counts;
}

const rejects = async () =>
  (await linesIn('rejected/')).map(({ reason, bytes, endpoint }) => ({ ...(reason as object), bytes, endpoint }));

describe('a table of daily facts', () => {
  const row = '2026-01-31,search,brand,12.50,EUR';

  test.each<[string, string | Uint8Array, string?]>([
    ['as documented', `${HEADER}\n${row}\n`],
    ['without a last line end', `${HEADER}\n${row}`],
    ['as Windows writes it', `\ufeff${HEADER}\r\n${row}\r\n`],
    ['as an old Mac writes it', `${HEADER}\r${row}\r`],
    ['with semicolons', `${HEADER}\n${row}\n`.replaceAll(',', ';')],
    ['with tabs', `${HEADER}\n${row}\n`.replaceAll(',', '\t')],
    [
      'in quotes, with spaces',
      `"Day" , "Channel", "Campaign","Cost","Currency"\n "2026-01-31" ,"search", "brand",12.50,EUR\n`,
    ],
    ['with empty lines and rows', `\n${HEADER}\n\n,,,,\n${row}\n , ,,,\n\n`],
    ['packed', gzipSync(`${HEADER}\n${row}\n`), 'spend.CSV.gz'],
  ])('is taken: %s', async (_, content, name) => {
    expect(await load(content, name)).toEqual({ received: 1, accepted: 1, rejected: 0 });
    const [landed] = await linesIn('raw/marketing/');
    expect(landed?.properties).toEqual({
      day: '2026-01-31',
      channel: 'search',
      campaign: 'brand',
      cost_minor: 1250,
      currency: 'EUR',
    });
  });

  test('has the same rows however its bytes come in pieces', () => {
    const bytes = Buffer.from('a,b\r\n"x\r\n,""y""",z\n\r\n"open,1\r2,"3" \n5" pipe,é');
    const rowsOf = (size: number) => {
      const cutter = new RowCutter();
      const rows = [];
      for (let at = 0; at < bytes.length; at += size) rows.push(...cutter.push(bytes.subarray(at, at + size)));
      return [...rows, ...cutter.end()].map((row) => [Buffer.from(row.bytes).toString(), row.line, row.isOpen]);
    };
    const whole = rowsOf(bytes.length);
    expect(whole).toEqual([
      ['a,b', 1, false],
      ['"x\r\n,""y""",z', 2, false],
      ['"open,1\r2,"3" ', 5, false],
      ['5" pipe,é', 7, false],
    ]);
    for (let size = 1; size < bytes.length; size += 1) expect(rowsOf(size)).toEqual(whole);
  });

  test('keeps what quotes hold: separators, quotes and line ends', async () => {
    await load(`${HEADER}\n2026-01-31,search,"a, ""b""\r\nc",1,EUR\n2026-01-31,search,5" pipe,1,EUR\n`);
    const campaigns = (await linesIn('raw/')).map(({ properties }) => properties.campaign);
    expect(campaigns).toEqual(['a, "b"\r\nc', '5" pipe']);
  });

  test('is the same events when it is loaded again, and a corrected row is a new one', async () => {
    const landedIds = async () => new Set((await linesIn('raw/')).map(({ event_id }) => event_id));
    await load(`${HEADER}\n${row}\n2026-01-30,search,brand,1,EUR\n`);
    const ids = await landedIds();
    await load(`${HEADER}\n${row}\n2026-01-30,search,brand,1,EUR\n`);
    expect(await landedIds()).toEqual(ids);
    await load(`${HEADER}\n${row.replace('12.50', '13')}\n`);
    expect((await landedIds()).size).toBe(ids.size + 1);
  });

  test('lies in a folder beside lines of events', async () => {
    const folder = join(home.path, 'exports');
    mkdirSync(folder);
    writeFileSync(join(folder, 'a.csv'), `${HEADER}\n${row}\n`);
    writeFileSync(
      join(folder, 'b.ndjson'),
      '{"event_id":"m","event_name":"email_opened","email":"a@b.co","occurred_at":"2026-01-01T00:00:00Z"}\n',
    );
    const { stdout } = await runInProcess(home.path, 'import', folder, '--source', 'marketing');
    expect(JSON.parse(stdout)).toMatchObject({ accepted: 2, rejected: 0 });
  });
});

describe('a row that cannot be taken', () => {
  test('is rejected with its line, its bytes and its header; its neighbours land', async () => {
    const bad = '31/01/2026,search,brand,1,EUR';
    expect(await load(`${HEADER}\n2026-01-31,"a\nb",c,1,EUR\n${bad}\n2026-01-31,search,brand,1,EUR\n`)).toMatchObject({
      accepted: 2,
      rejected: 1,
    });
    expect(await rejects()).toEqual([
      {
        ...{ code: 'invalid_value', path: '$.day', endpoint: 'import', bytes: `${HEADER}\n${bad}` },
        message: expect.stringMatching(/^line 4 of .*spend\.csv: day is not accepted: "31\/01\/2026"\./),
      },
    ]);
  });

  test.each([
    ['a quote that is never closed', '2026-01-31,"search,brand,1,EUR', '$', /line 2 .*quotes do not match/],
    ['text behind a quote', '2026-01-31,"search"x,brand,1,EUR', '$', /line 2 .*quotes do not match/],
    ['a separator too many', '2026-01-31,search,brand,1,5,EUR', '$', /6 cells, the header 5/],
    ['no UTF-8', Buffer.from('2026-01-31,caf\xe9,brand,1,EUR', 'latin1'), '$', /not UTF-8/],
    ['more than an event may hold', `2026-01-31,${'x'.repeat(33_000)},brand,1,EUR`, '$', /bytes; an event has at most/],
  ])('for %s leaves its neighbours whole', async (_, row, path, message) => {
    const content = Buffer.concat([
      Buffer.from(`${HEADER}\n`),
      Buffer.from(row),
      Buffer.from('\n2026-01-31,search,brand,1,EUR\n'),
    ]);
    expect(await load(content)).toEqual({ received: 2, accepted: 1, rejected: 1 });
    expect(await rejects()).toMatchObject([{ path, message: expect.stringMatching(message) }]);
  });

  test('tells of the same as another with other figures: one of them is rejected, and no replay lands it', async () => {
    const [first, second] = ['2026-01-31,search,brand,1,EUR', '2026-01-31,search,brand,2,EUR'];
    expect(await load(`${HEADER}\n${first}\n${first}\n${second}\n`)).toEqual({ received: 3, accepted: 2, rejected: 1 });
    expect(await rejects()).toMatchObject([
      { code: 'told_twice', message: expect.stringMatching(/line 4 .* same as line 3 of/) },
    ]);
    expect(await replayRejects({ lake: home.lake, lakeFolder: lakeFolder(home.path) })).toMatchObject({
      replayed: 0,
      still_rejected: 1,
    });
  });

  test('lands by a replay when the schema accepts it, once', async () => {
    await load(`${HEADER}\n2026-01-31,search,brand,1,EURO\n,,,1,\n`);
    const wider: Judge = ({ bytes }, at) => {
      const learned = Buffer.from(Buffer.from(bytes).toString().replace('"EURO"', '"EUR"'));
      return judgeMessage({ bytes: learned, size: learned.length }, at);
    };
    const replay = () => replayRejects({ lake: home.lake, lakeFolder: lakeFolder(home.path), judge: wider });
    expect(await replay()).toMatchObject({ rejects: 2, replayed: 1, still_rejected: 1 });
    expect(await linesIn('raw/marketing/')).toMatchObject([
      { provider: 'csv', properties: { cost_minor: 100, currency: 'EUR' } },
    ]);
    const keys = await keysOf(home.lake);
    expect(await replay()).toMatchObject({ replayed: 0, already_replayed: 1 });
    expect(await keysOf(home.lake)).toEqual(keys);
  });
});

describe('a file that is no such table', () => {
  test.each([
    [
      'a header of nothing',
      'a,b\n1,2\n',
      /spend\.csv is no table of daily facts: its header "a,b" fits none.*Give one of/s,
    ],
    ['nothing', '', /it is empty/],
    ['UTF-16', Buffer.from(`\ufeff${HEADER}\n`, 'utf16le'), /not UTF-8. Save the file as CSV UTF-8/],
    ['an endless line', Buffer.alloc(300_000, 'x'), /line 1 is longer than/],
  ])('is refused: %s', async (_, content, message) => {
    await expect(load(content)).rejects.toMatchObject({ exitCode: 2, message: expect.stringMatching(message) });
  });

  test('is refused for another source than marketing', async () => {
    const path = join(home.path, 'spend.csv');
    writeFileSync(path, HEADER);
    await expect(runInProcess(home.path, 'import', path, '--source', 'sales')).rejects.toMatchObject({
      ...{ exitCode: 2, message: expect.stringMatching(/spend\.csv is a table.*--source marketing/) },
    });
  });
});
