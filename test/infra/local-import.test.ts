import { spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findFiles } from '../../infra/local/import/files.ts';
import { importFiles } from '../../infra/local/import/import-files.ts';
import { KEPT_LINE_BYTES, LineCutter } from '../../infra/local/import/lines.ts';
import { diskLake } from '../../lambdas/lib/lake/disk.ts';
import { COMMAND_LINE } from '../support/command-line.ts';
import { linesInLake } from './lake-lines.ts';

const event = (id: string, more: object = {}) =>
  JSON.stringify({
    event_id: id,
    event_name: 'page_viewed',
    occurred_at: '2026-01-31T10:00:00.000Z',
    anonymous_id: 'a-1',
    ...more,
  });

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'import-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function load(...paths: string[]) {
  const home = await mkdtemp(path.join(folder, 'lake-'));
  const now = new Date('2026-02-01T00:00:00.000Z');
  const counts = await importFiles({ files: await findFiles(paths), lake: diskLake(home), source: 'web', now });
  const idsIn = async (prefix: string) => (await linesInLake(home, prefix)).map((line) => line.event_id).sort();
  return { home, counts, idsIn };
}

async function write(name: string, content: string | Uint8Array): Promise<string> {
  const file = path.join(folder, name);
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, content);
  return file;
}

describe('import', () => {
  test('loads a folder: plain, gzipped, nested, and nothing else', async () => {
    await write('some/a.ndjson', `\ufeff${event('e1')}\n\n${event('e2')}`);
    await write('some/b.jsonl.gz', gzipSync(`${event('e3')}\r\n`));
    await write('some/deep/c.json', event('e4'));
    await write('some/notes.txt', 'not for us');
    const { counts, idsIn } = await load(path.join(folder, 'some'));
    expect(counts).toEqual({ received: 4, accepted: 4, rejected: 0 });
    expect(await idsIn('raw/web/received_date=2026-02-01/')).toEqual(['e1', 'e2', 'e3', 'e4']);
  });

  test('keeps the time and the source that a line carries', async () => {
    const file = await write('own.ndjson', event('e1', { received_at: '2025-03-04T05:06:07.008Z' }));
    expect(await (await load(file)).idsIn('raw/web/received_date=2025-03-04/')).toEqual(['e1']);
  });

  test('rejects a bad line with its bytes and takes its neighbours', async () => {
    const file = await write(
      'bad.ndjson',
      Buffer.concat([
        Buffer.from(`${event('e1')}\nnonsense\n`),
        Buffer.from([0xff, 0x0a]),
        Buffer.from(`${event('e2')}\n{"cut":`),
      ]),
    );
    const { home, counts, idsIn } = await load(file);
    expect(counts).toEqual({ received: 5, accepted: 2, rejected: 3 });
    expect(await idsIn('raw/')).toEqual(['e1', 'e2']);
    const rejects = await linesInLake(home, 'rejected/web/received_date=2026-02-01/');
    expect(rejects.map((line) => line.bytes)).toEqual(['nonsense', '/w==', '{"cut":']);
    expect(rejects.map((line) => line.endpoint)).toEqual(['import', 'import', 'import']);
  });

  test('of lines that carry their time, twice, writes nothing the second time', async () => {
    const file = await write('again.ndjson', event('e1', { received_at: '2025-03-04T05:06:07.008Z' }));
    const { home } = await load(file);
    const files = await findFiles([file]);
    await importFiles({ files, lake: diskLake(home), source: 'web', now: new Date('2026-03-03T00:00:00.000Z') });
    expect(await linesInLake(home, '')).toHaveLength(1);
  });

  test('reads a cut gzip as far as it goes and then says which file it was', async () => {
    const whole = gzipSync(
      Array.from({ length: 5_000 }, (_, index) => event(`e${index}-${Math.sin(index)}`)).join('\n'),
    );
    const file = await write('cut.ndjson.gz', whole.subarray(0, whole.length / 2));
    await expect(load(file)).rejects.toMatchObject({ exitCode: 2, message: expect.stringContaining(file) });
  });

  test.each([
    ['what is not there', 'nowhere.ndjson', /nowhere\.ndjson cannot be read: ENOENT/],
    ['a folder without files to import', 'empty', /empty holds nothing to import.*\.ndjson/],
  ])('names %s', async (_, name, message) => {
    await mkdir(path.join(folder, 'empty'), { recursive: true });
    await expect(findFiles([path.join(folder, name)])).rejects.toMatchObject({
      exitCode: 2,
      message: expect.stringMatching(message),
    });
  });
});

describe('lines', () => {
  test('are the same wherever the chunks are cut', () => {
    const text = Buffer.from(`\ufeff{"a":"é"}\n\n  {"b":2} \r\n{"c":3}`);
    for (let size = 4; size < text.length; size += 1) {
      const cutter = new LineCutter();
      const lines: string[] = [];
      // One buffer for all chunks, as the file reader does it.
      const chunk = Buffer.alloc(size);
      for (let start = 0; start < text.length; start += size) {
        const length = text.copy(chunk, 0, start);
        for (const { bytes } of cutter.push(chunk.subarray(0, length))) lines.push(Buffer.from(bytes).toString());
      }
      for (const { bytes } of cutter.end()) lines.push(Buffer.from(bytes).toString());
      expect(lines).toEqual(['{"a":"é"}', '{"b":2}', '{"c":3}']);
    }
  });

  test('beyond a megabyte are kept by their beginning and told by their size', () => {
    const cutter = new LineCutter();
    for (let chunk = 0; chunk < 48; chunk += 1) expect(cutter.push(Buffer.alloc(64 * 1024, 'x'))).toEqual([]);
    const [line] = cutter.push(Buffer.from('\n{"a":1}'));
    expect([line?.bytes.length, line?.size]).toEqual([KEPT_LINE_BYTES, 48 * 64 * 1024]);
    expect(cutter.end()).toHaveLength(1);
  });
});

describe('lifecycle import', () => {
  const run = (words: string[], input?: string) => {
    const env = { ...process.env, LIFECYCLE_HOME: path.join(folder, 'home') };
    const options = { env, encoding: 'utf8', ...(input === undefined ? {} : { input }) } as const;
    return spawnSync(process.execPath, [...COMMAND_LINE, ...words], options);
  };

  test('ends with one line of JSON, reading standard input, and with 0 also when lines were rejected', () => {
    const { status, stdout } = run(['import', '-', '--source', 'web'], `${event('e1')}\nnonsense\n`);
    expect(status).toBe(0);
    const summary = JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as object;
    expect(Object.keys(summary)).toEqual(['received', 'accepted', 'rejected', 'seconds']);
    expect(summary).toMatchObject({ received: 2, accepted: 1, rejected: 1 });
  });

  test.each([
    ['a file that is not there', ['import', '/nowhere.ndjson', '--source', 'web'], '/nowhere.ndjson cannot be read'],
    ['a source that is none', ['import', 'x', '--source', 'finance'], 'finance'],
    ['a command that is none', ['improt'], 'import?'],
  ])('ends with 2 for %s and says so', (_, words, message) => {
    const { status, stderr } = run(words);
    expect(status).toBe(2);
    expect(stderr).toContain(message);
  });
});
