import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { diskLake } from '../../../lambdas/lib/lake/disk.ts';
import { GzipBuilder, gzip } from '../../../lambdas/lib/lake/gzip.ts';
import { objectKey } from '../../../lambdas/lib/lake/place.ts';
import { s3Lake } from '../../../lambdas/lib/lake/s3.ts';
import { lakeContract } from '../../contracts/lake.ts';
import { type S3Double, startS3Double } from '../../doubles/s3.ts';

let folder: string;
let s3: S3Double;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'lake-'));
  s3 = await startS3Double();
});

afterAll(async () => {
  await s3.close();
  await rm(folder, { recursive: true });
});

lakeContract('disk', async () => diskLake(await mkdtemp(path.join(folder, 'lake-'))));
lakeContract('s3', async () => {
  s3.objects.clear();
  return s3Lake({ client: s3.client, bucket: 'lake' });
});

describe('the disk lake', () => {
  test('leaves no unfinished file behind', async () => {
    const root = await mkdtemp(path.join(folder, 'lake-'));
    await diskLake(root).putIfAbsent('raw/a', Buffer.from('x'));
    expect(await readdir(path.join(root, '.unfinished'))).toEqual([]);
  });

  test('says which file could not be written, and what to do', async () => {
    const file = path.join(folder, 'a-file');
    await writeFile(file, '');
    const put = diskLake(file).putIfAbsent('raw/a', Buffer.from('x'));
    await expect(put).rejects.toThrow(`${file}/raw/a cannot be written`);
    await expect(put).rejects.toThrow(`Let this user write below ${file}`);
  });

  test('makes a folder again that was removed in between', async () => {
    const root = path.join(await mkdtemp(path.join(folder, 'lake-')), 'not', 'there');
    const lake = diskLake(root);
    await lake.putIfAbsent('raw/a', Buffer.from('x'));
    await rm(root, { recursive: true });
    expect(await lake.putIfAbsent('raw/a', Buffer.from('x'))).toBe('written');
  });
});

describe('the S3 lake, when a put goes wrong', () => {
  const lake = () => s3Lake({ client: s3.client, bucket: 'lake', backoffMs: 1 });

  beforeEach(() => {
    s3.objects.clear();
    s3.puts = 0;
  });

  test.each([
    ['a conflict is tried again', ['conflict', 'conflict'], 'written', 3],
    ['throttling is tried again', ['unavailable'], 'written', 2],
    ['an answer lost after success counts as success', ['lost'], 'exists', 2],
  ] as const)('%s', async (_, faults, outcome, puts) => {
    s3.faults = [...faults];
    expect(await lake().putIfAbsent('raw/a', Buffer.from('x'))).toBe(outcome);
    expect(s3.puts).toBe(puts);
    expect(s3.objects.get('raw/a')?.toString()).toBe('x');
  });

  test('conflicts without end are a fault that names the object', async () => {
    s3.faults = Array.from({ length: 20 }, () => 'conflict' as const);
    await expect(lake().putIfAbsent('raw/a', Buffer.from('x'))).rejects.toThrow('s3://lake/raw/a cannot be written');
    expect(s3.puts).toBe(6);
    s3.faults = [];
  });

  test('a refusal is a fault at once', async () => {
    s3.faults = ['denied'];
    await expect(lake().putIfAbsent('raw/a', Buffer.from('x'))).rejects.toThrow('cannot be written');
    expect(s3.puts).toBe(1);
  });
});

describe('gzip', () => {
  const text = Buffer.from('{"event_id":"é"}\n'.repeat(9_000));

  test('is read by everybody', () => {
    expect(gunzipSync(gzip(text)).equals(text)).toBe(true);
    expect(gunzipSync(gzip(Buffer.alloc(0))).length).toBe(0);
  });

  test('gives one member whatever the pieces', () => {
    const builder = new GzipBuilder();
    for (let start = 0; start < text.length; start += 1_000) builder.add(text.subarray(start, start + 1_000));
    expect(gunzipSync(builder.finish()).equals(text)).toBe(true);
    expect(builder.plainBytes).toBe(text.length);
  });

  test('and so the key depend on the content alone', () => {
    const place = { kind: 'raw', source: 'web', receivedDate: '2026-01-31' } as const;
    const key = objectKey(place, gzip(text));
    expect(key).toMatch(/^raw\/web\/received_date=2026-01-31\/[0-9a-f]{64}\.ndjson\.gz$/);
    expect(objectKey(place, gzip(Buffer.from(text)))).toBe(key);
  });
});
